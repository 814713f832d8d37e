import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { hashOfKey } from "#api/http/authenticate";
import { protectedRoutes, publicRoutes } from "#api/routes";
import { aConnectedApi, store, type ConnectedApi } from "./a-connected-api.ts";
import { everyChange, sentSecrets } from "./every-change.ts";
import { removeSchedule } from "../support/system-schedules.ts";

let api: ConnectedApi;
beforeAll(async () => {
  api = await aConnectedApi();
  await api.sandbox.seed({ products: 10, customers: 10, orders: 8, seed: 1 });
  await api.call("POST", "/api/shops", {
    code: "DEMO",
    shopifyUrl: store,
    skuMapping: "itemNo",
    autoReleaseSalesOrders: false,
    shippingChargesAccount: "6110",
    tipAccount: "6120",
    soldGiftCardAccount: "2420",
    cashRoundingsAccount: "9140",
  });
  await api.call("POST", "/api/shops/DEMO/enable", {});
  await api.runReport("syncOrders", { shopCodes: ["DEMO"] });
}, 120_000);
afterAll(async () => {
  const { client } = api;
  for await (const { scheduleId } of client.schedule.list()) await removeSchedule(client, scheduleId);
  await api.close();
}, 60_000);

type Entry = Readonly<Record<string, unknown>>;
const entriesOf = async (query: string): Promise<readonly Entry[]> => {
  const { status, body } = await api.call("GET", `/api/audit-entries?${query}`);
  expect(status).toBe(200);
  return body["items"] as readonly Entry[];
};

/** Every endpoint that has to say what it audits, except what only machines send. */
const changing = (deps: ConnectedApi["deps"]) =>
  [...publicRoutes(deps), ...protectedRoutes(deps)].flatMap(({ endpoint }) =>
    endpoint.audits === undefined || (endpoint.isPublic === true && endpoint.audits === null) ? [] : [endpoint],
  );

/** They need reports that this API's workers do not have: their own tests look at what they leave. */
const elsewhere: ReadonlySet<string> = new Set(["syncAllOfShop", "startInitialImport", "cancelInitialImport"]);

test("every request that changes something leaves who changed what, and none was forgotten here", async () => {
  const changes = everyChange(api);
  const endpoints = changing(api.deps).filter(({ id }) => !elsewhere.has(id));
  expect(Object.keys(changes).toSorted()).toEqual(endpoints.map(({ id }) => id).toSorted());

  for (const [id, prepare] of Object.entries(changes)) {
    const endpoint = endpoints.find((one) => one.id === id);
    if (endpoint === undefined) throw new Error(`There is no endpoint ${id}`);
    const { path, body = {}, entries, key } = await prepare();
    const requestId = `change-${id}`;
    const options = { headers: { "x-request-id": requestId }, ...(key === undefined ? {} : { key }) };
    const sent = endpoint.method === "get" || endpoint.method === "delete" ? undefined : body;
    const answer = await api.call(endpoint.method.toUpperCase(), path, sent, options);
    expect({ id, problem: answer.status < 400 ? undefined : answer.body }).toEqual({ id, problem: undefined });

    // An action on a shop may change the other shops of its store as well.
    const [{ record } = { record: null }] = entries;
    const ofRecord = typeof record === "string" ? `&record=${encodeURIComponent(record)}` : "";
    const written = await entriesOf(`requestId=${requestId}${ofRecord}`);
    const who = { principal: "admin", action: id, kind: endpoint.audits };
    expect({ id, written }).toMatchObject({ id, written: entries.map((entry) => ({ ...who, ...entry })) });
  }
}, 300_000);

test("no secret is in the log, whoever made or sent it", async () => {
  const made = await api.call("POST", "/api/api-keys", { name: "another", scope: "read" });
  const store = await api.db.selectFrom("registeredStore").selectAll().execute();
  const sealed = store.flatMap(({ accessToken, refreshToken, clientSecret }) => [
    accessToken,
    refreshToken,
    clientSecret,
  ]);

  const rows = JSON.stringify(await api.db.selectFrom("auditEntry").selectAll().execute());

  const secrets = [String(made.body["key"]), hashOfKey(String(made.body["key"])), ...sentSecrets, ...sealed];
  expect(secrets.filter((secret) => secret !== null && rows.includes(secret))).toEqual([]);
});
