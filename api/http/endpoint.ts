import type { Request } from "express";
import type { z } from "zod";
import type { AuditedKind } from "#domain/access/audited-change";
import type { Scope } from "#domain/access/scope";
import type { Audit } from "./audit.ts";
import type { BrowserPage } from "./browser-page.ts";
import type { Precondition } from "./etag.ts";

/**
 * What of the shops a request has to do with, for keys that are restricted to some of them.
 * - `shops`: the shops it names; a list that names none shows those of the key, as `shops` of its input says.
 * - `store`: it names a shop and changes something of its store, so for all shops there.
 * - a kind of record: the path names one, which belongs to a shop.
 * - `nothing`: it tells nothing of any shop.
 */
export type Reach = "shops" | "store" | RecordKind | "nothing";

export type RecordKind =
  | "order"
  | "orderToImport"
  | "refund"
  | "customer"
  | "company"
  | "companyLocation"
  | "jobQueueEntry"
  | "logEntry"
  | "shopifyLogEntry"
  | "notification";

/** One request the API answers: what it takes, what it gives back. Validation, types and the OpenAPI document follow from it. */
export type Endpoint = Exchange & (OpenToAll | NeedsKey) & (Looks | Changes);

interface Looks {
  readonly method: "get";
  /** The few that people reach with a browser change something all the same. */
  readonly audits?: AuditedKind;
}

interface Changes {
  readonly method: "post" | "patch" | "put" | "delete";
  /** The kind of record that people change by it, for the audit log; null: none. */
  readonly audits: AuditedKind | null;
}

interface OpenToAll {
  /** Needs no API key. */
  readonly isPublic: true;
}

interface NeedsKey {
  readonly isPublic?: never;
  /** What a key has to be good for. */
  readonly scope: Scope;
  /** Left out: only for keys that are good for all shops. */
  readonly reach?: Reach;
}

interface Exchange {
  /** Name in the OpenAPI document, verb first. */
  readonly id: string;
  /** As OpenAPI writes it: `/api/shops/{code}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** People arrive here with a browser, and read a page instead of JSON. */
  readonly isPage?: boolean;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  /** A schema that accepts an empty object also accepts a request without a body. */
  readonly body?: z.ZodType;
  /** By status; null means no content. */
  readonly answers: Readonly<Partial<Record<200 | 201 | 202 | 204 | 302, z.ZodType | null>>>;
  /** It answers a card with its ETag, which saves reading it again, and changing what somebody else has changed meanwhile. */
  readonly hasEtag?: true;
  /** The answer holds a secret that is shown here and kept nowhere. */
  readonly isShownOnce?: true;
  /** Codes of problems that are particular to this endpoint, for its readers. */
  readonly problems?: readonly string[];
}

/** A POST may be sent again with its Idempotency-Key; the other methods can be repeated by their nature (RFC 9110, 9.2.2). */
export const isIdempotent = (endpoint: Endpoint): boolean => endpoint.method === "post" && endpoint.isPublic !== true;

export const endpoint = <const E extends Endpoint>(definition: E): E => definition;

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What is sent for a value of the contract: moments may still be dates, the answer makes them text. */
export type Sent<T> = T extends string
  ? string extends T
    ? T | Date
    : T
  : T extends readonly (infer Element)[]
    ? readonly Sent<Element>[]
    : T extends object
      ? { readonly [Key in keyof T]: Sent<T[Key]> }
      : T;

export interface Input<E extends Endpoint> {
  readonly params: Parsed<E["params"]>;
  readonly query: Parsed<E["query"]>;
  readonly headers: Parsed<E["headers"]>;
  readonly body: Parsed<E["body"]>;
  /** Who asks: the owner of the key. */
  readonly principal: string;
  /** What the key is good for. */
  readonly scope: Scope;
  /** The shops this request is about: the one its query names, else those the key is restricted to. Undefined: all. */
  readonly shops: readonly string[] | undefined;
  /** Where an endpoint that `audits` says what it changed. */
  readonly audit: E extends { readonly audits: AuditedKind } ? Audit : undefined;
  /** What a change of a card with an ETag has to look at before. */
  readonly precondition: E extends { readonly hasEtag: true } ? Precondition : undefined;
  /** The request itself, for the few that need its raw body or address. */
  readonly request: Request;
}

export type Answer<E extends Endpoint> = {
  [Status in keyof E["answers"]]: {
    readonly status: Status;
    readonly headers?: Readonly<Record<string, string>>;
    readonly page?: BrowserPage;
  } & (E["answers"][Status] extends z.ZodType
    ? { readonly body: Sent<z.output<E["answers"][Status]>> }
    : { readonly body?: never });
}[keyof E["answers"]];

export type Handler<E extends Endpoint> = (input: Input<E>) => Promise<Answer<E>>;

/** An endpoint with what answers it, whatever its types. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly handle: (input: Input<Endpoint>) => Promise<ErasedAnswer>;
}

export interface ErasedAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly page?: BrowserPage;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Pairs an endpoint with its handler: the compiler compares the two here, afterwards only the contract's schemas know. */
export const route = <E extends Endpoint>(endpoint: E, handle: Handler<E>): Route => ({
  endpoint,
  handle: handle as unknown as Route["handle"],
});

// Answers, named after their status.

export const ok = <const Body>(body: Body) => ({ status: 200, body }) as const;

/** Made, and to be found at `location`. */
export const created = <const Body>(location: string, body: Body) =>
  ({ status: 201, headers: { location }, body }) as const;

/** Begun, and to be watched at `location`. */
export const accepted = <const Body>(location: string, body: Body) =>
  ({ status: 202, headers: { location }, body }) as const;

/** On to `location`; the body says the same to programs. */
export const found = <const Body>(location: string, body: Body) =>
  ({ status: 302, headers: { location }, body }) as const;

export const noContent = { status: 204 } as const;
