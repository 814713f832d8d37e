/** Numeric ids and GIDs. */

/** Where ids of a type begin, in the size real ids have; a shop's seed moves all of them, steps keep gaps between records. */
const STARTS = {
  AdditionalFee: 61_000_000_000,
  CalculatedOrder: 87_000_000_000,
  Company: 2_700_000_000,
  CompanyAddress: 2_900_000_000,
  CompanyContact: 3_100_000_000,
  CompanyLocation: 3_300_000_000,
  Customer: 7_100_000_000_000,
  ExchangeLineItem: 120_000_000_000,
  Fulfillment: 5_100_000_000_000,
  FulfillmentLineItem: 13_200_000_000_000,
  FulfillmentOrder: 6_600_000_000_000,
  FulfillmentOrderLineItem: 14_100_000_000_000,
  GiftCard: 580_000_000_000,
  InventoryItem: 47_200_000_000_000,
  Job: 1,
  LineItem: 14_700_000_000_000,
  Location: 72_000_000_000,
  MailingAddress: 9_200_000_000_000,
  Order: 5_700_000_000_000,
  OrderTransaction: 6_900_000_000_000,
  PaymentSchedule: 18_000_000_000,
  PaymentTerms: 17_000_000_000,
  Product: 8_300_000_000_000,
  ProductOption: 10_400_000_000_000,
  ProductVariant: 45_100_000_000_000,
  Publication: 160_000_000_000,
  Refund: 930_000_000_000,
  RefundLineItem: 620_000_000_000,
  RefundShippingLine: 640_000_000_000,
  Return: 11_600_000_000,
  ReturnLineItem: 21_500_000_000,
  ReverseFulfillmentOrder: 8_200_000_000,
  ReverseFulfillmentOrderDisposition: 8_400_000_000,
  ReverseFulfillmentOrderLineItem: 8_600_000_000,
  ShippingLine: 4_700_000_000_000,
  StaffMember: 97_000_000_000,
  WebhookSubscription: 1_500_000_000_000,
} as const;

export type IdType = keyof typeof STARTS;

const STEP = 32;

/** Hands out growing ids per type. `seen` lifts a sequence over an id given from outside. */
export interface Ids {
  next(type: IdType): number;
  seen(type: IdType, id: number): void;
}

export function createIds(shopSeed: number): Ids {
  const last = new Map<IdType, number>();
  const lastOf = (type: IdType) => last.get(type) ?? STARTS[type] + (shopSeed % 9973) * 1024;
  return {
    next(type) {
      const id = lastOf(type) + STEP;
      last.set(type, id);
      return id;
    },
    seen(type, id) {
      if (id > lastOf(type)) last.set(type, id);
    },
  };
}

export const gid = (type: string, id: number): string => `gid://shopify/${type}/${id}`;

/** Reads `gid://shopify/Type/123?…`; undefined when it is none. A plain number is not a GID. */
export function readGid(text: string): { readonly type: string; readonly id: number } | undefined {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d{1,16})(?:\?.*)?$/.exec(text);
  const [, type, digits] = match ?? [];
  return type === undefined || digits === undefined ? undefined : { type, id: Number(digits) };
}
