/** `POST seed`: fills a shop, or adds newer orders to one that has some. */
import type { ProductRecord, VariantRecord } from "../records/catalogue.ts";
import type { ShopData } from "../store.ts";
import { generateProducts } from "./catalogue.ts";
import { orderPlanFor } from "./order-plan.ts";
import type { OrderWorld } from "./order-world.ts";
import { generateOrder } from "./orders.ts";
import { generateCompanies, generateCustomers } from "./people.ts";
import { createRandom } from "./random.ts";

export interface SeedRequest {
  readonly orders: number;
  readonly products?: number;
  readonly customers?: number;
  readonly seed?: number;
  readonly taxRate?: number;
  readonly taxTitle?: string;
}

export interface SeedResult {
  readonly orders: number;
  readonly products: number;
  readonly customers: number;
  readonly companies: number;
}

const DAY = 86_400_000;

/** Catalogues grow slower than orders: 200 products for 1,000 orders, 2,000 for 10,000, 10,000 for 100,000. */
const productsFor = (orders: number): number => {
  if (orders >= 100_000) return 10_000;
  return orders >= 10_000 ? 2_000 : Math.max(20, Math.min(200, Math.ceil(orders / 5)));
};

/** Deterministic: the same shop, clock and request give the same records. */
export function seedShop(data: ShopData, request: SeedRequest): SeedResult {
  const random = createRandom((request.seed ?? 1) * 7919 + data.orders.size);
  const isFirst = data.orders.size === 0;
  const productCount = request.products ?? (data.products.size === 0 ? productsFor(request.orders) : 0);
  const customerCount =
    request.customers ?? (data.customers.size === 0 ? Math.max(10, Math.ceil(request.orders / 2)) : 0);
  generateProducts(data, random, productCount);
  generateCustomers(data, random, customerCount);
  const customers = data.customers.byId.all();
  const isLarge = request.orders >= 1_000;
  const companies =
    isLarge && data.companies.size === 0
      ? generateCompanies(data, random, customers.slice(0, Math.ceil(request.orders / 100)))
      : [];

  const variants: VariantRecord[] = [];
  const giftCards: VariantRecord[] = [];
  for (const product of data.products.byId.all())
    for (const variant of product.variants) (isGiftCard(product) ? giftCards : variants).push(variant);
  const [firstVariant, ...otherVariants] = variants;
  if (firstVariant === undefined || request.orders === 0)
    return { orders: 0, products: productCount, customers: customerCount, companies: companies.length };

  const plan = orderPlanFor(request.orders);
  const world: OrderWorld = {
    data,
    random,
    plan,
    variants: [firstVariant, ...otherVariants],
    giftCards,
    customers,
    companies: data.companies.byId.all(),
    tax: { rate: request.taxRate ?? 0, title: request.taxTitle ?? "VAT" },
  };
  const [from, to] = windowOf(data, request.orders);
  const giant = plan.hasGiantOrder && isFirst ? Math.floor(request.orders / 2) : -1;
  for (let index = 0; index < request.orders; index += 1) {
    const createdAt = from + Math.floor(((to - from) * (index + 1)) / request.orders / 1000) * 1000;
    data.orders.insert(generateOrder(world, createdAt, index === giant));
  }
  return { orders: request.orders, products: productCount, customers: customerCount, companies: companies.length };
}

const isGiftCard = (product: ProductRecord): boolean => product.isGiftCard;

/** A first seed fills some weeks up to now (inside the 60 days every app sees); a later one begins after the newest change. */
function windowOf(data: ShopData, orders: number): readonly [from: number, to: number] {
  const now = Math.floor(data.now() / 1000) * 1000;
  const newest = Math.max(
    data.orders.byUpdatedAt.all().at(-1)?.updatedAt ?? 0,
    data.orders.byCreatedAt.all().at(-1)?.createdAt ?? 0,
  );
  if (newest > 0) return [Math.min(now, Math.ceil(newest / 1000) * 1000), now];
  return [now - (orders >= 10_000 ? 365 : 50) * DAY, now];
}
