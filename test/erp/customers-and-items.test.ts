import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { seedLedger } from "#erp/ledger/seed";
import type { CustomerDraft, CustomerMatchKey } from "#erp/port";
import { aLedger, type TestLedger } from "./a-ledger.ts";

let ledger: TestLedger;

beforeAll(async () => {
  ledger = await aLedger();
});
afterAll(() => ledger.drop());

const aCustomer = (draft: Partial<CustomerDraft> = {}): CustomerDraft => ({
  no: null,
  templateCode: "CUSTOMER",
  name: "Jane Roe",
  name2: "",
  contact: "",
  address: "1 Pike St",
  address2: "",
  city: "Seattle",
  postCode: "98101",
  county: "WA",
  countryCode: "US",
  phone: "",
  email: "",
  registrationNo: "",
  vatRegistrationNo: "",
  paymentTermsCode: null,
  taxAreaCode: null,
  taxLiable: null,
  vatBusinessGroup: null,
  ...draft,
});

/** As a query, as the connector keeps them. */
const stored = (...nos: readonly string[]) =>
  ledger.db.selectFrom(sql<{ no: string }>`unnest(${[...nos]}::text[])`.as<"kept">(sql`kept (no)`)).select("kept.no");

const byEmail = (email: string): CustomerMatchKey => ({ by: "email", email });

describe("finding a customer", () => {
  test("by exactly the tax id, in the field that is asked for", async () => {
    await ledger.erp.createCustomerOnce(
      [],
      aCustomer({ no: "29000", registrationNo: "REG-1", paymentTermsCode: null }),
    );

    const found = await ledger.erp.findCustomerByTaxId({ field: "registrationNo", taxId: "REG-1" });
    expect(found).toMatchObject({ no: "29000", registrationNo: "REG-1", vatRegistrationNo: "" });
    expect(await ledger.erp.findCustomerByTaxId({ field: "registrationNo", taxId: "reg-1" })).toBeUndefined();
    expect(await ledger.erp.findCustomerByTaxId({ field: "vatRegistrationNo", taxId: "REG-1" })).toBeUndefined();
    expect(await ledger.erp.findCustomerByTaxId({ field: "registrationNo", taxId: "" })).toBeUndefined();
  });

  test("by the whole e-mail, ignoring case", async () => {
    expect(await ledger.erp.findCustomerByEmail("Customer7@EXAMPLE.com")).toMatchObject({ no: "10007" });
    expect(await ledger.erp.findCustomerByEmail("customer7@example.co")).toBeUndefined();
    expect(await ledger.erp.findCustomerByEmail("")).toBeUndefined();
  });

  test("by the digits of the phone in their order, the last one at the end; the lowest number of several", async () => {
    const phones = { "10011": "+44 (0)20 7946 0958", "10012": "0044 20-7946-0958", "10013": "020 7946 0958 ext 1" };
    for (const [no, phone] of Object.entries(phones)) {
      await ledger.db.updateTable("ledger.customer").set({ phone }).where("no", "=", no).execute();
    }

    expect(await ledger.erp.findCustomerByPhone("020 7946 0958")).toMatchObject({ no: "10011" });
    expect(await ledger.erp.findCustomerByPhone("2079460958-1")).toMatchObject({ no: "10013" });
    expect(await ledger.erp.findCustomerByPhone("0958 7946")).toBeUndefined();
    expect(await ledger.erp.findCustomerByPhone("n/a 000")).toBeUndefined();
  });

  test("by name and address", async () => {
    const { record } = await ledger.erp.createCustomerOnce(
      [byEmail("acme@example.com")],
      aCustomer({ name: "Acme", name2: "Jane" }),
    );
    const match = {
      name: "ACME",
      name2: "jane",
      address: "1 Pike St",
      address2: "",
      city: "Seattle",
      postCode: "98101",
      county: "wa",
      countryCode: "US",
    };

    expect(await ledger.erp.findCustomerByNameAndAddress(match)).toMatchObject({ no: record.no });
    expect(await ledger.erp.findCustomerByNameAndAddress({ ...match, county: "OR" })).toBeUndefined();
    expect(await ledger.erp.findCustomerByNameAndAddress({ ...match, countryCode: "CA" })).toBeUndefined();
    expect(await ledger.erp.findCustomerByNameAndAddress({ ...match, address: "2 Pike St" })).toBeUndefined();
  });

  test("by many numbers at once", async () => {
    expect(await ledger.erp.existingCustomers(["10001", "99999", "10002"])).toEqual(new Set(["10001", "10002"]));
    expect(await ledger.erp.existingCustomers([])).toEqual(new Set());
  });

  test("by the links that the connector keeps: those that lead nowhere are named once", async () => {
    expect(await ledger.erp.missingCustomers(stored("10001", "99999", "10002", "99999"))).toEqual(["99999"]);
    expect(await ledger.erp.missingItems(stored("1003", "10001", "1003"))).toEqual(["10001"]);
    expect(await ledger.erp.missingItems(stored())).toEqual([]);
  });
});

