/**
 * What is stored of an order is what it is at Shopify, whatever it was before and however often and in whatever order it came. Nothing is booked
 * here: a document holds an order to what it was.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { insertShop } from "#database/shops";
import { inGroups } from "#domain/in-groups";
import { isLongForm, tell } from "../../support/chaos-form.ts";
import type { OrderLife } from "../../support/lives/order-life.ts";
import { customerNodes, nodeOfLife, productNodes } from "../../support/lives/place-life.ts";
import { CUSTOMERS, KNOWN_SKUS, planLives, UNKNOWN_SKUS } from "../../support/lives/plan-lives.ts";
import { liveStep } from "../../support/lives/staff.ts";
import type { OrderDesk } from "../../support/order-desk.ts";
import { differencesOf, orderTables, type OrderTables } from "../../support/order-tables.ts";
import { randomOf } from "../../support/random.ts";
import { aSandbox, type Node, type SandboxHandle, type SandboxShop } from "../../support/sandbox.ts";
import { aDeskAt } from "../../support/sandbox-desk.ts";
import { syncOrders } from "../../support/sync-orders.ts";

const ORDERS = isLongForm ? 500 : 40;
const ROUNDS = isLongForm ? 8 : 3;
const SEED = Number(process.env["LIVES_SEED"] ?? 7);
const LONGEST_MS = isLongForm ? 900_000 : 120_000;
const NOW = "2026-03-02T10:00:00Z";
const STORE = "demo.myshopify.com";
const random = randomOf(SEED);

let store: SandboxHandle;
/** Read each order as often as it changed. */
let followed: OrderDesk;
/** Reads all of them at the end, once. */
let once: OrderTables;
const ids = new Map<OrderLife, string>();
const desks: OrderDesk[] = [];

async function aDesk(): Promise<OrderDesk> {
  // A product belongs to one shop: it would be known to one of two.
  const desk = await aDeskAt(store, "unknown");
  desks.push(desk);
  await desk.db.insertInto("ledger.currency").values({ code: "JPY", isoCode: "JPY" }).execute();
  await desk.set({ autoCreateOrders: false, returnAndRefundProcess: "importOnly" });
  return desk;
}

const giftCards: Node = {
  title: "Gift card",
  quantity: 3,
  isGiftCard: true,
  originalUnitPriceSet: {
    shopMoney: { amount: "25.00", currencyCode: "USD" },
    presentmentMoney: { amount: "25.00", currencyCode: "USD" },
  },
};

/** With what no step of a life touches. */
function nodeOf(life: OrderLife): Node {
  const node = nodeOfLife(life);
  const riskLevel = life.no % 5 === 0 ? "HIGH" : "LOW";
  return {
    ...node,
    lineItems: [
      ...(node["lineItems"] as readonly Node[]),
      ...(life.no % 4 === 0 && life.presentment === "USD" ? [giftCards] : []),
    ].map((line) => ({
      ...line,
      customAttributes: [{ key: "engraving", value: life.name }],
    })),
    tags: ["new", `seed-${life.seed}`],
    customAttributes: [{ key: "gift", value: "yes" }],
    risk: { assessments: [{ riskLevel, facts: [{ description: "IP", sentiment: "NEUTRAL" }] }] },
  };
}

/** Staff writes something down that has nothing to do with goods or money. */
const noteOn = (life: OrderLife, round: number): Promise<unknown> =>
  store.patchOrder(ids.get(life) ?? "", {
    note: `Round ${round}`,
    tags: [`round-${round}`, "new"],
    customAttributes: [{ key: "round", value: String(round) }],
  });

/** Staff that waits when Shopify asks it to: five hundred orders are more than the bucket holds. */
const patientStaff = (): SandboxShop => ({
  ...store,
  async graphql<R>(query: string, variables?: Node) {
    for (;;) {
      const answer = await store.graphql<R>(query, variables);
      if (answer.errors?.some(({ extensions }) => extensions?.["code"] === "THROTTLED") !== true) return answer;
      await sleep(500);
    }
  },
});

