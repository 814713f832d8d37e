/** Generated orders: placed, paid, sent, refunded, returned and cancelled in the proportions of a plan. */
import { newOrder } from "../actions/new-order.ts";
import { deriveOrder } from "../derive/derive-order.ts";
import { shopOf, unitsOf } from "../money.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import { liveOrder } from "./order-life.ts";
import {
  discountLine,
  discountOrder,
  discountShipping,
  inBothCurrencies,
  lineOfVariant,
  taxOrder,
} from "./order-lines.ts";
import { RATES } from "./order-plan.ts";
import type { OrderWorld } from "./order-world.ts";
import { generateAddress } from "./people.ts";
import type { Random } from "./random.ts";
import { makeUgly } from "./ugly-orders.ts";
import { FIRST_NAMES, LAST_NAMES } from "./words.ts";

/** Places one order at a time; `position` counts within the seed and decides which ugly case it may be. */
export function generateOrder(world: OrderWorld, createdAt: number, isGiant: boolean): OrderRecord {
  const { data, random, plan } = world;
  const [currency, rate] = random.chance(plan.foreignCurrency) ? random.pick(RATES) : [data.profile.currencyCode, 1];
  const order = newOrder(data, { createdAt, presentmentCurrencyCode: currency });
  buyer(world, order);
  addLines(world, order, currency === data.profile.currencyCode ? 1 : rate, isGiant);
  addShipping(world, order, rate);
  addDiscounts(random, order);
  const isUgly = !isGiant && random.chance(plan.ugly);
  if (isUgly) makeUgly(world, order);
  taxOrder(order, world.tax.rate, world.tax.title);
  decorate(world, order);
  liveOrder(world, order, shopOf(deriveOrder(order).totalPrice));
  return order;
}

function buyer({ data, random, plan, customers, companies }: OrderWorld, order: OrderRecord): void {
  const company = random.chance(plan.business) ? companies[random.int(0, companies.length - 1)] : undefined;
  const [contact] = company?.contacts ?? [];
  const [location] = company?.locations ?? [];
  if (company !== undefined && contact !== undefined && location !== undefined) {
    const customer = data.customers.get(contact.customerId);
    order.company = { companyId: company.id, locationId: location.id, contactId: contact.id };
    order.customerId = contact.customerId;
    order.email = customer?.email ?? null;
    order.shippingAddress = location.shippingAddress;
    order.billingAddress = location.billingAddress;
    order.poNumber = `PO-${order.number}`;
    return;
  }
  if (customers.length === 0 || random.chance(plan.guests)) {
    const name = { firstName: random.pick(FIRST_NAMES), lastName: random.pick(LAST_NAMES) };
    order.email = `guest${order.number}@example.com`;
    order.shippingAddress = generateAddress(data, random, name);
    order.billingAddress = order.shippingAddress;
    return;
  }
  // A quarter of the customers buys again and again: the square makes early customers the frequent ones.
  const customer = customers[Math.floor(random.next() ** 1.5 * customers.length)];
  const address = customer?.addresses[0] ?? null;
  order.customerId = customer?.id ?? null;
  order.email = customer?.email ?? null;
  order.phone = customer?.phone ?? null;
  order.billingAddress = address;
  order.shippingAddress =
    customer !== undefined && random.chance(0.08) ? generateAddress(data, random, customer) : address;
}

function addLines(world: OrderWorld, order: OrderRecord, rate: number, isGiant: boolean): void {
  const { data, random, variants, giftCards } = world;
  // 2.4 lines on average with a tail to 13; one order of a large seed has 300.
  const count = isGiant ? 300 : Math.min(13, 1 + Math.floor(random.exponential(1.855)));
  const used = new Set<number>();
  for (let index = 0; index < count; index += 1) {
    // Some products sell far better than others; the oldest ones do here [A].
    const variant = variants[Math.floor(random.next() ** 3 * variants.length)] ?? variants[0];
    if (used.has(variant.id) && !isGiant) continue;
    used.add(variant.id);
    const quantity = random.chance(0.8) ? 1 : random.int(2, 5);
    order.lines.push(lineOfVariant(data, order, variant, quantity, rate));
  }
  const giftCard = giftCards[random.int(0, giftCards.length - 1)];
  if (giftCard !== undefined && random.chance(0.01)) order.lines.push(lineOfVariant(data, order, giftCard, 1, rate));
  if (random.chance(0.02))
    order.lines.push(tipLine(data, order, inBothCurrencies(unitsOf(random.int(1, 10)), order, rate)));
}

const tipLine = (
  data: ShopData,
  order: OrderRecord,
  unitPrice: OrderRecord["duties"],
): OrderRecord["lines"][number] => ({
  id: data.ids.next("LineItem"),
  title: "Tip",
  variantTitle: null,
  sku: null,
  vendor: null,
  quantity: 1,
  unitPrice,
  productId: null,
  variantId: null,
  taxable: false,
  requiresShipping: false,
  isGiftCard: false,
  grams: null,
  discounts: [],
  taxLines: [],
  customAttributes: order.sourceName === "pos" ? [] : [{ key: "source", value: "checkout" }],
});

function addShipping({ data, random, plan }: OrderWorld, order: OrderRecord, rate: number): void {
  const isPointOfSale = order.company === null && random.chance(plan.pointOfSale);
  if (isPointOfSale) {
    const counter = data.locations.byId.all().find((location) => !location.isPrimary);
    order.channel = { displayName: "Point of Sale", handle: "pos" };
    order.sourceName = "pos";
    order.retailLocationId = counter?.id ?? null;
    order.staffId = data.staff.byId.all()[0]?.id ?? null;
    order.shippingAddress = null;
    return;
  }
  if (!order.lines.some((line) => line.requiresShipping)) return;
  const [title, price] = random.pick([
    ["Standard", 59_000],
    ["Standard", 59_000],
    ["Express", 120_000],
    ["Free shipping", 0],
  ]);
  order.shippingLines.push({
    id: data.ids.next("ShippingLine"),
    title,
    code: title,
    source: "shopify",
    carrierIdentifier: null,
    price: inBothCurrencies(price, order, rate),
    discounts: [],
    taxLines: [],
    isRemoved: false,
  });
}

function addDiscounts(random: Random, order: OrderRecord): void {
  const [line] = order.lines;
  if (line !== undefined && random.chance(0.05)) discountLine(order, line, "Loyal customer", random.pick([5, 10, 20]));
  if (random.chance(0.12))
    discountOrder(order, random.pick(["WELCOME10", "SUMMER15", "FRIENDS20"]), random.pick([10, 15, 20]));
  if (order.shippingLines.length > 0 && random.chance(0.02)) discountShipping(order, "Half shipping", 50);
}

function decorate({ random }: OrderWorld, order: OrderRecord): void {
  if (random.chance(0.05)) order.note = "Please leave at the door.";
  if (random.chance(0.1)) order.tags = random.pick([["gift"], ["vip", "gift"], ["wholesale"]]);
  if (random.chance(0.05)) order.customAttributes = [{ key: "Loyalty", value: String(random.int(1, 900)) }];
  if (random.chance(0.6))
    order.risks = random.chance(0.03)
      ? [
          {
            riskLevel: "HIGH",
            provider: null,
            facts: [{ description: "Card issuing country differs from billing country", sentiment: "NEGATIVE" }],
          },
        ]
      : [
          {
            riskLevel: "LOW",
            provider: null,
            facts: [{ description: "Billing address matches credit card's address", sentiment: "POSITIVE" }],
          },
        ];
}
