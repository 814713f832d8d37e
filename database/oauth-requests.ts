import type { Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import type { OauthRequestTable } from "./tables.ts";

/** A merchant who was sent to Shopify to let us into a store. */
export type OauthRequest = Selectable<OauthRequestTable>;

/** Notes that somebody was sent to Shopify, and forgets those who never came back in time. */
export async function insertOauthRequest(
  db: Executor,
  request: Omit<OauthRequest, "code" | "connectedAt">,
  now: Date,
): Promise<void> {
  await db.deleteFrom("oauthRequest").where("expiresAt", "<", now).execute();
  await db.insertInto("oauthRequest").values(request).execute();
}

/** Undefined when nobody was sent with this state, or too long ago. */
export async function findOauthRequest(db: Executor, stateHash: string, now: Date): Promise<OauthRequest | undefined> {
  return db
    .selectFrom("oauthRequest")
    .selectAll()
    .where("stateHash", "=", stateHash)
    .where("expiresAt", ">=", now)
    .executeTakeFirst();
}

/** Keeps the sealed code somebody came back with, unless there is one already: the first one counts. */
export async function keepOauthCode(db: Executor, stateHash: string, code: string): Promise<void> {
  await db
    .updateTable("oauthRequest")
    .set({ code })
    .where("stateHash", "=", stateHash)
    .where("code", "is", null)
    .where("connectedAt", "is", null)
    .execute();
}

/** Notes that the code was exchanged, and forgets it. */
export async function noteOauthConnected(db: Executor, stateHash: string, now: Date): Promise<void> {
  await db
    .updateTable("oauthRequest")
    .set({ code: null, connectedAt: now })
    .where("stateHash", "=", stateHash)
    .execute();
}
