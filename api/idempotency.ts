import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { canonical } from "#domain/canonical";
import { claimRequest, keepAnswer, releaseRequest, type IdempotentRequest } from "#database/idempotent-requests";
import type { ApiDeps } from "./deps.ts";
import type { ErasedAnswer } from "./http/endpoint.ts";
import { Problem } from "./http/problem.ts";

/** A second click waits so long for the answer of the first. */
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 100;

export interface KeyedRequest {
  readonly principal: string;
  /** What the caller sent as Idempotency-Key. */
  readonly idempotencyKey: string;
  /** What is asked for, down to the last value. */
  readonly asked: unknown;
  /** Its answer holds a secret that is kept nowhere, not even sealed. */
  readonly isShownOnce: boolean;
}

/**
 * Answers a request once for its Idempotency-Key: the same request again gets the same answer and does nothing. A request that was
 * refused was not done, so its key may be used again. Throws `idempotency-key-reused` when the key was sent with another request,
 * `request-under-way` when the first one takes long, `answer-shown-once` when the answer is not kept.
 *
 * A process that dies between doing and answering leaves its key taken for two minutes; whoever asks then does it anew. What must
 * not happen twice even so, such as starting a job, makes its id of the key.
 */
export type Once = (request: KeyedRequest, answer: () => Promise<ErasedAnswer>) => Promise<ErasedAnswer>;

export const createOnce =
  ({ db, secrets }: Pick<ApiDeps, "db" | "secrets">, patienceMs = PATIENCE_MS): Once =>
  async ({ principal, idempotencyKey, asked, isShownOnce }, answer) => {
    const requestHash = createHash("sha256").update(canonical(asked)).digest("hex");
    const request: IdempotentRequest = { principal, idempotencyKey, requestHash };
    const place = `idempotent_request/${principal}/${idempotencyKey}`;
    for (const until = Date.now() + patienceMs; ; await sleep(LOOK_AGAIN_MS)) {
      const claim = await claimRequest(db, request);
      switch (claim.kind) {
        case "claimed": {
          const given = await answeredOrReleased(() => releaseRequest(db, request), answer);
          const { status, headers = {}, body } = given;
          const isKept = body !== undefined && !isShownOnce;
          const sealedBody = isKept ? secrets.seal(JSON.stringify(body), place) : null;
          await keepAnswer(db, request, { status, headers, sealedBody });
          return given;
        }
        case "answered": {
          const { status, headers, sealedBody } = claim.answer;
          if (isShownOnce) throw shownOnce(headers["location"] ?? "");
          return {
            status,
            headers: { ...headers, "idempotent-replayed": "true" },
            ...(sealedBody === null ? {} : { body: JSON.parse(secrets.open(sealedBody, place)) as unknown }),
          };
        }
        case "otherRequest":
          throw keyReused();
        case "underWay":
          if (Date.now() >= until) throw underWay();
      }
    }
  };

async function answeredOrReleased(
  release: () => Promise<void>,
  answer: () => Promise<ErasedAnswer>,
): Promise<ErasedAnswer> {
  try {
    return await answer();
  } catch (error) {
    // With the database away the key frees itself after a while; what went wrong first matters more.
    await release().catch(() => undefined);
    throw error;
  }
}

const keyReused = (): Problem =>
  new Problem(
    409,
    "idempotency-key-reused",
    "This Idempotency-Key was sent with another request within the last day: use a new one for each request",
  );

const underWay = (): Problem =>
  new Problem(409, "request-under-way", "The request with this Idempotency-Key is still under way: ask again later", {
    headers: { "retry-after": "5" },
  });

const shownOnce = (location: string): Problem =>
  new Problem(
    409,
    "answer-shown-once",
    `This was done, and its answer was shown once and is not kept: see ${location}; revoke it and make another one if it got lost`,
    { params: { location } },
  );
