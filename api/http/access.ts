import type { Response } from "express";
import { covers, type Scope } from "#domain/access/scope";
import type { Endpoint, Reach } from "./endpoint.ts";
import { Problem } from "./problem.ts";

/** Who asks, and what the key is good for. */
export interface Access {
  /** The owner of the key. */
  readonly principal: string;
  readonly scope: Scope;
  /** The only shops the key may see and change; null: all, and what belongs to no shop. */
  readonly shops: readonly string[] | null;
}

export const setAccess = (response: Response, access: Access): void => {
  response.locals["access"] = access;
};

/** Undefined before somebody was recognised. */
export const findAccess = (response: Response): Access | undefined =>
  (response.locals as { readonly access?: Access }).access;

/**
 * What may be asked with this key, before the request is looked at; undefined for what is open to all. Throws `scope-insufficient`,
 * or `key-restricted-to-shops` when a request is not about single shops and the key is.
 */
export function admitted(endpoint: Endpoint, access: Access | undefined): Admission | undefined {
  if (endpoint.isPublic === true) return undefined;
  if (access === undefined) throw new Error(`${endpoint.id} is not open to all and was reached without a key`);
  if (!covers(access.scope, endpoint.scope)) throw scopeInsufficient(access.scope, endpoint.scope);
  if (access.shops === null) return { ...access, restriction: undefined };
  if (endpoint.reach === undefined) throw restrictedToShops();
  return { ...access, restriction: { shops: access.shops, reach: endpoint.reach } };
}

export interface Admission extends Access {
  /** Undefined: all shops. */
  readonly restriction: { readonly shops: readonly string[]; readonly reach: Reach } | undefined;
}

const scopeInsufficient = (scope: Scope, needed: Scope): Problem =>
  new Problem(
    403,
    "scope-insufficient",
    `This key has the scope ${scope}, and this request needs ${needed}: use another key, or ask an administrator for one`,
    { params: { scope, needed } },
  );

export const restrictedToShops = (): Problem =>
  new Problem(
    403,
    "key-restricted-to-shops",
    "This concerns more than single shops, and this key is restricted to some: use a key that is good for all",
  );
