import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createSalesOrdersActivities } from "#activities/orders/create-sales-orders-activities";
import { createSyncOrdersActivities } from "#activities/orders/sync-orders-activities";
import type { SyncOrdersParameters } from "#activities/orders/sync-orders-parameters";
import { createJobSteps } from "#activities/jobs/job-steps";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { createWorkers } from "#worker/workers";
import { attemptWorkflowId } from "#workflows/ids";
import type { AttemptInput, ReportResult } from "#workflows/messages";
import type { JobTiming } from "#workflows/policies";
import { taskQueues } from "#workflows/task-queues";
import { STORE } from "../shopify/client-setup.ts";
import { bundleFile } from "../support/bundle-file.ts";
import { crash, type OrderDesk } from "../support/order-desk.ts";
import { aSandbox, type SandboxHandle } from "../support/sandbox.ts";
import { aDeskAt } from "../support/sandbox-desk.ts";
import { aNamespace, type TestNamespace } from "../support/temporal.ts";

let sandbox: SandboxHandle;
let desk: OrderDesk;
let temporal: TestNamespace;
let stopWorkers: () => Promise<void>;

beforeAll(async () => {
  sandbox = await aSandbox();
  temporal = await aNamespace();
  await ensureSearchAttributes(temporal.connection, temporal.namespace);
  desk = await aDeskAt(sandbox);
  const activities = { ...createSyncOrdersActivities(desk), ...createSalesOrdersActivities(desk) };
  const workers = await createWorkers({
    connection: await temporal.nativeConnection(),
    namespace: temporal.namespace,
    roles: [taskQueues.sync, taskQueues.shopify, taskQueues.erp],
    workflows: { workflowBundle: { codePath: await bundleFile() } },
    activities: {
      sync: createJobSteps({ client: temporal.client, db: desk.db, queueScope: "store" }),
      shopify: activities,
      erp: activities,
      "job-queue": {},
    },
  });
  const ended = Promise.all(workers.map((worker) => worker.run()));
  stopWorkers = async () => {
    for (const worker of workers) worker.shutdown();
    await ended;
  };
}, 60_000);

afterAll(async () => {
  await stopWorkers();
  await temporal.close();
  await desk.database.drop();
  await sandbox.close();
});

/** One run of 30104 that waits in no line. */
function syncOrders(
  entryId: string,
  parameters: SyncOrdersParameters = {},
  timing: Partial<JobTiming> = {},
): Promise<ReportResult> {
  const input: AttemptInput<SyncOrdersParameters> = {
    report: "syncOrders",
    shopCode: "DEMO",
    store: STORE,
    category: null,
    priority: 3,
    trigger: "schedule",
    parameters,
    entryId,
    attempt: 1,
    enqueuedAt: new Date().toISOString(),
    timing,
  };
  return temporal.client.workflow.execute("syncOrders", {
    taskQueue: taskQueues.sync,
    workflowId: attemptWorkflowId(entryId, 1),
    args: [input],
  });
}

const anOrder = (name: string, minutes: number) => ({
  name,
  createdAt: new Date(Date.now() - minutes * 60_000).toISOString(),
  updatedAt: new Date(Date.now() - minutes * 60_000).toISOString(),
  customer: { id: "gid://shopify/Customer/71", firstName: "Jane", lastName: "Roe", email: "jane@example.com" },
  lineItems: [
    {
      variant: { id: "gid://shopify/ProductVariant/501", sku: "1000" },
      originalUnitPriceSet: { shopMoney: { amount: "25.00" } },
    },
  ],
});

test("OR-6 a run brings the store's orders to released sales documents and writes their numbers back, once", async () => {
  await sandbox.placeOrders([anOrder("#1001", 60), anOrder("#1002", 50)]);

  const first = await syncOrders("first");

  expect(first).toMatchObject({ outcome: "succeeded", counts: { read: 2, changed: 2, failed: 0 } });
  expect(await desk.documents()).toMatchObject([
    { sellToCustomerNo: "10000", status: "released", lines: [{ no: "1000", quantity: "1", unitPrice: "25" }] },
    { sellToCustomerNo: "10000", status: "released" },
  ]);
  const { orders } = (
    await sandbox.graphql<{ orders: { nodes: { customAttributes: object[] }[] } }>(
      "{ orders(first: 5) { nodes { customAttributes { key value } } } }",
    )
  ).data ?? { orders: { nodes: [] } };
  expect(orders.nodes.map(({ customAttributes }) => customAttributes)).toEqual([
    [{ key: "BC Doc. No.", value: expect.any(String) }],
    [{ key: "BC Doc. No.", value: expect.any(String) }],
  ]);

  const second = await syncOrders("second");

  expect(second).toMatchObject({ outcome: "succeeded", counts: { read: 2, unchanged: 2, changed: 0 } });
  expect(await desk.documents()).toHaveLength(2);
});

