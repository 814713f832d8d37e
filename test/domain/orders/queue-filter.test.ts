import { describe, expect, test } from "@jest/globals";
import { orderFilter, type FilteredRow, type OrderFilters } from "#domain/orders/queue-filter";
import { queueRow, type ListedOrder } from "#domain/orders/queue-row";
import { aListedOrder } from "../../support/listed-order.ts";

const row = (over: Partial<ListedOrder> = {}): FilteredRow => ({
  ...queueRow(aListedOrder(over), "new"),
  hasError: false,
});
const passes = (filters: OrderFilters, over: Partial<ListedOrder> = {}): boolean => orderFilter(filters)(row(over));

test.each<[string, OrderFilters, boolean]>([
  ["no filter", {}, true],
  ["OR-9 paid only", { financialStatus: ["paid"] }, true],
  ["OR-9 pending only", { financialStatus: ["pending"] }, false],
  ["OR-10 tags", { tags: "@*gift*" }, true],
  ["OR-10 tags, other case", { tags: "*gift*" }, false],
  ["OR-10 tags, not", { tags: "<>*vip*" }, false],
  ["OR-11 attribute there", { attributeKey: "Loyalty", attributeKeyExists: true }, true],
  ["OR-11 attribute not there", { attributeKey: "Loyalty", attributeKeyExists: false }, false],
  ["OR-11 other attribute", { attributeKey: "loyalty" }, false],
  ["several filters, one fails", { fullyPaid: true, highRisk: true }, false],
  ["channel", { channelName: "<>Point of Sale" }, true],
  ["countries", { sellToCountry: "DE", shipToCountry: "AT", billToCountry: "''" }, true],
  ["amounts", { vatAmount: ">0", orderAmount: "20..30" }, true],
  ["import action", { importAction: "update" }, false],
  ["fulfillment status", { fulfillmentStatus: ["unfulfilled", "partiallyFulfilled"] }, true],
  ["ids", { orderIds: ["2"] }, false],
  ["numbers", { orderNos: ["1001"] }, true],
  ["ids or numbers", { orderIds: ["2"], orderNos: ["#1001"] }, true],
  ["created", { createdFrom: "2026-03-01T00:00:00Z", createdTo: "2026-03-02T00:00:00Z" }, true],
  ["a list without entries filters nothing", { financialStatus: [] }, true],
])("%s", (_name, filters, expected) => {
  expect(passes(filters)).toBe(expected);
});

describe("queue rows", () => {
  test("OR-4 an order of a company shows it", () => {
    expect(row({ purchasingEntity: { kind: "PurchasingCompany" } }).purchasingEntity).toBe("company");
    expect(row({ purchasingEntity: null }).purchasingEntity).toBe("");
  });

  test("OR-12 the first tax line says whether taxes are the channel's", () => {
    expect(row().channelLiableTaxes).toBe(false);
    expect(row({ taxLines: [{ channelLiable: true }, { channelLiable: false }] }).channelLiableTaxes).toBe(true);
    expect(row({ taxLines: [{ channelLiable: null }] }).channelLiableTaxes).toBe(false);
  });

  test("a status Shopify invents later is blank, not an error", () => {
    expect(row({ displayFulfillmentStatus: "BEAMED" }).fulfillmentStatus).toBe("");
    expect(row({ displayFinancialStatus: null }).financialStatus).toBe("");
  });

  test("high risk comes from the assessments", () => {
    expect(row({ risk: { assessments: [{ riskLevel: "LOW" }, { riskLevel: "HIGH" }] } }).highRisk).toBe(true);
  });
});
