import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { presentmentOf, shopOf, type Bag } from "#sandbox/shopify/data/money";
import type { OrderRecord } from "#sandbox/shopify/data/records/order";
import type { ShopData } from "#sandbox/shopify/data/store";
import { aShop } from "./a-shop.ts";

const seeded = async (body: Record<string, unknown>) => {
  const shop = aShop();
  await shop.control("POST", "seed", body);
  return shop;
};

/** The total added up from the parts of the order, in the plainest way, independent of the code that derives it. */
function totalByHand(order: OrderRecord, in_: (bag: Bag) => number): number {
  let total = 0;
  for (const line of order.lines) {
    total += in_(line.unitPrice) * line.quantity;
    for (const discount of line.discounts) total -= in_(discount.amount);
    if (!order.taxesIncluded) for (const tax of line.taxLines) total += in_(tax.price);
  }
  for (const line of order.shippingLines) {
    total += in_(line.price);
    for (const discount of line.discounts) total -= in_(discount.amount);
    if (!order.taxesIncluded) for (const tax of line.taxLines) total += in_(tax.price);
  }
  for (const fee of order.fees) total += in_(fee.price);
  return total;
}

function expectConsistent(store: ShopData, order: OrderRecord): void {
  const derived = store.derived(order);
  expect(shopOf(derived.totalPrice)).toBe(totalByHand(order, shopOf));
  expect(presentmentOf(derived.totalPrice)).toBe(totalByHand(order, presentmentOf));
  // Whole cents, never below nothing.
  for (const amount of [derived.totalPrice, derived.currentTotalPrice, derived.totalTax, derived.subtotal]) {
    expect(shopOf(amount) % 100).toBe(0);
    expect(shopOf(amount)).toBeGreaterThanOrEqual(0);
  }
  expect(shopOf(derived.outstanding)).toBe(
    shopOf(derived.currentTotalPrice) - shopOf(derived.payments.captured) + shopOf(derived.payments.refunded),
  );
  if (derived.displayFinancialStatus === "PAID") expect(shopOf(derived.outstanding)).toBeLessThanOrEqual(0);
  for (const line of order.lines) {
    const { currentQuantity = 0, unfulfilledQuantity = 0, fulfilledQuantity = 0 } = derived.lines.get(line.id) ?? {};
    expect(currentQuantity).toBeLessThanOrEqual(line.quantity);
    expect(unfulfilledQuantity + fulfilledQuantity).toBeLessThanOrEqual(line.quantity);
    const remaining = order.fulfillmentOrders
      .filter((each) => each.status !== "CANCELLED")
      .flatMap((each) => each.lines)
      .filter((part) => part.lineId === line.id)
      .reduce((sum, part) => sum + part.remaining, 0);
    expect(remaining).toBeLessThanOrEqual(line.quantity);
  }
}

test(
  "every generated order adds up to the cent, with and without taxes in its prices, in both currencies",
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 100_000 }),
        fc.boolean(),
        fc.constantFrom(0, 0.07, 0.2),
        async (seed, taxesIncluded, taxRate) => {
          const shop = aShop({ taxesIncluded });
          await shop.control("POST", "seed", { orders: 1_000, seed, taxRate });
          for (const order of shop.data.store.orders.byId.all()) expectConsistent(shop.data.store, order);
        },
      ),
      { numRuns: 6 },
    ),
  60_000,
);

test("every placed order adds up to the cent", () => {
  const amount = fc
    .integer({ min: 0, max: 500_00 })
    .map((cents) => ({ shopMoney: { amount: (cents / 100).toFixed(2), currencyCode: "USD" } }));
  const line = fc.record({
    title: fc.string({ minLength: 1, maxLength: 40 }),
    quantity: fc.integer({ min: 1, max: 20 }),
    originalUnitPriceSet: amount,
    taxLines: fc.array(fc.record({ title: fc.constant("VAT"), rate: fc.constantFrom(0.05, 0.19, 0.2) }), {
      maxLength: 2,
    }),
  });
  const order = fc.record({
    taxesIncluded: fc.boolean(),
    lineItems: fc.array(line, { minLength: 1, maxLength: 6 }),
    shippingLines: fc.array(fc.record({ title: fc.constant("Standard"), originalPriceSet: amount }), { maxLength: 2 }),
    displayFinancialStatus: fc.constantFrom("PAID", "PENDING", "REFUNDED", "PARTIALLY_REFUNDED", "AUTHORIZED"),
  });
  const shop = aShop();
  return fc.assert(
    fc.asyncProperty(order, async (node) => {
      await shop.control("POST", "orders", { orders: [node] });
      const placed = shop.data.store.orders.byId.all().at(-1);
      if (placed !== undefined) expectConsistent(shop.data.store, placed);
    }),
    { numRuns: 150 },
  );
});

