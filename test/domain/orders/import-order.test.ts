import { describe, expect, test } from "@jest/globals";
import type { ImportContext } from "#domain/orders/header-fields";
import { orderRows, type OrderRows } from "#domain/orders/import-order";
import type { FulfillmentOrderNode, OrderNode } from "#domain/orders/order-node";
import { NOTHING_KNOWN } from "#domain/orders/refunds-of-order";
import { anImportContext } from "../../support/import-context.ts";
import { aLineNode, anOrderNode, aShippingLineNode, aTransactionNode, money } from "../../support/order-node.ts";

const rowsOf = (order: Partial<OrderNode> = {}, over: Partial<ImportContext> = {}): OrderRows =>
  orderRows(anOrderNode(order), NOTHING_KNOWN, anImportContext(over));

const address = (over: object) => ({ ...anOrderNode().billingAddress, ...over }) as OrderNode["billingAddress"];

describe("addresses", () => {
  test("OR-17 a company in the billing address becomes the name, the person name 2 and contact", () => {
    const { fixed } = rowsOf({ billingAddress: address({ company: "Acme" }) });

    expect(fixed).toMatchObject({ billToName: "Acme", billToName2: "Jane Roe", billToContactName: "Jane Roe" });
  });

  test("without a company the person is the name and name 2 stays blank", () => {
    expect(rowsOf().fixed).toMatchObject({ sellToName: "Jane Roe", sellToName2: "", sellToContactName: "Jane Roe" });
  });

  test("an order without addresses has the customer's name and blank addresses", () => {
    const { fixed } = rowsOf({ displayAddress: null, shippingAddress: null, billingAddress: null });

    expect(fixed).toMatchObject({ shipToName: "Jane Roe", shipToCity: "", shipToCountryCode: "" });
  });

  test("the county is the province's code or its name, as the shop says", () => {
    const shop = { ...anImportContext().shop, countySource: "name" as const };

    expect(rowsOf().fixed.shipToCounty).toBe("WA");
    expect(rowsOf({}, { shop }).fixed.shipToCounty).toBe("Washington");
  });

  test("emoji and 255 characters come through whole", () => {
    const long = "é🎁".repeat(85);
    const { fixed } = rowsOf({ shippingAddress: address({ address1: long, city: "東京" }) });

    expect(fixed).toMatchObject({ shipToAddress: long, shipToCity: "東京" });
  });
});

describe("header", () => {
  test("OR-5 number, total and retail location are Shopify's", () => {
    const { fixed, editable } = rowsOf({
      retailLocation: { id: "gid://shopify/Location/321", name: "Downtown" },
      totalPriceSet: money("25.00"),
    });

    expect(fixed).toMatchObject({
      shopifyOrderNo: "#1001",
      retailLocationId: "321",
      retailLocationName: "Downtown",
    });
    expect(editable.totalAmount).toBe("25");
  });

  test("OR-4 an order of a company is B2B and names company and location", () => {
    const { fixed, editable } = rowsOf({
      purchasingEntity: {
        kind: "PurchasingCompany",
        company: { id: "gid://shopify/Company/61", name: "Acme", mainContact: null },
        location: { id: "gid://shopify/CompanyLocation/62" },
      },
    });

    expect(editable.b2b).toBe(true);
    expect(fixed).toMatchObject({ companyId: "61", companyLocationId: "62" });
  });

  test("OR-19 the document date is the day in the company's time zone", () => {
    const { fixed } = rowsOf({ createdAt: "2026-01-31T23:30:00Z" }, { timeZone: "Europe/Berlin" });

    expect(fixed.documentDate).toBe("2026-02-01");
  });

  test("the first phone there is counts, from the order down to the billing address", () => {
    expect(rowsOf().fixed.phone).toBe("+14255550100");
    expect(rowsOf({ displayAddress: address({ phone: "2" }) }).fixed.phone).toBe("2");
    expect(rowsOf({ phone: "1", displayAddress: address({ phone: "2" }) }).fixed.phone).toBe("1");
    expect(rowsOf({ customer: null, billingAddress: address({ phone: "6" }) }).fixed.phone).toBe("6");
  });

  test("a known member of staff is the salesperson", () => {
    expect(rowsOf({ staffMember: { id: "gid://shopify/StaffMember/91" } }).fixed.salespersonCode).toBe("JO");
  });

  test("payment terms that were not asked for are not touched", () => {
    const { paymentTerms: _, ...order } = anOrderNode();

    expect(Object.keys(orderRows(order, NOTHING_KNOWN, anImportContext()).editable)).not.toContain("dueDate");
    expect(rowsOf({ paymentTerms: null }).editable).toMatchObject({ paymentTermsName: "", dueDate: null });
  });

  test("both currencies of every amount are kept; the local currency is blank", () => {
    const { fixed, editable } = rowsOf({ presentmentCurrencyCode: "EUR", totalPriceSet: money("100.00", "90.00") });

    expect(fixed).toMatchObject({ currencyCode: "", presentmentCurrencyCode: "EUR" });
    expect(editable).toMatchObject({ totalAmount: "100", presentmentTotalAmount: "90" });
  });

  describe("a removed shipping line", () => {
    const removed = aShippingLineNode({
      isRemoved: true,
      taxLines: [{ title: "Tax", rate: 0.1, ratePercentage: 10, channelLiable: null, priceSet: money("1.20") }],
    });
    const kept = aShippingLineNode({
      id: "gid://shopify/ShippingLine/22",
      originalPriceSet: money("5.00"),
      discountAllocations: [{ allocatedAmountSet: money("1.00") }],
    });

    test("that Shopify's totals still hold leaves them, and the raw charge is remembered", () => {
      const { editable, shippingCharges } = rowsOf({
        totalPriceSet: money("37.00"),
        totalTaxSet: money("3.20"),
        totalShippingPriceSet: money("12.00"),
        shippingLines: { nodes: [removed] },
      });

      expect(shippingCharges).toEqual([]);
      expect(editable).toMatchObject({
        totalAmount: "25",
        vatAmount: "2",
        shippingChargesAmount: "0",
        rawShippingChargesAmount: "12",
      });
    });

    test("goes with its tax where prices exclude it", () => {
      const { editable } = rowsOf({
        taxesIncluded: false,
        totalPriceSet: money("42.20"),
        totalShippingPriceSet: money("17.00"),
        shippingLines: { nodes: [removed, kept] },
      });

      expect(editable).toMatchObject({ totalAmount: "29", shippingChargesAmount: "5" });
    });

    test.each(["5.00", "4.00"])(
      "that the shipping price of %s does not hold any more is not taken off again",
      (price) => {
        const { editable } = rowsOf({
          totalPriceSet: money("29.00"),
          totalTaxSet: money("2.00"),
          totalShippingPriceSet: money(price),
          shippingLines: { nodes: [removed, kept] },
        });

        expect(editable).toMatchObject({ totalAmount: "29", vatAmount: "2" });
      },
    );
  });

  test("an amount that is none is refused and named", () => {
    expect(() => rowsOf({ totalPriceSet: money("abc") })).toThrow(/totalPriceSet/u);
  });
});

