import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { closeOrders } from "#activities/orders/close-orders";
import type { Boundary } from "#activities/orders/order-activity-deps";
import { writeBackDocumentNumbers } from "#activities/orders/write-back";
import { noteOrderStateError } from "#database/orders";
import { OperationalError } from "#domain/failure";
import type { ShopifyClient } from "#shopify/client";
import { requestInvalid, unavailable } from "#shopify/failures";
import { aBatch, anOrderDesk, crash, type OrderDesk } from "../../support/order-desk.ts";

interface Call {
  readonly operation: string;
  readonly input: { readonly id: string; readonly customAttributes?: readonly { key: string; value: string }[] };
}

let desk: OrderDesk;
let calls: Call[] = [];
/** What the store says to the next write; null takes it. */
let refusal: string | null = null;
/** What the client does instead of sending a write. */
let refused: Error | null = null;
/** An order Shopify cannot deliver, and will not take. */
let broken = "";

const call = { shop: "DEMO", store: "demo.myshopify.com", operation: "Test", requestId: "r" };

/** A store with orders that have one attribute; what is written to it is in `calls`. */
const store: ShopifyClient = {
  execute(_shop, operation, variables, options) {
    const [, name = ""] = /(?:query|mutation) (\w+)/u.exec(operation.toString()) ?? [];
    const { ids, input } = variables as unknown as { ids?: readonly string[]; input?: Call["input"] };
    const userErrors = refusal === null ? [] : [{ field: null, message: refusal }];
    if (input !== undefined && refused !== null) return Promise.reject(refused);
    if (input !== undefined && input.id === broken) return Promise.reject(requestInvalid(call, "Order is broken"));
    const errors = (ids ?? []).flatMap((id, index) =>
      id === broken ? [{ message: "Internal error", path: ["nodes", index] }] : [],
    );
    if (errors.length > 0 && options?.acceptPartial !== true)
      return Promise.reject(unavailable(call, "Internal error", true));
    if (input !== undefined) calls.push({ operation: name, input });
    const answers: Readonly<Record<string, () => object>> = {
      OrderAttributesById: () => ({
        nodes: ids?.map((id) => (id === broken ? null : { id, customAttributes: [{ key: "gift", value: "yes" }] })),
      }),
      SetOrderAttributes: () => ({ orderUpdate: { order: { id: input?.id }, userErrors } }),
      CloseOrder: () => ({
        orderClose: { order: { id: input?.id, closed: true, closedAt: "2026-03-02T00:00:00Z" }, userErrors },
      }),
    };
    const data = answers[name]?.();
    if (data === undefined) return Promise.reject(new Error(`${name} was not expected`));
    const answeredAt = "2026-03-01T10:01:00Z";
    return Promise.resolve({
      data: data as never,
      errors,
      cost: null,
      requestId: "r",
      answeredAt,
      apiVersion: null,
    });
  },
};

beforeAll(async () => {
  desk = await anOrderDesk(store);
});
afterAll(() => desk.database.drop());
beforeEach(async () => {
  calls = [];
  refusal = null;
  refused = null;
  broken = "";
  desk.onBoundary = () => undefined;
  await desk.db.deleteFrom("orderHeader").execute();
  await desk.db.deleteFrom("documentIntent").execute();
  await desk.set({ allowOutgoingRequests: true, orderAttributesToShopify: true, archiveProcessedOrders: true });
  await desk.receive();
  await desk.createDue();
});

const writeBack = () => writeBackDocumentNumbers(desk, { shopCode: "DEMO", after: "0" }, aBatch());
const close = () => closeOrders(desk, { shopCode: "DEMO", after: "0" }, aBatch());
/** Whatever the desk has is fulfilled and paid, and to be closed. */
const markDone = () =>
  desk.db.updateTable("orderHeader").set({ closeDue: true, fulfillmentStatus: "fulfilled", fullyPaid: true }).execute();
const change = async (values: { fulfillmentStatus?: "partiallyFulfilled"; fullyPaid?: boolean }): Promise<void> => {
  await desk.db.updateTable("orderHeader").set(values).execute();
};
const intents = () => desk.db.selectFrom("documentIntent").select("state").execute();

