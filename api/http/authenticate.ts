import { createHash, timingSafeEqual } from "node:crypto";
import type { Request, RequestHandler } from "express";
import { findApiKeyByHash, noteUseOfApiKey } from "#database/api-keys";
import type { Database } from "#database/connection";
import { stateOfApiKey } from "#domain/access/api-key";
import { administratorPrincipal } from "#domain/access/principals";
import { setAccess, type Access } from "./access.ts";
import { Problem } from "./problem.ts";

const BEARER = /^Bearer +([^\s]+)$/i;

/** The key a request came with, right or wrong. */
export const keyOf = (request: Request): string | undefined => BEARER.exec(request.get("authorization") ?? "")?.[1];

/** What is kept of a key, in hex: enough to recognise it, useless to whoever reads it. */
export const hashOfKey = (key: string): string => createHash("sha256").update(key).digest("hex");

/**
 * Lets requests with a known key through. The administrator's key of the environment is principal `admin` and works without the
 * database; it is compared by digest, so that neither length nor content shows in the time it takes. All others are looked up by
 * their hash at every request, so that one that is revoked opens nothing from then on.
 */
export function authenticate({
  db,
  adminApiKey,
}: {
  readonly db: Database;
  readonly adminApiKey: string | undefined;
}): RequestHandler {
  const adminHash = adminApiKey === undefined ? undefined : Buffer.from(hashOfKey(adminApiKey));
  return async (request, response, next) => {
    const key = keyOf(request);
    if (key === undefined)
      throw unauthorized("api-key-required", "Send a valid API key as Authorization: Bearer <key>");
    const hash = hashOfKey(key);
    const isAdmin = adminHash !== undefined && timingSafeEqual(Buffer.from(hash), adminHash);
    setAccess(response, isAdmin ? administrator : await accessOfKey(db, hash));
    next();
  };
}

const administrator: Access = { principal: administratorPrincipal, scope: "admin", shops: null };

async function accessOfKey(db: Database, hash: string): Promise<Access> {
  const key = await findApiKeyByHash(db, hash);
  if (key === undefined) throw unauthorized("api-key-required", "Send a valid API key as Authorization: Bearer <key>");
  const now = new Date();
  switch (stateOfApiKey(key, now)) {
    case "revoked":
      throw unauthorized("api-key-revoked", `The key ${key.name} was revoked: ask an administrator for another one`);
    case "expired":
      throw unauthorized("api-key-expired", `The key ${key.name} has expired: ask an administrator for another one`);
    case "active":
      await noteUseOfApiKey(db, key, now);
      return { principal: key.name, scope: key.scope, shops: key.shops };
  }
}

const unauthorized = (code: string, detail: string): Problem =>
  new Problem(401, code, detail, { headers: { "www-authenticate": 'Bearer realm="api"' } });
