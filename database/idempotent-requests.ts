import { sql } from "kysely";
import type { Executor } from "./connection.ts";

/** A request and its key; keys of different principals have nothing to do with each other. */
export interface IdempotentRequest {
  readonly principal: string;
  readonly idempotencyKey: string;
  readonly requestHash: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly sealedBody: string | null;
}

export type Claim =
  | { readonly kind: "claimed" }
  | { readonly kind: "underWay" }
  | { readonly kind: "otherRequest" }
  | { readonly kind: "answered"; readonly answer: KeptAnswer };

/**
 * Takes a key for a request. It is free when nobody took it within the last day, or when whoever took it for the same request gave
 * no answer for two minutes, which is longer than any request is waited for: that process is gone. Of two that claim at once one gets
 * it.
 */
export async function claimRequest(db: Executor, request: IdempotentRequest): Promise<Claim> {
  await db
    .deleteFrom("idempotentRequest")
    .where("startedAt", "<", sql<Date>`now() - interval '1 day'`)
    .execute();
  const taken = await db
    .insertInto("idempotentRequest")
    .values(request)
    .onConflict((conflict) =>
      conflict
        .constraint("idempotent_request_pk")
        .doUpdateSet({ startedAt: sql<Date>`now()` })
        .where("idempotentRequest.status", "is", null)
        .where("idempotentRequest.requestHash", "=", request.requestHash)
        .where("idempotentRequest.startedAt", "<", sql<Date>`now() - interval '2 minutes'`),
    )
    .returning("principal")
    .executeTakeFirst();
  if (taken !== undefined) return { kind: "claimed" };
  const known = await db
    .selectFrom("idempotentRequest")
    .selectAll()
    .where("principal", "=", request.principal)
    .where("idempotencyKey", "=", request.idempotencyKey)
    .executeTakeFirst();
  // It was released just now: whoever asks again gets it.
  if (known === undefined) return { kind: "underWay" };
  if (known.requestHash !== request.requestHash) return { kind: "otherRequest" };
  const { status, headers, sealedBody } = known;
  if (status === null) return { kind: "underWay" };
  return { kind: "answered", answer: { status, headers: headers as KeptAnswer["headers"], sealedBody } };
}

/** Keeps the answer for a day. */
export async function keepAnswer(db: Executor, request: IdempotentRequest, answer: KeptAnswer): Promise<void> {
  await db
    .updateTable("idempotentRequest")
    .set({ ...answer, headers: JSON.stringify(answer.headers) })
    .where("principal", "=", request.principal)
    .where("idempotencyKey", "=", request.idempotencyKey)
    .execute();
}

/** Gives the key back: the request was refused, so sending it again is a new try. */
export async function releaseRequest(db: Executor, request: IdempotentRequest): Promise<void> {
  await db
    .deleteFrom("idempotentRequest")
    .where("principal", "=", request.principal)
    .where("idempotencyKey", "=", request.idempotencyKey)
    .where("status", "is", null)
    .execute();
}
