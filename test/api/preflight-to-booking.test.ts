import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Finding } from "#domain/shops/finding";
import { aConnectedApi, type ConnectedApi } from "./a-connected-api.ts";

let api: ConnectedApi;
beforeAll(async () => {
  api = await aConnectedApi({ ledger: "empty" });
  await api.sandbox.putShop({ currency: "EUR", presentmentCurrencies: ["EUR", "GBP"] });
}, 120_000);
afterAll(() => api.close(), 60_000);

const accounts: Readonly<Record<string, string>> = {
  shippingChargesAccount: "6110",
  tipAccount: "6120",
  soldGiftCardAccount: "2420",
  dutiesAndFeesAccount: "6140",
  cashRoundingsAccount: "9140",
};

/** What a person enters in a setting of the shop. */
const entered: Readonly<Record<string, unknown>> = {
  ...accounts,
  autoCreateUnknownCustomers: true,
  customerTemplCode: "BUYER",
  autoCreateUnknownItems: true,
  itemTemplCode: "GOODS",
  autoCreateOrders: true,
};

const done = (status: number): void => expect([200, 201, 204]).toContain(status);

/** Fills the field a finding names, and nothing else. */
async function fill({ field, params }: Finding): Promise<void> {
  const [place = "", member = ""] = (field?.path ?? "").split("#/");
  const [root, table = "", ...key] = place.split("/").map(decodeURIComponent);
  if (place === "/api/shops/DEMO/enable") return done((await api.call("POST", place, {})).status);
  if (place === "/api/company") {
    const company = { name: "Cronus", timeZone: "UTC", localCurrencyCode: "USD", countryCode: "" };
    return done((await api.call("PUT", place, company)).status);
  }
  if (place === "/api/shops/DEMO") {
    const value = member === "currencyCode" ? params["currencyCode"] : entered[member];
    const no = accounts[member];
    const group = { type: "posting", directPosting: true, blocked: false, vatProductGroup: "GOODS" };
    if (no !== undefined) await api.call("POST", "/api/ledger/gl-accounts", { no, name: member, ...group });
    return done((await api.call("PATCH", place, { [member]: value })).status);
  }
  if (root === "erp") return fillSetup(table, key, member);
  throw new Error(`Nobody knows how to fill ${field?.path}`);
}

/** The ledger's set-up has no pages of its own. */
async function fillSetup(table: string, [code = "", second = ""]: readonly string[], member: string): Promise<void> {
  const { db } = api;
  switch (`${table}#${member}`) {
    case "currencies#":
      await db.insertInto("ledger.currency").values({ code, isoCode: code }).execute();
      return;
    case "currencies#exchangeRate":
      await db
        .insertInto("ledger.exchangeRate")
        .values({ currencyCode: code, startingDate: "2020-01-01", rate: "1.1" })
        .execute();
      return;
    case "number-series#":
      await db.insertInto("ledger.numberSeries").values({ code, prefix: "N", next: 1 }).execute();
      return;
    case "customer-templates#":
      await db.insertInto("ledger.customerTemplate").values({ code, vatBusinessGroup: "DOMESTIC" }).execute();
      return;
    case "item-templates#":
      await db.insertInto("ledger.unitOfMeasure").values({ code: "PCS" }).execute();
      await db
        .insertInto("ledger.itemTemplate")
        .values({ code, unitOfMeasure: "PCS", vatProductGroup: "GOODS" })
        .execute();
      return;
    case "vat-posting-setup#":
      await db
        .insertInto("ledger.vatPostingSetup")
        .values({ vatBusinessGroup: code, vatProductGroup: second, vatIdentifier: "VAT0", vatPercent: "0" })
        .execute();
      return;
    default:
      throw new Error(`Nobody knows how to fill ${table} ${member}`);
  }
}

const preflight = async () => {
  const { status, body } = await api.call("GET", "/api/shops/DEMO/preflight");
  expect(status).toBe(200);
  return body as { readonly ready: boolean; readonly findings: readonly Finding[]; readonly reports: object };
};

test("who follows every finding from an empty ledger to the last one has orders that are booked", async () => {
  await api.call("POST", "/api/shops", { code: "DEMO", shopifyUrl: "demo.myshopify.com" });
  const followed: string[] = [];
  const next = async () => (await preflight()).findings.find(({ severity }) => severity !== "info");
  expect((await preflight()).ready).toBe(false);

  for (let finding = await next(); finding !== undefined; finding = await next()) {
    const step = `${finding.code} ${finding.field?.path ?? ""}`;
    // Filling the field settles the finding.
    expect(followed).not.toContain(step);
    followed.push(step);
    await fill(finding);
  }

  expect(await preflight()).toMatchObject({
    ready: true,
    reports: expect.arrayContaining([
      { report: "syncOrders", state: "ready" },
      { report: "createSalesOrders", state: "ready" },
      { report: "syncProducts", state: "notAvailable" },
    ]),
  });
  expect(followed.map((step) => step.split(" ")[0])).toEqual(
    expect.arrayContaining([
      "shop-disabled",
      "company-missing",
      "currency-unknown",
      "exchange-rate-missing",
      "currency-differs",
      "number-series-missing",
      "unknown-customers",
      "customer-template-missing",
      "unknown-items",
      "item-template-missing",
      "shipping-account-missing",
      "vat-setup-missing",
    ]),
  );
  await placeOrder();
  const synced = await api.runReport("syncOrders", { shopCodes: ["DEMO"] });
  const created = await api.runReport("createSalesOrders", { shopCodes: ["DEMO"] });

  expect(synced.body).toMatchObject({ status: "finished", error: null });
  expect(created.body).toMatchObject({ status: "finished", error: null });
  const { body: orders } = await api.call("GET", "/api/orders");
  expect(orders["items"]).toMatchObject([{ processed: true, hasError: false }]);
  const { body: documents } = await api.call("GET", "/api/ledger/sales-documents");
  expect(documents["items"]).toMatchObject([{ status: "released", currencyCode: "EUR", amountIncludingVat: "61.90" }]);
}, 120_000);

const euros = (amount: string) => ({ shopMoney: { amount, currencyCode: "EUR" } });

/** Goods and a gift card, shipped to a buyer nobody knows. */
async function placeOrder(): Promise<void> {
  const address = {
    id: "gid://shopify/MailingAddress/81",
    firstName: "Jane",
    lastName: "Roe",
    address1: "1 Main Street",
    city: "Aarhus",
    zip: "8000",
    countryCodeV2: "DK",
  };
  await api.sandbox.place("customers", [
    {
      id: "gid://shopify/Customer/71",
      firstName: "Jane",
      lastName: "Roe",
      defaultEmailAddress: { emailAddress: "jane@example.com" },
      addressesV2: [address],
    },
  ]);
  await api.sandbox.place("products", [
    { id: "gid://shopify/Product/401", variants: [{ id: "gid://shopify/ProductVariant/501", sku: "CHAIR" }] },
  ]);
  const { id: _id, ...place } = address;
  await api.sandbox.placeOrders([
    {
      customer: { id: "gid://shopify/Customer/71" },
      billingAddress: place,
      shippingAddress: place,
      lineItems: [
        {
          quantity: 2,
          variant: { id: "gid://shopify/ProductVariant/501" },
          originalUnitPriceSet: euros("15.00"),
        },
        { title: "Gift card", quantity: 1, isGiftCard: true, originalUnitPriceSet: euros("25.00") },
      ],
      shippingLines: [{ title: "Parcel", originalPriceSet: euros("6.90") }],
    },
  ]);
}
