import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { aSandbox, type SandboxHandle } from "../../support/sandbox.ts";
import { CHANGE_NOTE, codeOf, placeOrder, sendTo, SHOP } from "./calls.ts";

let sandbox: SandboxHandle;
beforeEach(async () => {
  sandbox = await aSandbox();
});
afterEach(() => sandbox.close());

const send = sendTo(() => sandbox);

test("a rule matches variables, begins at its nth call and ends after its count", async () => {
  await sandbox.faults({
    match: { operation: "Group", variables: [{ path: "ids", contains: "gid://shopify/Order/2" }], nth: 2 },
    effect: { kind: "internalError" },
    count: 1,
  });
  const query = "query Group($ids: [ID!]!) { nodes(ids: $ids) { id } }";
  const ids = (...numbers: number[]) => ({ ids: numbers.map((number) => `gid://shopify/Order/${String(number)}`) });
  const failed = async (variables: object) =>
    ((await (await send(query, variables)).json()) as { errors?: unknown }).errors !== undefined;

  expect(await failed(ids(1))).toBe(false);
  expect(await failed(ids(1, 2))).toBe(false);
  expect(await failed(ids(2))).toBe(true);
  expect(await failed(ids(2))).toBe(false);
  expect(await sandbox.control("GET", "faults")).toMatchObject({ rules: [{ seen: 2, struck: 1 }] });
});

const struckBy = async (operation: string) =>
  (await sandbox.requests(operation)).map(({ faults }) => faults.map(({ kind }) => kind));

test("a fault of executed calls waits for one that is executed: a refused or throttled call uses nothing up", async () => {
  const order = await placeOrder(sandbox);
  const change = { id: order.id, note: "new" };
  await sandbox.faults({ match: { operation: "ChangeNote" }, effect: { kind: "resetAfter" } });
  await sandbox.faults({ match: { operation: "ChangeNote" }, effect: { kind: "throttled" } });

  const badToken = await send(CHANGE_NOTE, change, "no");
  const throttled = await send(CHANGE_NOTE, change);
  const refused = await send(CHANGE_NOTE, {});

  expect(badToken.status).toBe(401);
  expect(await throttled.text()).toContain("THROTTLED");
  expect(await refused.text()).toContain("INVALID_VARIABLE");
  expect(await codeOf(send(CHANGE_NOTE, change))).toBe("ECONNRESET");
  expect(await struckBy("ChangeNote")).toEqual([[], ["throttled"], [], ["resetAfter"]]);
});

test("a call the quota does not let in uses no fault up", async () => {
  await sandbox.faults(
    { match: { operation: "Dear" }, effect: { kind: "missingScope", scope: "read_orders" } },
    { match: { operation: "Dear" }, effect: { kind: "truncatedJson" } },
  );
  const dear = `query Dear { ${Array.from(
    { length: 9 },
    (_, index) =>
      `o${String(index)}: orders(first: 250) { nodes { refunds { id transactions(first: 20) { nodes { id } } } } }`,
  ).join(" ")} }`;
  // What three of them ask for is more than there is; it comes back only with the answers.
  await sandbox.putShop({ latency: 1_000 });
  await Promise.all([send(dear), send(dear), send(dear)]);

  const log = await sandbox.requests("Dear");
  expect(log.map(({ outcome }) => outcome).toSorted()).toEqual(["errors", "ok", "throttled"]);
  expect(log.filter(({ outcome }) => outcome === "throttled").flatMap(({ faults }) => faults)).toEqual([]);
  expect(log.flatMap(({ faults }) => faults.map(({ kind }) => kind)).toSorted()).toEqual([
    "missingScope",
    "truncatedJson",
  ]);
});

test("of two faults that end a call one strikes, and the other waits for the next call", async () => {
  await sandbox.faults(
    { match: { operation: "ShopName" }, effect: { kind: "serverError" } },
    { match: { operation: "ShopName" }, effect: { kind: "unauthorized" } },
  );

  expect([(await send(SHOP)).status, (await send(SHOP)).status, (await send(SHOP)).status]).toEqual([503, 401, 200]);
  expect(await struckBy("ShopName")).toEqual([["serverError"], ["unauthorized"], []]);
});

test("of two faults of a delivery one strikes, and the other waits for the next delivery", async () => {
  const subscribe = `mutation { webhookSubscriptionCreate(topic: ORDERS_CREATE, webhookSubscription: { uri: "https://example.com/hook" }) { userErrors { message } } }`;
  await sandbox.graphql(subscribe);
  await sandbox.faults({ effect: { kind: "webhookLost" } }, { effect: { kind: "webhookReordered" } });
  const order = { email: "a@example.com", lineItems: [{ title: "Thing", quantity: 1 }] };

  await sandbox.placeOrders([order], { emit: true });
  expect(await sandbox.control("GET", "faults")).toMatchObject({ rules: [{ struck: 1 }, { struck: 0 }] });
  await sandbox.placeOrders([order], { emit: true });
  expect(await sandbox.control("GET", "faults")).toMatchObject({ rules: [{ struck: 1 }, { struck: 1 }] });
});

test("a probability strikes the same calls for the same seed", async () => {
  const strike = async () => {
    await sandbox.reset();
    await sandbox.faults({ match: { probability: 0.5, seed: 7 }, effect: { kind: "serverError" }, count: null });
    const statuses: number[] = [];
    for (let call = 0; call < 20; call += 1) statuses.push((await send(SHOP)).status);
    await sandbox.clearFaults();
    return statuses;
  };
  const first = await strike();

  expect(first).toEqual(expect.arrayContaining([200, 503]));
  expect(await strike()).toEqual(first);
});

test("a fault nobody understands is refused with its place", async () => {
  await expect(sandbox.control("POST", "faults", { effect: { kind: "explode" } })).rejects.toThrow("/effect/kind");
  await expect(sandbox.control("POST", "faults", { effect: { kind: "slow" } })).rejects.toThrow("/effect/ms");
  await expect(
    sandbox.control("POST", "faults", { match: { oops: 1 }, effect: { kind: "throttled" } }),
  ).rejects.toThrow("/match/oops");
});
