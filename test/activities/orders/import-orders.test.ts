import { afterEach, expect, test } from "@jest/globals";
import type { Batch } from "#activities/orders/batch";
import { claimMatchingOrders } from "#activities/orders/claim-orders";
import { importClaimedOrders } from "#activities/orders/import-orders";
import { planStaging } from "#activities/orders/plan-staging";
import { changeOrder } from "#database/order-locks";
import { storeMappingByHand } from "#database/order-mapping-by-hand";
import { stageOrders } from "#database/orders-to-import";
import type { OrderNode } from "#domain/orders/order-node";
import type { OrderFilters } from "#domain/orders/queue-filter";
import { aListedOrder } from "../../support/listed-order.ts";
import { aNodeShopify } from "../../support/node-shopify.ts";
import { aBatch, anOrderDesk, type OrderDesk } from "../../support/order-desk.ts";
import { aLineNode, anOrderNode, aTransactionNode, money } from "../../support/order-node.ts";

let desk: OrderDesk | undefined;
afterEach(async () => {
  await desk?.database.drop();
  desk = undefined;
});

const gid = (id: number): string => `gid://shopify/Order/${id}`;
const anOrder = (id: number, order: Partial<OrderNode> = {}): OrderNode =>
  anOrderNode({
    id: gid(id),
    name: `#${1000 + id}`,
    lineItems: { nodes: [aLineNode({ id: `gid://shopify/LineItem/${id}1` })] },
    transactions: [aTransactionNode({ id: `gid://shopify/OrderTransaction/${id}2` })],
    ...order,
  });

/** A desk in front of a store with these orders, all of them in the queue. */
async function aQueue(orders: readonly OrderNode[], ids: readonly number[]) {
  const store = aNodeShopify(orders);
  desk = await anOrderDesk(() => store.shopify);
  const listed = ids.map((id) => aListedOrder({ id: gid(id), name: `#${1000 + id}` }));
  await stageOrders(desk.db, "demo.myshopify.com", planStaging(listed, new Map(), { unchanged: false, closed: false }));
  return { ...store, desk };
}

const batch = (over: Partial<Batch> = {}): Batch => ({ ...aBatch(), ...over });

async function importAll(
  { desk }: { desk: OrderDesk },
  runId: string,
  { importOnly = false, ...filters }: OrderFilters & { readonly importOnly?: boolean } = {},
  over = {},
) {
  await claimMatchingOrders(desk, { shopCode: "DEMO", runId, filters });
  return importClaimedOrders(desk, { shopCode: "DEMO", runId, filters, reread: false, importOnly }, batch(over));
}

const queue = ({ desk }: { desk: OrderDesk }) =>
  desk.db
    .selectFrom("ordersToImport")
    .select(["shopifyOrderId", "shop", "hasError", "errorCode", "errorMessage"])
    .orderBy("shopifyOrderId")
    .execute();

test("OR-16 an order that cannot be read keeps its row with the reason, the others are imported, the next run tries it again", async () => {
  const setup = await aQueue([anOrder(1, { totalPriceSet: money("twelve") }), anOrder(2)], [1, 2]);

  const first = await importAll(setup, "run-1");

  expect(first).toEqual({ done: true, counts: { read: 2, changed: 1, unchanged: 0, failed: 1, notMatched: 0 } });
  expect(await queue(setup)).toMatchObject([
    { shopifyOrderId: "1", shop: "DEMO", hasError: true, errorCode: "order-malformed" },
  ]);
  expect((await queue(setup))[0]?.errorMessage).toContain("totalPriceSet");
  expect(await setup.desk.header("2")).toMatchObject({ shopifyOrderNo: "#1002", creationDue: true });

  expect((await importAll(setup, "run-1")).counts).toMatchObject({ read: 0, failed: 0 });
  expect((await importAll(setup, "run-2")).counts).toMatchObject({ read: 1, failed: 1 });
});

test("an order with text that cannot be stored says where it is, and stops nobody", async () => {
  const setup = await aQueue(
    [
      anOrder(1, { tags: ["vip", "a\u0000b"] }),
      anOrder(2),
      anOrder(3, { customAttributes: [{ key: "Loyalty", value: "\u0000" }] }),
    ],
    [1, 2, 3],
  );

  expect((await importAll(setup, "run-1")).counts).toMatchObject({ read: 3, changed: 1, failed: 2 });

  const rows = await queue(setup);
  expect(rows).toMatchObject([{ errorCode: "order-not-storable" }, { errorCode: "order-not-storable" }]);
  expect(rows[0]?.errorMessage).toContain("tags[1]");
  expect(rows[1]?.errorMessage).toContain("customAttributes[0].value");
});

test("an order Shopify does not know leaves no empty order behind", async () => {
  const setup = await aQueue([], [1]);

  await importAll(setup, "run-1");

  expect(await queue(setup)).toMatchObject([{ errorCode: "order-not-found" }]);
  expect(await setup.desk.db.selectFrom("orderHeader").selectAll().execute()).toEqual([]);
});

