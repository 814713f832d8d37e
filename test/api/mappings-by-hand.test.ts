import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { withOrderLocks } from "#database/order-locks";
import { storeShopifyProduct, storeShopifyVariant } from "#database/products";
import { aLineNode } from "#test/support/order-node";
import type { OrderDesk } from "#test/support/order-desk";
import type { TestApi } from "./an-api.ts";
import { anOrderApi } from "./an-order-api.ts";

let desk: OrderDesk;
let api: TestApi;
beforeAll(async () => {
  ({ desk, api } = await anOrderApi());
});
afterAll(() => api.close());
beforeEach(async () => {
  await desk.db.deleteFrom("orderHeader").execute();
  await desk.db.deleteFrom("ledger.salesHeader").execute();
});

const patch = (body: object, id = "1") => api.call("PATCH", `/api/orders/${id}/mapping`, body);
/** An order of a custom item: nothing in Shopify leads to an item of the ERP. */
const receiveCustomItem = () =>
  desk.receive({
    id: "gid://shopify/Order/1",
    lineItems: { nodes: [aLineNode({ product: null, variant: null })] },
  });

test("what is entered by hand fills what mapping could not, and stays", async () => {
  await receiveCustomItem();
  await desk.createDocuments();
  expect((await api.call("GET", "/api/orders/1/mapping")).body["missing"]).toEqual([{ what: "item", lineId: "11" }]);

  const entered = await patch({
    billToCustomerNo: "45000",
    shippingAgentCode: "dhl",
    lines: [{ lineId: "11", itemNo: "1001" }],
  });
  await desk.createDocuments();

  expect(entered).toMatchObject({
    status: 200,
    body: {
      sellToCustomerNo: "10000",
      billToCustomerNo: "45000",
      shippingAgentCode: "DHL",
      lines: [{ lineId: "11", itemNo: "1001" }],
      missing: [],
      advice: "",
    },
  });
  expect(await desk.documents()).toMatchObject([
    { sellToCustomerNo: "10000", billToCustomerNo: "45000", lines: [{ no: "1001" }] },
  ]);
});

test("another shipping agent takes the service of the former one away", async () => {
  await receiveCustomItem();
  await desk.db
    .insertInto("ledger.shippingAgent")
    .values({ code: "UPS" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

  const former = { shippingAgentCode: "DHL", shippingAgentServiceCode: "NEXT" };
  expect(await patch(former)).toMatchObject({ status: 200, body: former });
  expect(await patch({ shippingAgentCode: "DHL" })).toMatchObject({ status: 200, body: former });
  expect(await patch({ shippingAgentCode: "UPS" })).toMatchObject({
    status: 200,
    body: { shippingAgentCode: "UPS", shippingAgentServiceCode: "" },
  });
});

test("what the ERP does not know is refused, all at once, and nothing is stored", async () => {
  await receiveCustomItem();

  const { status, body } = await patch({
    sellToCustomerNo: "NOBODY",
    lines: [
      { lineId: "11", itemNo: "NOTHING" },
      { lineId: "99", itemNo: "1001", variantCode: "PINK" },
    ],
  });

  expect(status).toBe(422);
  expect(body["errors"]).toMatchObject([
    { pointer: "/sellToCustomerNo", code: "reference-invalid" },
    { pointer: "/lines/0/itemNo", code: "reference-invalid" },
    { pointer: "/lines/1/lineId", code: "line-not-found" },
    { pointer: "/lines/1/variantCode", code: "reference-invalid" },
  ]);
  expect((await api.call("GET", "/api/orders/1/mapping")).body).toMatchObject({ lines: [{ itemNo: "" }] });
});

test("terms, salesperson and tax area are entered too, and reach the document; codes the ERP does not have are refused", async () => {
  await desk.db.insertInto("ledger.salesperson").values({ code: "JO", name: "Jo" }).execute();
  await desk.receive({ id: "gid://shopify/Order/3" });
  const unknown = {
    shipmentMethodCode: "X",
    shippingAgentServiceCode: "X",
    paymentMethodCode: "X",
    paymentTermsCode: "X",
    salespersonCode: "X",
    taxAreaCode: "X",
    customerTemplateCode: "X",
  };

  const refused = await patch(unknown, "3");
  const entered = { paymentTermsCode: "30D", salespersonCode: "JO", taxAreaCode: "SEATTLE", taxLiable: true };
  expect(await patch({ ...entered, customerTemplateCode: "STANDARD" }, "3")).toMatchObject({
    status: 200,
    body: { ...entered, customerTemplateCode: "STANDARD" },
  });
  await desk.createDocuments();

  expect((refused.body["errors"] as readonly { pointer: string }[]).map(({ pointer }) => pointer).toSorted()).toEqual(
    Object.keys(unknown)
      .map((member) => `/${member}`)
      .toSorted(),
  );
  expect(await desk.header("3")).toMatchObject({ processed: true, ...entered });
  expect(await desk.documents()).toMatchObject([entered]);
});

test("an order that is processed, worked on, or not there keeps its mapping", async () => {
  await desk.receive({ id: "gid://shopify/Order/1" });
  const busy = await withOrderLocks(desk.db, (locks) => locks.holding("1", () => patch({ billToCustomerNo: "45000" })));
  await desk.createDocuments();
  const processed = await patch({ billToCustomerNo: "45000" });

  expect(busy).toMatchObject({ status: 409, body: { code: "order-busy" } });
  expect(processed).toMatchObject({ status: 409, body: { code: "order-processed" } });
  expect(await patch({}, "404")).toMatchObject({ status: 404, body: { code: "order-not-found" } });
  expect((await api.call("GET", "/api/orders/1/mapping")).body).toMatchObject({ billToCustomerNo: "10000" });
});

test("a variant is linked to an item, its product with it, and the link is removed again", async () => {
  const known = { shop: "DEMO", shopifyProductId: "700", shopifyUpdatedAt: "2026-03-01T00:00:00Z", title: "Lamp" };
  await storeShopifyProduct(desk.db, {
    ...known,
    store: "demo.myshopify.com",
    vendor: "",
    productType: "",
    status: "active",
    hasVariants: true,
  });
  for (const [position, shopifyVariantId] of ["701", "702"].entries()) {
    await storeShopifyVariant(desk.db, {
      ...known,
      shopifyVariantId,
      position,
      sku: "",
      barcode: "",
      price: "10",
      unitCost: null,
      taxable: true,
      optionNames: [],
      optionValues: [],
      uomOptionNo: 0,
    });
  }
  const link = (id: string, body: object) => api.call("PUT", `/api/variants/demo/${id}/item-no`, body);

  expect(await link("701", { itemNo: "1000" })).toMatchObject({
    status: 200,
    body: { itemNo: "1000", variants: [{ itemNo: "1000" }, { itemNo: null }] },
  });
  await link("702", { itemNo: "1001" });
  expect(await link("701", { itemNo: null })).toMatchObject({
    body: { itemNo: "1001", variants: [{ itemNo: null }, { itemNo: "1001" }] },
  });
  expect(await link("702", { itemNo: null })).toMatchObject({ body: { itemNo: null } });

  expect(await link("701", { itemNo: "NOTHING" })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/itemNo", code: "reference-invalid" }] },
  });
  expect(await link("999", { itemNo: "1000" })).toMatchObject({ status: 404, body: { code: "variant-not-found" } });
});
