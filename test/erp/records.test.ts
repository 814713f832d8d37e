import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createLedgerRecords } from "#erp/ledger/ledger-records";
import type { LedgerRecords, RecordKey, RecordList } from "#erp/records";
import { anAccountLine, anItemLine, aSalesDocument } from "./a-sales-document.ts";
import { aLedger, type TestLedger } from "./a-ledger.ts";

let ledger: TestLedger;
let records: LedgerRecords;

beforeAll(async () => {
  ledger = await aLedger();
  records = createLedgerRecords(ledger.db);
});
afterAll(() => ledger.drop());

/** All records of a list, read page by page. */
async function all<T>(list: Pick<RecordList<T, object>, "read" | "keyOf">): Promise<readonly T[]> {
  const found: T[] = [];
  let after: RecordKey | undefined;
  for (;;) {
    const page = await list.read(after, 7, {});
    found.push(...page);
    const last = page.at(-1);
    if (last === undefined) return found;
    after = list.keyOf(last);
  }
}

const aLocation = {
  code: "NORTH",
  name: "North",
  address: "",
  address2: "",
  city: "",
  postCode: "",
  county: "",
  countryCode: "",
};

test("every list gives each record once, page by page, and counts what it gives", async () => {
  await ledger.db
    .insertInto("ledger.itemVariant")
    .values(
      ["RED", "BLUE"].flatMap((code) => [
        { itemNo: "1000", code },
        { itemNo: "1001", code },
      ]),
    )
    .execute();
  for (const kind of ["order", "invoice"] as const) {
    for (const n of [1, 2, 3, 4, 5]) {
      await ledger.erp.createSalesDocumentOnce("demo.myshopify.com", `${kind}/${n}`, aSalesDocument({ kind }));
    }
  }
  const { customers, items, itemVariants, locations, glAccounts, salesDocuments } = records;
  const keys = async <T>(list: Parameters<typeof all<T>>[0]) =>
    (await all(list)).map((record) => list.keyOf(record).join());

  for (const [list, total] of [
    [customers, 18],
    [items, 18],
    [itemVariants, 4],
    [locations, 3],
    [glAccounts, 14],
    [salesDocuments, 10],
  ] as const) {
    const found = await keys(list as Parameters<typeof all>[0]);
    expect(new Set(found).size).toBe(total);
    expect(found).toHaveLength(total);
    expect(await list.count({})).toBe(total);
  }
});

describe("filters", () => {
  test("find customers and items by a part of number or name, customers by e-mail", async () => {
    expect(await records.customers.read(undefined, 5, { search: "OMER 12" })).toMatchObject([{ no: "10012" }]);
    expect(await records.customers.count({ email: "CUSTOMER3@example.com" })).toBe(1);
    expect(await records.items.read(undefined, 5, { search: "1007" })).toMatchObject([{ no: "1007" }]);
    expect(await records.items.count({ search: "100%" })).toBe(0);
  });

  test("find sales documents by kind and order", async () => {
    expect(await records.salesDocuments.count({ kind: "invoice" })).toBe(5);
    expect(await records.salesDocuments.count({ shopifyOrderId: "5001", status: "released" })).toBe(10);
    expect(await records.salesDocuments.count({ shopifyOrderNo: "#9" })).toBe(0);
  });
});