test("OR-46 the number goes to Shopify beside the attributes the order has there, once", async () => {
  const { salesOrderNo } = await desk.header();

  expect(await writeBack()).toMatchObject({ done: true, counts: { read: 1, changed: 1 } });
  expect(await writeBack()).toMatchObject({ counts: { read: 0 } });
  expect(calls).toEqual([
    {
      operation: "SetOrderAttributes",
      input: {
        id: "gid://shopify/Order/1",
        customAttributes: [
          { key: "gift", value: "yes" },
          { key: "BC Doc. No.", value: salesOrderNo },
        ],
      },
    },
  ]);
  expect(await desk.header()).toMatchObject({ writeBackDue: false });
  expect(await intents()).toEqual([{ state: "writtenBack" }]);
});

test.each<Boundary>(["attributes-written", "write-back-marked"])(
  "a crash after %s leaves nothing undone",
  async (boundary) => {
    desk.onBoundary = (name) => {
      if (name === boundary) throw crash();
    };
    await expect(writeBack()).rejects.toThrow("The process is gone");
    desk.onBoundary = () => undefined;
    await writeBack();

    expect(await desk.header()).toMatchObject({ writeBackDue: false });
    expect(await intents()).toEqual([{ state: "writtenBack" }]);
    expect(new Set(calls.map(({ input }) => JSON.stringify(input))).size).toBe(1);
  },
);

test("a batch that is repeated after a crash counts every write-back once", async () => {
  for (const id of [2, 3, 4]) await desk.receive({ id: `gid://shopify/Order/${id}`, name: `#${id}` });
  await desk.createDue();
  const batch = aBatch();
  const place = { shopCode: "DEMO", after: "0" };
  let marked = 0;
  desk.onBoundary = (name) => {
    if (name !== "write-back-marked") return;
    marked += 1;
    if (marked === 3) throw crash();
  };

  await expect(writeBackDocumentNumbers(desk, place, batch)).rejects.toThrow("The process is gone");
  desk.onBoundary = () => undefined;

  expect(await writeBackDocumentNumbers(desk, place, batch)).toMatchObject({
    done: true,
    counts: { read: 4, changed: 4 },
  });
});

test("with data sync off write-backs and closes wait, are counted and are no error; they run once it is on", async () => {
  await desk.set({ allowOutgoingRequests: false });
  await markDone();

  expect(await writeBack()).toMatchObject({ done: true, counts: { read: 1, blockedBySetting: 1, failed: 0 } });
  expect(await close()).toMatchObject({ done: true, counts: { read: 1, blockedBySetting: 1, failed: 0 } });
  expect(calls).toEqual([]);
  expect(await desk.header()).toMatchObject({ writeBackDue: true, closeDue: true, hasError: false });

  await desk.set({ allowOutgoingRequests: true });
  await writeBack();
  await close();
  expect(await desk.header()).toMatchObject({ writeBackDue: false, closeDue: false, closed: true });
});

test("data sync turned off during the run blocks the rest and is no error", async () => {
  refused = new OperationalError("data-sync-disabled", "Turn it on", { retryable: false });

  expect(await writeBack()).toMatchObject({ done: true, counts: { read: 1, blockedBySetting: 1 } });
  expect(await desk.header()).toMatchObject({ writeBackDue: true, hasError: false });
});

test("what Shopify refuses of an order a person has to compare is said below what was edited, and goes when it is written", async () => {
  const edited = { code: "order-edited-after-processing", message: "Compare both", params: { edited: "lineSet" } };
  await noteOrderStateError(desk.db, "1", edited);
  const told = async () => {
    const { hasOrderStateError, errorCode, errorMessage, errorParams } = await desk.header();
    return { hasOrderStateError, errorCode, errorMessage, errorParams };
  };
  const before = await told();
  refusal = "Too many attributes.";

  expect(await writeBack()).toMatchObject({ counts: { failed: 1 } });
  refusal = "Still too many.";
  await writeBack();
  expect(await told()).toEqual({
    ...before,
    errorMessage:
      "Compare both\nShopify refused the attribute BC Doc. No., which is written again in the next run: Still too many. (SetOrderAttributes, request id r)",
  });

  refusal = null;
  await writeBack();
  expect(await told()).toEqual(before);
});

test("what Shopify refuses is said on the order, stays due, and is cleared when it goes through", async () => {
  refusal = "Too many attributes.";

  expect(await writeBack()).toMatchObject({ counts: { failed: 1 } });
  expect(await desk.header()).toMatchObject({
    processed: true,
    writeBackDue: true,
    hasError: true,
    errorCode: "write-back-refused",
    errorMessage:
      "Shopify refused the attribute BC Doc. No., which is written again in the next run: Too many attributes. (SetOrderAttributes, request id r)",
  });

  refusal = null;
  await writeBack();
  expect(await desk.header()).toMatchObject({ writeBackDue: false, hasError: false, errorCode: "", errorParams: {} });
});