test("a run goes on where it was when it continues in a new execution after every batch", async () => {
  await sandbox.placeOrders([anOrder("#1003", 1)]);

  const plansBefore = (await sandbox.requests("ShopPlan")).length;

  const result = await syncOrders("short", {}, { batchesPerRun: 1 });

  expect(result).toMatchObject({ outcome: "succeeded", counts: { changed: 1 } });
  expect(await desk.documents()).toHaveLength(3);
  expect(await sandbox.requests("ShopPlan")).toHaveLength(plansBefore + 1);
});

test("a run that only imports reads and maps the named orders, and leaves alone what is due: documents, their numbers, archiving, credit memos", async () => {
  const [documents, written] = [(await desk.documents()).length, await sandbox.requests("SetOrderAttributes")];
  const placed = await sandbox.placeOrders([anOrder("#1021", 1), anOrder("#1022", 1)]);
  const [id = "", other = ""] = placed.map(({ legacyResourceId }) => legacyResourceId);
  await syncOrders("import-both", { orderIds: [id, other], importOnly: true });
  expect(await desk.header(other)).toMatchObject({ sellToCustomerNo: "10000", billToCustomerNo: "10000" });
  await sandbox.patchOrder(id, { note: "Ring twice" });

  const result = await syncOrders("import", { orderIds: [id], importOnly: true });

  expect(result).toMatchObject({ outcome: "succeeded", counts: { read: 1, changed: 1, skipped: 0 } });
  expect(await desk.header(id)).toMatchObject({
    workDescription: "Ring twice",
    sellToCustomerNo: "10000",
    processed: false,
    creationDue: true,
  });
  expect(await desk.header(other)).toMatchObject({ processed: false, creationDue: true });
  expect(await desk.documents()).toHaveLength(documents);
  expect(await sandbox.requests("SetOrderAttributes")).toHaveLength(written.length);

  await syncOrders("documents");
  expect(await desk.documents()).toHaveLength(documents + 2);
});