describe("OR-12 channel liable taxes", () => {
  const tax = { title: "Tax", rate: 0.1, ratePercentage: 10, channelLiable: true, priceSet: money("2.50") };

  test("a channel-liable tax line marks the line and the order", () => {
    const { taxLines, editable } = rowsOf({ taxLines: [tax] });

    expect(taxLines).toMatchObject([{ parentKind: "order", lineNo: 1, amount: "2.5", channelLiable: true }]);
    expect(editable.channelLiableTaxes).toBe(true);
  });

  test("no tax lines: no rows, no flag", () => {
    const { taxLines, editable } = rowsOf();

    expect(taxLines).toEqual([]);
    expect(editable.channelLiableTaxes).toBe(false);
  });
});

describe("lines", () => {
  test("OR-21 the discount of a line is the sum of its allocations", () => {
    const { lines } = rowsOf({
      lineItems: {
        nodes: [
          aLineNode({
            quantity: 2,
            originalUnitPriceSet: money("20.00"),
            discountAllocations: [{ allocatedAmountSet: money("5.00") }, { allocatedAmountSet: money("2.00") }],
          }),
        ],
      },
    });

    expect(lines).toMatchObject([{ quantity: 2, unitPrice: "20", discountAmount: "7" }]);
  });

  test("a discount on the whole order stays in the currency in which converting has moved a cent", () => {
    const pair = (amount: string, presentment: string) => ({
      shopMoney: { amount, currencyCode: "USD" },
      presentmentMoney: { amount: presentment, currencyCode: "EUR" },
    });
    const { editable } = rowsOf({
      lineItems: { nodes: [aLineNode({ quantity: 3, originalUnitPriceSet: pair("10.87", "9.99") })] },
      subtotalPriceSet: pair("27.16", "24.97"),
      totalDiscountsSet: pair("5.44", "5.00"),
      currentTotalDiscountsSet: pair("5.44", "5.00"),
      totalPriceSet: pair("27.16", "24.97"),
    });

    expect(editable).toMatchObject({ discountAmount: "5.44", presentmentDiscountAmount: "5" });
  });

  test("a line after a tip is no tip", () => {
    const { lines } = rowsOf({
      lineItems: {
        nodes: [
          aLineNode({ name: "Tip", product: null, variant: null }),
          aLineNode({ id: "gid://shopify/LineItem/12", name: "Custom", product: null }),
        ],
      },
    });

    expect(lines.map(({ tip }) => tip)).toEqual([true, false]);
  });

  test("a line without quantity is not kept", () => {
    expect(rowsOf({ lineItems: { nodes: [aLineNode({ quantity: 0 })] } }).lines).toEqual([]);
  });

  test("lines that came by an exchange stay out of the redundancy code", () => {
    const lineItems = { nodes: [aLineNode(), aLineNode({ id: "gid://shopify/LineItem/9" })] };

    expect(rowsOf({ lineItems }).editable.lineItemsRedundancyCode).toBe("9,11");
    const known = { ...NOTHING_KNOWN, exchangeLineIds: new Set(["9"]) };
    expect(orderRows(anOrderNode({ lineItems }), known, anImportContext()).editable.lineItemsRedundancyCode).toBe("11");
  });
});