describe("creating a customer", () => {
  test("takes groups and terms of the template and a number of the series", async () => {
    const { kind, record } = await ledger.erp.createCustomerOnce(
      [byEmail("new@example.com")],
      aCustomer({
        email: "new@example.com",
        templateCode: "EXPORT",
        contact: "Jane Roe",
        taxAreaCode: "SEATTLE",
        taxLiable: true,
      }),
    );

    expect(kind).toBe("created");
    expect(record).toMatchObject({
      vatBusinessGroup: "EXPORT",
      paymentTermsCode: "COD",
      taxAreaCode: "SEATTLE",
      taxLiable: true,
    });
    expect(record.no).toMatch(/^C\d{5}$/);
    expect(await ledger.erp.findContactNo(record.no, "JANE ROE")).toMatch(/^CT\d+$/);
    expect(await ledger.erp.findContactNo(record.no, "John Doe")).toBeUndefined();
  });

  test("happens once for twenty calls at the same time, also when only one of two keys is shared", async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const email = n % 2 === 0 ? "Twice@example.com" : "twice@example.com";
        const phone = n % 4 < 2 ? "+1 206 555 0199" : "";
        return ledger.erp.createCustomerOnce(
          [byEmail(email), { by: "phone", phone }],
          aCustomer({ email, phone: "+12065550199" }),
        );
      }),
    );

    expect(results.filter(({ kind }) => kind === "created")).toHaveLength(1);
    expect(new Set(results.map(({ record }) => record.no)).size).toBe(1);
  });

  test("of a buyer without e-mail and phone is repeated without a second one", async () => {
    const source: CustomerMatchKey = { by: "source", key: "demo.myshopify.com/customer/71" };
    const first = await ledger.erp.createCustomerOnce([byEmail(""), source], aCustomer());
    const again = await ledger.erp.createCustomerOnce([byEmail(""), source], aCustomer());

    expect([first.kind, again.kind]).toEqual(["created", "found"]);
    expect(again.record.no).toBe(first.record.no);
  });

  test("is refused without a template, with a taken number, with terms that do not exist", async () => {
    const create = (draft: Partial<CustomerDraft>) => ledger.erp.createCustomerOnce([], aCustomer(draft));

    await expect(create({ templateCode: "NONE" })).rejects.toMatchObject({
      type: "customer-template-missing",
      params: { code: "NONE" },
    });
    await expect(create({ no: "10001" })).rejects.toMatchObject({ type: "number-taken", params: { no: "10001" } });
    await expect(create({ paymentTermsCode: "ZZ" })).rejects.toMatchObject({
      type: "reference-missing",
      params: { column: "payment_terms_code", code: "ZZ" },
    });
  });

  test("adds a country the ledger does not know, once for many customers", async () => {
    const created = await Promise.all(
      ["a", "b", "c"].map((name) =>
        ledger.erp.createCustomerOnce([byEmail(`${name}@example.com`)], aCustomer({ countryCode: "AQ" })),
      ),
    );

    expect(created.map(({ record }) => record.countryCode)).toEqual(["AQ", "AQ", "AQ"]);
    expect(await ledger.erp.countryCode("AQ")).toBe("AQ");
  });
});