test("a number nobody has ends the run with an error that names it, after the other named orders are done", async () => {
  const documents = (await desk.documents()).length;
  await sandbox.placeOrders([anOrder("#1031", 1)]);

  const failure = syncOrders("mistyped", { orderNos: ["1031", "10310", "#10311"] }).catch((error: unknown) => error);

  expect(await failure).toMatchObject({
    cause: {
      type: "order-not-found",
      message: expect.stringMatching(/^Store demo\.myshopify\.com has no order with number 10310, #10311: check/),
      nonRetryable: true,
      details: [{ result: { outcome: "failed", counts: { read: 3, changed: 1, failed: 2 } } }],
    },
  });
  expect(await desk.documents()).toHaveLength(documents + 1);
});

test("OR-16 an order Shopify delivers broken is listed with the reason, the other is processed, and the run succeeds", async () => {
  const documents = (await desk.documents()).length;
  const [broken, fine] = await sandbox.placeOrders([anOrder("#1004", 1), anOrder("#1005", 1)]);
  await sandbox.faults({
    match: { operation: "OrderNodes" },
    effect: {
      kind: "corruptField",
      id: broken?.id ?? "",
      path: ["totalPriceSet", "shopMoney", "amount"],
      value: "ten",
    },
    count: null,
  });

  const result = await syncOrders("broken");

  expect(result).toMatchObject({ outcome: "succeededWithSkips", counts: { changed: 1, failed: 1 } });
  expect(await desk.header(fine?.legacyResourceId)).toMatchObject({ processed: true, shopifyOrderNo: "#1005" });
  expect(await desk.documents()).toHaveLength(documents + 1);
  expect(
    await desk.db.selectFrom("ordersToImport").select(["orderNo", "hasError", "errorCode", "errorMessage"]).execute(),
  ).toEqual([
    { orderNo: "#1004", hasError: true, errorCode: "order-malformed", errorMessage: expect.stringContaining("ten") },
  ]);
});

test("OR-37 a refund is credited at the end of the next run, once, also when the worker dies before it is linked", async () => {
  await desk.set({ returnAndRefundProcess: "autoCreateSalesDocument" });
  const [order] = await sandbox.placeOrders([{ ...anOrder("#1006", 1), displayFinancialStatus: "PAID" }]);
  const orderId = order?.legacyResourceId ?? "";
  await syncOrders("before-refund");
  await sandbox.control("POST", "refunds", { order: orderId, amount: "7.00" });
  let crashes = 0;
  desk.onBoundary = (name) => {
    if (name !== "credit-memo-created" || crashes > 0) return;
    crashes += 1;
    throw crash();
  };

  const result = await syncOrders("with-refund");
  desk.onBoundary = () => undefined;
  const again = await syncOrders("after-refund");

  expect(crashes).toBe(1);
  expect(result).toMatchObject({ counts: { changed: expect.any(Number) } });
  expect(again).toMatchObject({ counts: { changed: 0 } });
  const creditMemos = (await desk.documents()).filter(({ kind }) => kind === "creditMemo");
  expect(creditMemos).toMatchObject([
    {
      shopifyOrderId: orderId,
      status: "released",
      amountIncludingVat: "7.00",
      lines: [{ type: "glAccount", no: "6130" }],
    },
  ]);
  expect(
    await desk.db.selectFrom("documentLink").selectAll().where("shopifyDocumentType", "=", "refund").execute(),
  ).toMatchObject([{ shopifyOrderId: orderId, documentNo: creditMemos[0]?.no }]);
});

test("OR-29 a run reads the company and location an order was bought for, and its document is theirs: first the company's customer, then the location's", async () => {
  const aCustomer = (no: string, email: string) => ({ no, name: no, email, vatBusinessGroup: "DOMESTIC" });
  await desk.db
    .insertInto("ledger.customer")
    .values([aCustomer("20000", "ida@acme.example"), aCustomer("20001", "")])
    .execute();
  const ida = { firstName: "Ida", lastName: "Berg", defaultEmailAddress: { emailAddress: "ida@acme.example" } };
  await sandbox.place("companies", [
    {
      id: "gid://shopify/Company/900",
      name: "Acme",
      mainContact: {
        id: "gid://shopify/CompanyContact/902",
        customer: { id: "gid://shopify/Customer/903", ...ida },
      },
      locations: [
        {
          id: "gid://shopify/CompanyLocation/901",
          name: "Headquarters",
          billingAddress: { address1: "1 Pike St", zip: "98101", city: "Seattle", countryCode: "US" },
        },
      ],
    },
  ]);
  const anAcmeOrder = (name: string) => ({
    ...anOrder(name, 1),
    customer: { id: "gid://shopify/Customer/903" },
    purchasingEntity: {
      company: { id: "gid://shopify/Company/900" },
      location: { id: "gid://shopify/CompanyLocation/901" },
    },
  });
  const [first] = await sandbox.placeOrders([anAcmeOrder("#1007")]);

  await syncOrders("acme");

  expect(await desk.db.selectFrom("shopifyCompany").selectAll().execute()).toMatchObject([
    { shopifyCompanyId: "900", name: "Acme", mainContactCustomerId: "903", customerNo: "20000" },
  ]);
  expect(await desk.db.selectFrom("companyLocation").selectAll().execute()).toMatchObject([
    { shopifyCompanyLocationId: "901", name: "Headquarters", city: "Seattle" },
  ]);
  expect(await desk.header(first?.legacyResourceId)).toMatchObject({
    b2b: true,
    companyId: "900",
    companyLocationId: "901",
    processed: true,
  });

  await desk.db.updateTable("companyLocation").set({ sellToCustomerNo: "20001" }).execute();
  const reads = (await sandbox.requests()).length;
  const [second] = await sandbox.placeOrders([anAcmeOrder("#1008")]);
  await syncOrders("acme-again");

  const ofAcme = (await desk.documents()).filter(({ shopifyOrderId }) =>
    [first, second].some((order) => order?.legacyResourceId === shopifyOrderId),
  );
  expect(ofAcme).toMatchObject([
    { status: "released", sellToCustomerNo: "20000", billToCustomerNo: "20000", amountIncludingVat: "25.00" },
    { status: "released", sellToCustomerNo: "20001", billToCustomerNo: "20001", amountIncludingVat: "25.00" },
  ]);
  // What is known is not read again.
  const operations = (await sandbox.requests()).slice(reads).map(({ operation }) => operation);
  expect(operations.filter((operation) => /compan/iu.test(operation ?? ""))).toEqual([]);
});

test("a store that has not granted what the report needs fails the run with a sentence, and keeps its orders", async () => {
  await sandbox.putShop({ scopes: ["write_orders", "read_all_orders"] });
  await desk.db.updateTable("registeredStore").set({ accessToken: null, actualScope: "" }).execute();
  const listed = (await sandbox.requests("OrdersToImport")).length;

  const failure = syncOrders("without-scopes").catch((error: unknown) => error);

  expect(await failure).toMatchObject({
    cause: { type: "scope-missing", message: expect.stringContaining("has not granted read_customers") },
  });
  expect(await sandbox.requests("OrdersToImport")).toHaveLength(listed);
});
