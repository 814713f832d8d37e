import type { Node } from "../sandbox.ts";
import type { LineOfLife, OrderLife } from "./order-life.ts";

/** What one dollar is in the buyer's currency, and the decimals of that. */
const CURRENCIES = {
  USD: { rate: 1, decimals: 2 },
  EUR: { rate: 0.9, decimals: 2 },
  JPY: { rate: 147.3, decimals: 0 },
};

const variantId = (sku: number): string => `gid://shopify/ProductVariant/${501 + sku}`;
const customerId = (customer: number): string => `gid://shopify/Customer/${7000 + customer}`;

export const productNodes = (count: number): readonly Node[] =>
  Array.from({ length: count }, (_, sku) => ({
    id: `gid://shopify/Product/${401 + sku}`,
    title: `Product ${sku}`,
    variants: [
      { id: variantId(sku), sku: String(1000 + sku), price: `${11 + sku * 7}.${sku % 2 === 0 ? "95" : "00"}` },
    ],
  }));

/** They are the customers of the seeded ledger. */
export const customerNodes = (count: number): readonly Node[] =>
  Array.from({ length: count }, (_, index) => ({
    id: customerId(index + 1),
    firstName: "Customer",
    lastName: String(index + 1),
    defaultEmailAddress: { emailAddress: `customer${index + 1}@example.com` },
  }));

/** The order as it is placed, in the words of the schema. */
export function nodeOfLife(life: OrderLife): Node {
  const money = moneyIn(life.presentment);
  const taxLines = life.taxPercent === 0 ? [] : [{ title: "VAT", rate: life.taxPercent / 100 }];
  return {
    name: life.name,
    currencyCode: "USD",
    presentmentCurrencyCode: life.presentment,
    taxesIncluded: life.store === "gross",
    customer: { id: customerId(life.customer) },
    lineItems: life.lines.map((line) => lineNode(line, money, taxLines)),
    shippingLines: life.shipping.map(({ title, price, discount }) => ({
      title,
      originalPriceSet: money(price),
      discountAllocations: discount === 0 ? [] : [{ allocatedAmountSet: money(discount) }],
      taxLines,
    })),
    ...paymentOf(life),
  };
}

type Money = (cents: number) => Node;

function lineNode(line: LineOfLife, money: Money, taxLines: readonly Node[]): Node {
  const common = { quantity: line.quantity, originalUnitPriceSet: money(line.price) };
  if (line.sku === null) return { ...common, title: "Tip", product: null, variant: null, taxable: false };
  return {
    ...common,
    variant: { id: variantId(line.sku) },
    discountAllocations: line.discounts.map((cents) => ({ allocatedAmountSet: money(cents) })),
    taxLines,
  };
}

function moneyIn(presentment: OrderLife["presentment"]): Money {
  const { rate, decimals } = CURRENCIES[presentment];
  return (cents) => ({
    shopMoney: { amount: (cents / 100).toFixed(2), currencyCode: "USD" },
    presentmentMoney: { amount: ((cents * rate) / 100).toFixed(decimals), currencyCode: presentment },
  });
}

/** What was paid when it was placed; without an amount a payment is all of it. */
function paymentOf({ payment }: OrderLife): Node {
  switch (payment) {
    case "card":
      return { displayFinancialStatus: "PAID" };
    case "partly":
      return { displayFinancialStatus: "PARTIALLY_PAID" };
    case "authorized":
      return { displayFinancialStatus: "AUTHORIZED" };
    case "cash":
      return {
        transactions: [
          {
            kind: "SALE",
            gateway: "cash",
            amountRoundingSet: { shopMoney: { amount: "0.02", currencyCode: "USD" } },
          },
        ],
      };
    case "none":
      return { displayFinancialStatus: "PENDING" };
  }
}
