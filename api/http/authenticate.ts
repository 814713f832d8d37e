import { createHash, timingSafeEqual } from "node:crypto";
import type { RequestHandler, Response } from "express";
import { Problem } from "./problem.ts";

const BEARER = /^Bearer +([^\s]+)$/i;

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Who asks; undefined before somebody was recognised. */
export const principalOf = (response: Response): string | undefined => {
  const { principal } = response.locals as { readonly principal?: string };
  return principal;
};

/**
 * Lets requests with the administrator's key through, as principal `admin`. Digests are compared, so that neither length nor
 * content of the key shows in the time it takes.
 */
export function authenticate(adminApiKey: string): RequestHandler {
  const expected = digest(adminApiKey);
  return (request, response, next) => {
    const key = BEARER.exec(request.get("authorization") ?? "")?.[1];
    if (key === undefined || !timingSafeEqual(digest(key), expected)) {
      throw new Problem(401, "api-key-required", "Send a valid API key as Authorization: Bearer <key>", {
        headers: { "www-authenticate": 'Bearer realm="api"' },
      });
    }
    response.locals["principal"] = "admin";
    next();
  };
}
