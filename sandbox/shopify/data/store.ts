/** The data of one shop. */
import type { OrderEdit } from "./actions/edit.ts";
import { deriveOrder } from "./derive/derive-order.ts";
import type { DerivedOrder } from "./derive/derived.ts";
import { createIds, type Ids, type IdType } from "./ids.ts";
import type {
  GiftCardRecord,
  LocationRecord,
  ProductRecord,
  PublicationRecord,
  VariantRecord,
} from "./records/catalogue.ts";
import type { CompanyRecord, CustomerRecord, StaffRecord } from "./records/customer.ts";
import type { OrderRecord } from "./records/order.ts";
import type { ShopProfile, WebhookSubscriptionRecord } from "./records/shop.ts";
import { childIdsOf } from "./order-children.ts";
import { createSortedIndex, type SortedIndex } from "./sorted-index.ts";
import { createTable, type Table } from "./table.ts";
import { VIEWS } from "./views/all-views.ts";
import type { Shown } from "./views/shown.ts";
import type { View } from "./views/view.ts";

export interface ShopData {
  readonly profile: ShopProfile;
  readonly ids: Ids;
  /** The sandbox clock, milliseconds. */
  readonly now: () => number;
  readonly orders: Table<OrderRecord>;
  readonly ordersByProcessedAt: SortedIndex<OrderRecord>;
  readonly customers: Table<CustomerRecord>;
  readonly products: Table<ProductRecord>;
  readonly variants: ReadonlyMap<number, VariantRecord>;
  readonly variantByInventoryItem: ReadonlyMap<number, VariantRecord>;
  readonly locations: Table<LocationRecord>;
  readonly publications: Table<PublicationRecord>;
  readonly staff: Table<StaffRecord>;
  readonly companies: Table<CompanyRecord>;
  readonly giftCards: Table<GiftCardRecord>;
  readonly webhooks: Table<WebhookSubscriptionRecord>;
  /** Edits of orders that were begun and not committed. */
  readonly edits: Map<number, OrderEdit>;
  derived(order: OrderRecord): DerivedOrder;
  /** The order a line, transaction, refund … belongs to. */
  orderOf(type: IdType, id: number): OrderRecord | undefined;
  ordersOfCustomer(customerId: number): readonly OrderRecord[];
  variantsOfSku(sku: string): readonly VariantRecord[];
  customerOfEmail(email: string): CustomerRecord | undefined;
  nextOrderNumber(): number;
  /** A record as the schema shows it. */
  show<Type extends keyof Shown>(type: Type, record: Shown[Type]): View;
}

/** Derived values of this many orders are remembered: enough for a page of 250 with everything below it. */
const REMEMBERED = 1_000;

export function createStore(profile: ShopProfile, seed: number, now: () => number): ShopData {
  const ids = createIds(seed);
  const remembered = new Map<OrderRecord, DerivedOrder>();
  // Made for a type when it is first asked for: few apps read lines or refunds by their own ids.
  const owners = new Map<IdType, Map<number, OrderRecord>>();
  const ofCustomer = new Map<number, Set<OrderRecord>>();
  let lastOrderNumber = 1000;

  const ordersByProcessedAt = createSortedIndex<OrderRecord>((order) => order.processedAt);
  const orders = createTable<OrderRecord>(now, {
    indexes: [ordersByProcessedAt],
    onRemove(order) {
      remembered.delete(order);
      if (owners.size > 0) for (const [type, id] of childIdsOf(order)) owners.get(type)?.delete(id);
      if (order.customerId !== null) ofCustomer.get(order.customerId)?.delete(order);
    },
    onAdd(order) {
      if (owners.size > 0) for (const [type, id] of childIdsOf(order)) owners.get(type)?.set(id, order);
      if (order.customerId !== null) {
        const placed = ofCustomer.get(order.customerId) ?? new Set();
        ofCustomer.set(order.customerId, placed.add(order));
      }
      lastOrderNumber = Math.max(lastOrderNumber, order.number);
    },
  });

  const variants = new Map<number, VariantRecord>();
  const variantByInventoryItem = new Map<number, VariantRecord>();
  const bySku = new Map<string, Set<VariantRecord>>();
  const products = createTable<ProductRecord>(now, {
    onRemove(product) {
      for (const variant of product.variants) {
        variants.delete(variant.id);
        variantByInventoryItem.delete(variant.inventoryItemId);
        if (variant.sku !== null) bySku.get(variant.sku)?.delete(variant);
      }
    },
    onAdd(product) {
      for (const variant of product.variants) {
        variants.set(variant.id, variant);
        variantByInventoryItem.set(variant.inventoryItemId, variant);
        if (variant.sku === null) continue;
        const same = bySku.get(variant.sku) ?? new Set();
        bySku.set(variant.sku, same.add(variant));
      }
    },
  });

  const byEmail = new Map<string, CustomerRecord>();
  const customers = createTable<CustomerRecord>(now, {
    onRemove: (customer) => void (customer.email !== null && byEmail.delete(customer.email.toLowerCase())),
    onAdd: (customer) => void (customer.email !== null && byEmail.set(customer.email.toLowerCase(), customer)),
  });

  const data: ShopData = {
    profile,
    ids,
    now,
    orders,
    ordersByProcessedAt,
    customers,
    products,
    variants,
    variantByInventoryItem,
    locations: createTable<LocationRecord>(now),
    publications: createTable<PublicationRecord>(now),
    staff: createTable<StaffRecord>(now),
    companies: createTable<CompanyRecord>(now),
    giftCards: createTable<GiftCardRecord>(now),
    webhooks: createTable<WebhookSubscriptionRecord>(now),
    edits: new Map(),
    derived(order) {
      const known = remembered.get(order);
      if (known !== undefined) return known;
      const derived = deriveOrder(order);
      if (remembered.size >= REMEMBERED) remembered.clear();
      remembered.set(order, derived);
      return derived;
    },
    orderOf(type, id) {
      let ofType = owners.get(type);
      if (ofType === undefined) {
        ofType = new Map();
        for (const order of orders.byId.all())
          for (const [childType, childId] of childIdsOf(order)) if (childType === type) ofType.set(childId, order);
        owners.set(type, ofType);
      }
      return ofType.get(id);
    },
    ordersOfCustomer: (customerId) => [...(ofCustomer.get(customerId) ?? [])].toSorted((a, b) => a.id - b.id),
    variantsOfSku: (sku) => [...(bySku.get(sku) ?? [])],
    customerOfEmail: (email) => byEmail.get(email.toLowerCase()),
    nextOrderNumber: () => lastOrderNumber + 1,
    show: (type, record) => VIEWS[type](record, data),
  };
  return data;
}
