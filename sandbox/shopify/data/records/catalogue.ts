/** Facts about what is sold and where it lies. */
import type { Given } from "./given.ts";
import type { AddressRecord } from "./order.ts";

export interface VariantRecord {
  readonly id: number;
  readonly inventoryItemId: number;
  readonly productId: number;
  createdAt: number;
  updatedAt: number;
  title: string;
  sku: string | null;
  barcode: string | null;
  /** Whole ten-thousandths of the shop's currency. */
  price: number;
  compareAtPrice: number | null;
  unitCost: number | null;
  position: number;
  taxable: boolean;
  requiresShipping: boolean;
  tracked: boolean;
  inventoryPolicy: "CONTINUE" | "DENY";
  grams: number;
  options: readonly { readonly name: string; readonly value: string }[];
  /** Available pieces by location id. */
  available: ReadonlyMap<number, number>;
  given?: Given;
}

export interface ProductRecord {
  readonly id: number;
  createdAt: number;
  updatedAt: number;
  publishedAt: number | null;
  title: string;
  handle: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  status: string;
  tags: readonly string[];
  isGiftCard: boolean;
  hasOnlyDefaultVariant: boolean;
  /** Names in order; values follow from the variants. */
  optionNames: readonly string[];
  seo: { readonly title: string | null; readonly description: string | null };
  variants: VariantRecord[];
  given?: Given;
}

export interface LocationRecord {
  readonly id: number;
  createdAt: number;
  updatedAt: number;
  name: string;
  isActive: boolean;
  isPrimary: boolean;
  shipsInventory: boolean;
  fulfillsOnlineOrders: boolean;
  isFulfillmentService: boolean;
  address: AddressRecord;
  given?: Given;
}

export interface PublicationRecord {
  readonly id: number;
  readonly createdAt: number;
  updatedAt: number;
  name: string;
  autoPublish: boolean;
  supportsFuturePublishing: boolean;
  given?: Given;
}

export interface GiftCardRecord {
  readonly id: number;
  createdAt: number;
  updatedAt: number;
  initialValue: number;
  balance: number;
  currencyCode: string;
  lastCharacters: string;
  enabled: boolean;
  deactivatedAt: number | null;
  expiresOn: string | null;
  note: string | null;
  source: "manual" | "purchased" | "api_client";
  customerId: number | null;
  orderId: number | null;
  lineId: number | null;
  given?: Given;
}