test("OR-9 orders the filters do not let through wait, and are counted", async () => {
  const setup = await aQueue([anOrder(1), anOrder(2)], [1, 2]);

  const { counts } = await importAll(setup, "run-1", { orderNo: "#1001" });

  expect(counts).toMatchObject({ read: 1, changed: 1, notMatched: 1 });
  expect(await queue(setup)).toMatchObject([{ shopifyOrderId: "2", shop: null, hasError: false }]);
});

test("orders are read by the hundred", async () => {
  const ids = Array.from({ length: 101 }, (_, index) => index + 1);
  const setup = await aQueue(
    ids.map((id) => anOrder(id)),
    ids,
  );

  expect((await importAll(setup, "run-1")).counts).toMatchObject({ read: 101, changed: 101 });
  expect(setup.groups).toEqual([100, 1]);
});

test("a batch that is over goes on later", async () => {
  const setup = await aQueue([anOrder(1)], [1]);

  expect(await importAll(setup, "run-1", {}, { isOver: () => true })).toMatchObject({ done: false });
  expect((await importAll(setup, "run-1")).counts).toMatchObject({ read: 1, changed: 1 });
});

test("a batch that is repeated counts every order once, and finishes what its group had begun", async () => {
  const inEuros = { currencyCode: "EUR" } as const;
  const orders = [
    anOrder(1),
    anOrder(2, { totalPriceSet: money("twelve") }),
    anOrder(3),
    anOrder(4, inEuros),
    anOrder(5),
  ];
  const setup = await aQueue(orders, [1, 2, 3, 4, 5]);
  await setup.desk.set({ autoCreateOrders: false });
  const { desk } = setup;
  const currencyCode = (isoCode: string) =>
    isoCode === "EUR" ? Promise.reject(new Error("connection refused")) : desk.erp.currencyCode(isoCode);
  const { key } = aBatch();

  await expect(
    importAll({ desk: { ...desk, erp: { ...desk.erp, currencyCode } } }, "run-1", {}, { key }),
  ).rejects.toThrow("connection refused");
  const { counts } = await importAll(setup, "run-1", {}, { key });

  expect(counts).toMatchObject({ read: 5, changed: 4, unchanged: 0, failed: 1 });
  for (const id of ["1", "3", "4", "5"]) expect(await desk.header(id)).toMatchObject({ billToCustomerNo: "10000" });
});

test("an imported order of a shop that creates no documents is mapped", async () => {
  const setup = await aQueue([anOrder(1)], [1]);
  await setup.desk.set({ autoCreateOrders: false });

  await importAll(setup, "run-1");

  expect(await setup.desk.header("1")).toMatchObject({ billToCustomerNo: "10000", processed: false, hasError: false });
});

test("an order that is imported only is mapped also in a shop that creates documents, and when the first try ends between the two", async () => {
  const setup = await aQueue([anOrder(1), anOrder(2, { currencyCode: "EUR" })], [1, 2]);
  const { desk } = setup;
  const currencyCode = (isoCode: string) =>
    isoCode === "EUR" ? Promise.reject(new Error("connection refused")) : desk.erp.currencyCode(isoCode);
  const { key } = aBatch();
  const away = { desk: { ...desk, erp: { ...desk.erp, currencyCode } } };
  await expect(importAll(away, "run-1", { importOnly: true }, { key })).rejects.toThrow("connection refused");
  expect(await desk.header("1")).toMatchObject({ billToCustomerNo: "", creationDue: true });

  const { counts } = await importAll(setup, "run-1", { importOnly: true }, { key });

  expect(counts).toMatchObject({ read: 2, changed: 2, failed: 0 });
  for (const id of ["1", "2"])
    expect(await desk.header(id)).toMatchObject({ billToCustomerNo: "10000", processed: false, creationDue: true });
});

test("what a person enters while an order is mapped is not overwritten: the order is busy at that moment", async () => {
  const setup = await aQueue([anOrder(1)], [1]);
  await setup.desk.set({ autoCreateOrders: false });
  const { erp, db } = setup.desk;
  const answers: string[] = [];
  const findContactNo: typeof erp.findContactNo = async (customerNo, name) => {
    const header = { sellToCustomerNo: "45000", billToCustomerNo: "45000" };
    answers.push(
      await changeOrder(db, "1", (transaction) => storeMappingByHand(transaction, "1", { header, lines: [] })),
    );
    return erp.findContactNo(customerNo, name);
  };

  await importAll({ desk: { ...setup.desk, erp: { ...erp, findContactNo } } }, "run-1");

  expect(answers).toEqual(["busy"]);
  expect(await setup.desk.header("1")).toMatchObject({ sellToCustomerNo: "10000", billToCustomerNo: "10000" });
});

test("a database that is away is no order's fault", async () => {
  const setup = await aQueue([anOrder(1)], [1]);
  const erp = { ...setup.desk.erp, company: () => Promise.reject(new Error("connection refused")) };

  await expect(importAll({ desk: { ...setup.desk, erp } }, "run-1")).rejects.toThrow("connection refused");
  expect(await queue(setup)).toMatchObject([{ hasError: false }]);
});