describe("changing", () => {
  test("a customer: given values only, blank takes a code away", async () => {
    const changed = await records.customers.change("10001", {
      name: "Acme",
      paymentTermsCode: "",
      blocked: true,
      email: undefined,
    });

    expect(changed).toMatchObject({
      name: "Acme",
      paymentTermsCode: "",
      blocked: true,
      email: "customer1@example.com",
    });
    expect(await records.customers.find("10001")).toEqual(changed);
    expect(await records.customers.change("404", { name: "Nobody" })).toBeUndefined();
    await expect(records.customers.change("10001", { paymentTermsCode: "99D" })).rejects.toMatchObject({
      type: "reference-missing",
      params: { table: "customer", column: "payment_terms_code", code: "99D" },
    });
  });

  test("an item, a variant, a location, an account", async () => {
    expect(await records.items.change("1002", { unitPrice: "99.95", reserve: "always" })).toMatchObject({
      unitPrice: "99.95",
      reserve: "always",
    });
    await expect(records.items.change("1002", { salesUnitOfMeasure: "BOX" })).rejects.toMatchObject({
      type: "reference-missing",
    });
    const variant = await records.itemVariants.create({ itemNo: "1002", code: "XL", description: "", blocked: false });
    expect(await records.itemVariants.change(variant.id, { description: "Extra large" })).toMatchObject({
      description: "Extra large",
    });
    expect(await records.itemVariants.change(variant.id, {})).toMatchObject({ code: "XL" });
    expect(await records.locations.create(aLocation)).toEqual(aLocation);
    expect(await records.locations.change("NORTH", { countryCode: "DE" })).toMatchObject({ countryCode: "DE" });
    expect(await records.glAccounts.change("6120", { blocked: true })).toMatchObject({ no: "6120", blocked: true });
    expect(await records.glAccounts.change("404", {})).toBeUndefined();
  });
});

test("a number that exists is refused, whatever the list", async () => {
  const taken = { type: "number-taken" };
  await expect(
    records.itemVariants.create({ itemNo: "1000", code: "RED", description: "", blocked: false }),
  ).rejects.toMatchObject(taken);
  await expect(records.locations.create({ ...aLocation, code: "MAIN" })).rejects.toMatchObject(taken);
  await expect(
    records.glAccounts.create({
      no: "6110",
      name: "",
      type: "posting",
      directPosting: true,
      blocked: false,
      vatProductGroup: "",
    }),
  ).rejects.toMatchObject(taken);
  await expect(
    records.itemVariants.create({ itemNo: "404", code: "RED", description: "", blocked: false }),
  ).rejects.toMatchObject({ type: "reference-missing", params: { column: "item_no", code: "404" } });
});

test("a sales document is shown with its lines, can be released and deleted", async () => {
  const { document } = await ledger.erp.createSalesDocumentOnce(
    "demo.myshopify.com",
    "order/shown",
    aSalesDocument({
      sellToCustomerNo: "10005",
      billToCustomerNo: "10006",
      lines: [anItemLine(), anAccountLine()],
      release: false,
    }),
  );

  expect(await records.salesDocuments.find(document.id)).toMatchObject({
    no: document.no,
    status: "open",
    sellTo: { name: "Customer 5", countryCode: "US" },
    billTo: { name: "Customer 6" },
    shipTo: { name: "Customer 5" },
    amountIncludingVat: "37.00",
  });
  expect(await records.salesDocuments.lines(document.id)).toMatchObject([
    { lineNo: 10_000, type: "item", no: "1000", outstandingQuantity: "1" },
    { lineNo: 20_000, type: "glAccount", no: "6110", lineAmount: "12.00" },
  ]);
  await records.salesDocuments.release(document.id);
  expect(await records.salesDocuments.find(document.id)).toMatchObject({ status: "released" });
  await records.salesDocuments.delete(document.id);
  expect(await records.salesDocuments.find(document.id)).toBeUndefined();
  expect(await records.salesDocuments.lines(document.id)).toEqual([]);
});

test("the company's time zone decides which day it is; its currency is fixed once there are documents", async () => {
  const company = await records.company.get();

  expect(await records.company.save({ ...company, timeZone: "Europe/Berlin", name: "Acme" })).toMatchObject({
    timeZone: "Europe/Berlin",
  });
  await expect(records.company.save({ ...company, timeZone: "Mars/Olympus" })).rejects.toMatchObject({
    type: "time-zone-invalid",
  });
  await expect(records.company.save({ ...company, localCurrencyCode: "EUR" })).rejects.toMatchObject({
    type: "local-currency-in-use",
  });
  expect(await records.company.get()).toMatchObject({ localCurrencyCode: "USD", name: "Acme" });
});
