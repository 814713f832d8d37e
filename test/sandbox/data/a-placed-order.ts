/** One order in a shop of its own, with what is derived from it. */
import type { DerivedOrder } from "#sandbox/shopify/data/derive/derived";
import type { OrderRecord } from "#sandbox/shopify/data/records/order";
import type { ShopData } from "#sandbox/shopify/data/store";
import { aShop, type TestShop } from "./a-shop.ts";

export const usd = (amount: string) => ({ shopMoney: { amount, currencyCode: "USD" } });

export const twoLines = [
  { id: "11", title: "A", quantity: 3, originalUnitPriceSet: usd("20.00") },
  { id: "12", title: "B", quantity: 1, originalUnitPriceSet: usd("10.00") },
];

export interface PlacedOrder {
  readonly shop: TestShop;
  readonly store: ShopData;
  readonly order: OrderRecord;
  readonly derived: DerivedOrder;
  /** Changes the order and answers with what is derived now. */
  write(change: (order: OrderRecord) => void): DerivedOrder;
}

export async function placed(node: object): Promise<PlacedOrder> {
  const shop = aShop();
  await shop.control("POST", "orders", { orders: [node] });
  const { store } = shop.data;
  const [order] = store.orders.byId.all();
  if (order === undefined) throw new Error("No order was placed");
  return {
    shop,
    store,
    order,
    derived: store.derived(order),
    write(change) {
      store.orders.write(order, change);
      return store.derived(order);
    },
  };
}