describe("OR-36 location of a line", () => {
  const fulfillmentOrder = (over: Partial<FulfillmentOrderNode>, quantity: number): FulfillmentOrderNode => ({
    id: "gid://shopify/FulfillmentOrder/81",
    status: "OPEN",
    requestStatus: "UNSUBMITTED",
    updatedAt: "2026-03-01T10:00:00Z",
    assignedLocation: { location: { id: "gid://shopify/Location/802" } },
    deliveryMethod: { methodType: "SHIPPING" },
    lineItems: {
      nodes: [
        {
          id: "gid://shopify/FulfillmentOrderLineItem/811",
          totalQuantity: quantity,
          remainingQuantity: quantity,
          lineItem: { id: "gid://shopify/LineItem/11" },
        },
      ],
    },
    ...over,
  });
  const service = { location: { id: "gid://shopify/Location/801" } };
  const locationWith = (fulfillmentOrders: readonly FulfillmentOrderNode[]) =>
    rowsOf({
      lineItems: { nodes: [aLineNode({ quantity: 3, fulfillmentService: service })] },
      fulfillmentOrders: { nodes: fulfillmentOrders },
    }).lines[0];

  test("an open fulfillment order of the whole quantity decides", () => {
    expect(locationWith([fulfillmentOrder({}, 3)])).toMatchObject({ locationId: "802", deliveryMethod: "shipping" });
  });

  test("one of a part does not: the service's location stays", () => {
    expect(locationWith([fulfillmentOrder({}, 2)])).toMatchObject({ locationId: "801", deliveryMethod: "" });
  });

  test("closed ones count only when all are closed", () => {
    const closed = { id: "gid://shopify/FulfillmentOrder/80", status: "CLOSED" };

    expect(locationWith([fulfillmentOrder(closed, 1), fulfillmentOrder({}, 3)])?.locationId).toBe("802");
    expect(locationWith([fulfillmentOrder(closed, 3)])?.locationId).toBe("802");
  });
});

describe("payments", () => {
  test("OR-27 the gateway is that of the largest sale or capture that is not refused", () => {
    const transaction = (id: string, gateway: string, amount: string, status = "SUCCESS") =>
      aTransactionNode({
        id: `gid://shopify/OrderTransaction/${id}`,
        gateway,
        status,
        amountSet: {
          shopMoney: { amount, currencyCode: "USD" },
          presentmentMoney: { amount, currencyCode: "USD" },
        },
      });
    const { editable, transactions } = rowsOf({
      transactions: [
        transaction("1", "paypal", "9.00"),
        transaction("2", "manual", "16.00"),
        transaction("3", "bogus", "99.00", "FAILURE"),
      ],
    });

    expect(editable.gateway).toBe("manual");
    expect(transactions[0]).toMatchObject({ type: "sale", status: "success", amount: "9", currencyCode: "" });
  });

  test.each([
    ['{"gift_card_id": 77}', "77"],
    [{ gift_card_id: "77" }, "77"],
    ["not json", null],
    [null, null],
  ])("the gift card in receipt %p is %p", (receiptJson, giftCardId) => {
    expect(rowsOf({ transactions: [aTransactionNode({ receiptJson })] }).transactions[0]?.giftCardId).toBe(giftCardId);
  });
});

test("OR-50 tracking numbers: the first one alone, and all joined", () => {
  const { fulfillments } = rowsOf({
    fulfillments: [
      {
        id: "gid://shopify/Fulfillment/91",
        status: "SUCCESS",
        name: "#1001-F1",
        createdAt: "2026-03-02T10:00:00Z",
        updatedAt: "2026-03-02T10:00:00Z",
        service: null,
        trackingInfo: [
          { number: "A1", company: "UPS", url: null },
          { number: "B2", company: "UPS", url: null },
        ],
        fulfillmentLineItems: { nodes: [] },
      },
    ],
  });

  expect(fulfillments).toMatchObject([{ trackingNumber: "A1", trackingNumbers: "A1,B2" }]);
});