test("the same seed gives the same shop, another seed another one", async () => {
  const snapshot = async (seed: number) =>
    JSON.stringify(await (await seeded({ orders: 100, seed })).control("GET", "snapshot"));

  expect(await snapshot(3)).toBe(await snapshot(3));
  expect(await snapshot(3)).not.toBe(await snapshot(4));
});

test("SKUs are item numbers and e-mails are numbered, as the ledger's seed expects", async () => {
  const { data } = await seeded({ orders: 10, products: 200, customers: 50 });
  const products = data.store.products.byId.all();

  expect(products.slice(0, 180).map((product) => product.variants.map((variant) => variant.sku))).toEqual(
    Array.from({ length: 180 }, (_, index) => [String(1000 + index)]),
  );
  expect(data.store.customers.byId.all().map((customer) => customer.email)).toEqual(
    Array.from({ length: 50 }, (_, index) => `customer${index + 1}@example.com`),
  );
});

test("a seed into a shop that has orders makes newer ones, up to now", async () => {
  const shop = await seeded({ orders: 50 });
  const newest = Math.max(...shop.data.store.orders.byId.all().map((order) => order.updatedAt));
  shop.clock.advance(3_600_000);

  await shop.control("POST", "seed", { orders: 20 });

  const added = shop.data.store.orders.byId.all().slice(50);
  expect(added).toHaveLength(20);
  for (const order of added) {
    expect(order.createdAt).toBeGreaterThan(newest);
    expect(order.updatedAt).toBeGreaterThanOrEqual(order.createdAt);
    expect(order.updatedAt).toBeLessThanOrEqual(shop.clock.now());
  }
  expect(shop.data.store.products.size).toBe(20);
});

test("a large seed has the shapes that break importers: 300 lines, foreign currency, companies, gone products, returns", async () => {
  const { data } = await seeded({ orders: 2_000 });
  const orders = data.store.orders.byId.all();
  const share = (isSo: (order: OrderRecord) => boolean) => orders.filter(isSo).length / orders.length;

  expect(orders.filter((order) => order.lines.length >= 300)).toHaveLength(1);
  expect(orders.reduce((sum, order) => sum + order.lines.length, 0) / orders.length).toBeCloseTo(2.4, 0);
  expect(share((order) => order.presentmentCurrencyCode !== "USD")).toBeGreaterThan(0.05);
  expect(share((order) => order.company !== null)).toBeGreaterThan(0.03);
  expect(share((order) => order.customerId === null)).toBeGreaterThan(0.05);
  expect(share((order) => order.refunds.length > 0)).toBeGreaterThan(0.05);
  expect(share((order) => order.returns.length > 0)).toBeGreaterThan(0.01);
  expect(share((order) => order.cancelledAt !== null)).toBeGreaterThan(0.01);
  expect(orders.some((order) => order.lines.some((line) => line.productId === null && line.sku !== null))).toBe(true);
  expect(orders.some((order) => order.returns.some((each) => each.exchangeLines.length > 0))).toBe(true);
});

test("a demo shop is mostly clean: paid or payable orders of consumers in the shop's currency", async () => {
  const { data } = await seeded({ orders: 200 });
  const orders = data.store.orders.byId.all();
  const isClean = (order: OrderRecord) =>
    order.company === null &&
    order.refunds.length === 0 &&
    order.returns.length === 0 &&
    order.shippingAddress !== null &&
    order.cancelledAt === null;

  expect(orders.filter(isClean).length / orders.length).toBeGreaterThan(0.85);
  expect(orders.every((order) => order.lines.length < 20)).toBe(true);
});