test("an order Shopify cannot deliver says so and stays due; the others get their numbers", async () => {
  await desk.receive({ id: "gid://shopify/Order/2", name: "#1002" });
  await desk.createDue();
  broken = "gid://shopify/Order/1";

  expect(await writeBack()).toMatchObject({ done: true, counts: { read: 2, changed: 1, failed: 1 } });
  expect(await desk.header("1")).toMatchObject({
    writeBackDue: true,
    errorCode: "write-back-refused",
    errorMessage: expect.stringMatching(/: Internal error \(OrderAttributesById, request id r\)$/),
  });
  expect(await desk.header("2")).toMatchObject({ writeBackDue: false, hasError: false });
});

test("an order Shopify will not take does not keep the others from being closed", async () => {
  await desk.receive({ id: "gid://shopify/Order/2", name: "#1002" });
  await desk.createDue();
  await markDone();
  broken = "gid://shopify/Order/1";

  expect(await close()).toMatchObject({ done: true, counts: { read: 2, changed: 1, failed: 1 } });
  expect(await desk.header("1")).toMatchObject({
    closeDue: true,
    errorCode: "close-refused",
    errorMessage: expect.stringMatching(/Order is broken.*request id r\)$/),
  });
  expect(await desk.header("2")).toMatchObject({ closed: true, closeDue: false });
});

test("what Shopify says against closing an order is told with the id its support asks for", async () => {
  await markDone();
  refusal = "Not now.";

  expect(await close()).toMatchObject({ counts: { failed: 1 } });
  expect(await desk.header()).toMatchObject({
    errorMessage:
      "Shopify refused to close the order, which is tried again in the next run: Not now. (CloseOrder, request id r)",
  });
});

test("a shop that does not want the attribute writes nothing", async () => {
  await desk.set({ orderAttributesToShopify: false });

  expect(await writeBack()).toMatchObject({ counts: { read: 0 } });
  expect(calls).toEqual([]);
  expect(await desk.header()).toMatchObject({ writeBackDue: false });
});

test.each([
  ["its shop does not archive any more", async () => void (await desk.set({ archiveProcessedOrders: false }))],
  ["something was added that is not fulfilled", () => change({ fulfillmentStatus: "partiallyFulfilled" })],
  ["it is not paid any more", () => change({ fullyPaid: false })],
])("an order that was to be closed is left open when %s", async (_why, meanwhile) => {
  await markDone();
  await desk.set({ allowOutgoingRequests: false });
  await close();
  await meanwhile();
  await desk.set({ allowOutgoingRequests: true });

  expect(await close()).toMatchObject({ done: true, counts: { read: 0 } });
  expect(calls).toEqual([]);
  expect(await desk.header()).toMatchObject({ closed: false, closeDue: false });
});

test("OR-45 an order to be closed is closed once", async () => {
  await markDone();

  expect(await close()).toMatchObject({ counts: { read: 1, changed: 1 } });
  expect(await close()).toMatchObject({ counts: { read: 0 } });
  expect(calls).toEqual([{ operation: "CloseOrder", input: { id: "gid://shopify/Order/1" } }]);
  expect(await desk.header()).toMatchObject({
    closed: true,
    closedAt: new Date("2026-03-02T00:00:00Z"),
    closeDue: false,
  });
});

test("two thousand orders and one are written back in batches that go on where the one before ended", async () => {
  await desk.db.deleteFrom("orderHeader").execute();
  await desk.receive({ id: "gid://shopify/Order/1" });
  await desk.createDue();
  const { shopifyOrderId: _id, ...row } = await desk.header();
  const copies = Array.from({ length: 2000 }, (_, index) => ({
    ...row,
    errorParams: "{}",
    shopifyOrderId: String(index + 2),
    salesOrderNo: `X${index}`,
  }));
  for (let start = 0; start < copies.length; start += 200) {
    await desk.db
      .insertInto("orderHeader")
      .values(copies.slice(start, start + 200))
      .execute();
  }

  const first = await writeBack();
  expect(first).toMatchObject({ done: false, after: "2000", counts: { read: 2000 } });
  const second = await writeBackDocumentNumbers(desk, { shopCode: "DEMO", after: first.after }, aBatch());
  expect(second).toMatchObject({ done: true, counts: { read: 1 } });
  expect(calls).toHaveLength(2001);
});
