import { randomBytes } from "node:crypto";
import { v7 } from "uuid";
import {
  countApiKeys,
  findApiKey,
  insertApiKey,
  listApiKeys,
  revokeApiKey,
  type StoredApiKey,
} from "#database/api-keys";
import { listShops } from "#database/shops";
import { stateOfApiKey } from "#domain/access/api-key";
import * as contract from "../contract/api-keys.ts";
import type { ApiDeps } from "../deps.ts";
import { hashOfKey } from "../http/authenticate.ts";
import { created, ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";
import { invalid, notFound, type InvalidValue } from "../http/problem.ts";

const KEY_BYTES = 32;
const HINT_LENGTH = 4;

/** The keys of the API. A key is random, shown once, and kept as a hash. */
export const apiKeyRoutes = ({ db }: Pick<ApiDeps, "db">): readonly Route[] => [
  route(contract.listApiKeys, async ({ query }) =>
    ok(
      await pageOfRows(query, {
        key: ["text"],
        read: (after, limit) => listApiKeys(db, { after: after?.[0], limit }),
        keyOf: ({ name }) => [name],
        show: apiKeyView,
        count: () => countApiKeys(db),
      }),
    ),
  ),

  route(contract.createApiKey, async ({ body, principal, audit }) => {
    const problems = [...problemsOfExpiry(body.expiresAt), ...(await problemsOfShops({ db }, body.shopCodes ?? []))];
    if (problems.length > 0) throw invalid(problems);
    // The prefix lets scanners of source code and logs know a key when they see one.
    const key = `sbc_${randomBytes(KEY_BYTES).toString("base64url")}`;
    const stored = await db.transaction().execute(async (transaction) => {
      const made = await insertApiKey(transaction, {
        id: v7(),
        name: body.name,
        keyHash: hashOfKey(key),
        hint: key.slice(-HINT_LENGTH),
        scope: body.scope,
        shops: body.shopCodes === undefined ? null : [...new Set(body.shopCodes)],
        expiresAt: body.expiresAt === undefined ? null : new Date(body.expiresAt),
        createdBy: principal,
      });
      const { id, name, scope, shops, expiresAt, hint } = made;
      await audit.note(transaction, { recordId: id, shop: null, after: { name, scope, shops, expiresAt, hint } });
      return made;
    });
    return created(`/api/api-keys/${stored.id}`, { ...apiKeyView(stored), key });
  }),

  route(contract.getApiKey, async ({ params: { id } }) => {
    const key = await findApiKey(db, id);
    if (key === undefined) throw notFound("api-key", id);
    return ok(apiKeyView(key));
  }),

  route(contract.revokeApiKey, async ({ params: { id }, principal, audit }) => {
    const key = await db.transaction().execute(async (transaction) => {
      const before = await findApiKey(transaction, id);
      const after = await revokeApiKey(transaction, id, principal);
      if (before === undefined || after === undefined) throw notFound("api-key", id);
      await audit.note(transaction, { recordId: id, shop: null, before: revocation(before), after: revocation(after) });
      return after;
    });
    return ok(apiKeyView(key));
  }),

  route(contract.getMe, ({ principal, scope, shops }) =>
    Promise.resolve(ok({ principal, scope, shopCodes: shops ?? null })),
  ),
];

const revocation = ({ name, revokedAt, revokedBy }: StoredApiKey) => ({ name, revokedAt, revokedBy });

const apiKeyView = ({ shops, ...key }: StoredApiKey) => ({
  ...key,
  shopCodes: shops,
  state: stateOfApiKey(key, new Date()),
});

const problemsOfExpiry = (expiresAt: string | undefined): readonly InvalidValue[] =>
  expiresAt === undefined || new Date(expiresAt) > new Date()
    ? []
    : [{ in: "body", pointer: "/expiresAt", code: "moment-past", detail: "A key that has expired opens nothing" }];

async function problemsOfShops(
  { db }: Pick<ApiDeps, "db">,
  shopCodes: readonly string[],
): Promise<readonly InvalidValue[]> {
  const known = new Set((await listShops(db)).map(({ code }) => code));
  return shopCodes.flatMap((code, index): readonly InvalidValue[] =>
    known.has(code)
      ? []
      : [
          {
            in: "body",
            pointer: `/shopCodes/${index}`,
            code: "reference-invalid",
            detail: `There is no shop ${code}`,
          },
        ],
  );
}