const legacyIds = (): readonly string[] => [...ids.values()].map((id) => id.split("/").at(-1) ?? "");
const shuffled = <T>(list: readonly T[]): readonly T[] =>
  list
    .map((one) => ({ one, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);

/** Reads orders by their ids, a few at a time. */
async function readInGroups(desk: OrderDesk, orderIds: readonly string[], shopCode = "DEMO"): Promise<void> {
  for (const group of inGroups(orderIds, Math.ceil(ORDERS / 6)))
    await syncOrders(desk, { orderIds: [...group] }, { shopCode });
}

beforeAll(async () => {
  store = await aSandbox();
  await store.putShop({
    plan: "plus",
    currency: "USD",
    presentmentCurrencies: ["EUR", "JPY"],
    tokens: [{ token: "shpat_test" }],
  });
  await store.clock({ set: NOW });
  await store.place("products", productNodes(KNOWN_SKUS + UNKNOWN_SKUS));
  await store.place("customers", customerNodes(CUSTOMERS));
  followed = await aDesk();
  const staff = patientStaff();
  const lives = planLives(SEED, ORDERS, ROUNDS);
  for (let round = 0; round < ROUNDS; round += 1) {
    const born = lives.filter((life) => life.born === round);
    const placed = await store.placeOrders(born.map(nodeOf));
    for (const [index, life] of born.entries()) ids.set(life, placed[index]?.id ?? "");
    await syncOrders(followed);
    for (const life of shuffled(lives.filter(({ born: from }) => from <= round)))
      for (const step of life.rounds[round - life.born] ?? []) await liveStep(staff, ids.get(life) ?? "", step);
    for (const life of shuffled(lives.filter(({ born: from }) => from < round)).slice(0, ORDERS / 4))
      await noteOn(life, round);
    await store.clock({ advance: "PT10M" });
    await syncOrders(followed);
  }
  const last = await aDesk();
  // By their ids: a listing leaves out what was archived before it was ever imported.
  await readInGroups(last, legacyIds());
  once = await orderTables(last.db);
  tell({ orders: ids.size, rows: Object.fromEntries([...once].map(([name, rows]) => [name, rows.size])) });
}, LONGEST_MS);

afterAll(async () => {
  for (const { database } of desks) await database.drop();
  await store.close();
});

test("every order is there, and of nearly everything an order can have there is something", () => {
  expect(once.get("order_header")?.size).toBe(ORDERS);
  expect([...once].filter(([, rows]) => rows.size === 0).map(([name]) => name)).toEqual([]);
});

test(
  "orders that were read after every change have the tables of orders that were read once",
  async () => {
    expect(differencesOf(once, await orderTables(followed.db))).toEqual([]);
  },
  LONGEST_MS,
);

test(
  "read twice and in any order they have the same tables",
  async () => {
    const desk = await aDesk();
    await readInGroups(desk, shuffled(legacyIds()));
    expect(differencesOf(once, await orderTables(desk.db))).toEqual([]);

    await readInGroups(desk, shuffled(legacyIds()));
    await syncOrders(desk);
    expect(differencesOf(once, await orderTables(desk.db))).toEqual([]);
  },
  LONGEST_MS,
);

test(
  "two shops of one store have them between them, each order once",
  async () => {
    const desk = await aDesk();
    await insertShop(desk.db, {
      code: "SECOND",
      store: STORE,
      enabled: true,
      skuMapping: "itemNo",
      returnAndRefundProcess: "importOnly",
    });
    const some = shuffled(legacyIds()).slice(0, ORDERS / 2);
    await readInGroups(desk, some);
    await readInGroups(desk, legacyIds(), "SECOND");
    await syncOrders(desk, {}, { shopCode: "SECOND" });
    await syncOrders(desk);

    expect(differencesOf(once, await orderTables(desk.db))).toEqual([]);
    const owners = await desk.db.selectFrom("orderHeader").select(["shopifyOrderId", "shop"]).execute();
    expect(new Set(owners.filter(({ shop }) => shop === "DEMO").map(({ shopifyOrderId }) => shopifyOrderId))).toEqual(
      new Set(some),
    );
  },
  LONGEST_MS,
);
