import { createHash } from "node:crypto";
import { canonical } from "#domain/canonical";
import { Problem } from "./problem.ts";

const LENGTH = 22;

/** 128 bits of a digest: two states never share one by chance. */
const digest = (value: unknown): string =>
  createHash("sha256").update(canonical(value)).digest("base64url").slice(0, LENGTH);

/**
 * The ETag of a card: `"state"`, or `"state.rest"` when the card shows more than what people change by it, such as the next runs of a
 * schedule. If-None-Match compares all of it, If-Match the state alone: a card whose surroundings went on can still be changed.
 */
export function etagOf(state: unknown, card: unknown = state): string {
  const [version, whole] = [digest(state), digest(card)];
  return version === whole ? `"${version}"` : `"${version}.${whole}"`;
}

/** A card with its ETag. */
export const card = <const Body>(body: Body, state: unknown = body) =>
  ({ status: 200, headers: { etag: etagOf(state, body) }, body }) as const;

/** Strong entity tags of a header (RFC 9110, 8.8.3): If-Match compares no others. */
const tagsIn = (header: string): readonly string[] =>
  [...header.matchAll(/(?<!W\/)"([^"]*)"/g)].map(([, tag = ""]) => tag);

/**
 * Whether who asks has this already (RFC 9110, 13.1.2). Express would know too, but not of requests with `Cache-Control: no-cache`,
 * which `fetch` adds to every request that names an ETag.
 */
export const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined && ifNoneMatch.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);

/** What a change was made on the strength of. */
export interface Precondition {
  /**
   * Throws `precondition-failed` when the record is no longer what If-Match names, or is there although If-None-Match says it is not.
   * Call it with the record's present state in the transaction that changes it, where nobody else does; undefined: there is none.
   */
  check(state: unknown): void;
}

export interface PreconditionHeaders {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** The precondition of one request, and whether it was looked at. */
export function createPrecondition({ ifMatch, ifNoneMatch }: PreconditionHeaders): {
  readonly precondition: Precondition;
  readonly isChecked: () => boolean;
} {
  let checked = false;
  const holds = (state: unknown): boolean => {
    const exists = state !== undefined;
    if (ifNoneMatch?.trim() === "*") return !exists;
    if (ifMatch === undefined) return true;
    if (!exists || ifMatch.trim() === "*") return exists;
    const version = digest(state);
    return tagsIn(ifMatch).some((tag) => tag.split(".", 1)[0] === version);
  };
  return {
    precondition: {
      check: (state) => {
        checked = true;
        if (!holds(state)) throw preconditionFailed(state);
      },
    },
    isChecked: () => checked,
  };
}

const preconditionFailed = (state: unknown): Problem =>
  new Problem(
    412,
    "precondition-failed",
    state === undefined
      ? "There is nothing here any more: somebody deleted it since you looked"
      : "Somebody changed this since you looked: read it again, and decide anew",
    state === undefined ? {} : { headers: { etag: etagOf(state) } },
  );