describe("items", () => {
  const draft = {
    no: null,
    templateCode: "ITEM",
    description: "Lamp",
    unitOfMeasureCode: "",
    unitPrice: "12.50",
    unitCost: "0",
    vatProductGroup: "",
  };

  test("are found by number, with their variants", async () => {
    await ledger.db
      .insertInto("ledger.itemVariant")
      .values({ itemNo: "1003", code: "RED", description: "Red" })
      .execute();

    expect(await ledger.erp.findItem("1003")).toMatchObject({
      no: "1003",
      salesUnitOfMeasure: "PCS",
      vatProductGroup: "STANDARD",
    });
    expect(await ledger.erp.findItemVariant("1003", "RED")).toMatchObject({
      itemNo: "1003",
      code: "RED",
      blocked: false,
    });
    expect(await ledger.erp.findItemVariant("1003", "BLUE")).toBeUndefined();
    expect(await ledger.erp.existingItems(["1003", "X"])).toEqual(new Set(["1003"]));
  });

  test("are created once per source or number, with unit and VAT group of the template", async () => {
    const keys = [
      { by: "source", key: "demo.myshopify.com/variant/501" },
      { by: "number", no: "LAMP" },
    ] as const;
    const results = await Promise.all(
      Array.from({ length: 10 }, () => ledger.erp.createItemOnce(keys, { ...draft, no: "LAMP" })),
    );

    expect(results.filter(({ kind }) => kind === "created")).toHaveLength(1);
    expect(results[0]?.record).toMatchObject({
      no: "LAMP",
      baseUnitOfMeasure: "PCS",
      vatProductGroup: "STANDARD",
      unitPrice: "12.50",
    });
    await expect(ledger.erp.createItemOnce([], { ...draft, templateCode: "" })).rejects.toMatchObject({
      type: "item-template-missing",
    });
  });
});

describe("reference lists", () => {
  test("countries by code, else by ISO code", async () => {
    await ledger.db.insertInto("ledger.country").values({ code: "UK", isoCode: "GB" }).execute();

    expect(await ledger.erp.countryCode("GB")).toBe("GB");
    await ledger.db.deleteFrom("ledger.country").where("code", "=", "GB").execute();
    expect(await ledger.erp.countryCode("GB")).toBe("UK");
    expect(await ledger.erp.countryCode("XX")).toBeUndefined();
  });

  test("OR-27 currencies: blank for the local one, by ISO code, by code, else none", async () => {
    await ledger.db.insertInto("ledger.currency").values({ code: "KRONE", isoCode: "SEK" }).execute();

    expect(await ledger.erp.currencyCode("USD")).toBe("");
    expect(await ledger.erp.currencyCode("")).toBe("");
    expect(await ledger.erp.currencyCode("SEK")).toBe("KRONE");
    expect(await ledger.erp.currencyCode("EUR")).toBe("EUR");
    expect(await ledger.erp.currencyCode("XTS")).toBeUndefined();
  });

  test("a currency by its code, and whether amounts in it can be converted", async () => {
    await ledger.db.insertInto("ledger.currency").values({ code: "NOK", isoCode: "NOK" }).execute();

    expect(await ledger.erp.findCurrency("EUR")).toEqual({ code: "EUR", isoCode: "EUR", hasExchangeRate: true });
    expect(await ledger.erp.findCurrency("NOK")).toEqual({ code: "NOK", isoCode: "NOK", hasExchangeRate: false });
    expect(await ledger.erp.findCurrency("XTS")).toBeUndefined();
  });

  test("the seed can be repeated and changes nothing", async () => {
    const count = () =>
      ledger.db
        .selectFrom("ledger.customer")
        .select(({ fn }) => fn.countAll().as("n"))
        .executeTakeFirstOrThrow();
    await ledger.db.updateTable("ledger.item").set({ description: "Renamed" }).where("no", "=", "1000").execute();
    const before = await count();
    await seedLedger(ledger.db, { products: 20, customers: 20 });

    expect(await count()).toEqual(before);
    expect(await ledger.erp.findItem("1000")).toMatchObject({ description: "Renamed" });
    expect(await ledger.erp.company()).toMatchObject({ localCurrencyCode: "USD", timeZone: "UTC" });
  });
});
