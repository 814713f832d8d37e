/** Facts about what is to be sent (fulfillment orders) and what was sent (fulfillments). */
import type { Given } from "./given.ts";

export interface FulfillmentOrderLineRecord {
  readonly id: number;
  readonly lineId: number;
  total: number;
  remaining: number;
  given?: Given;
}

export interface FulfillmentOrderRecord {
  readonly id: number;
  locationId: number | null;
  status: string;
  requestStatus: string;
  /** Why it is on hold; absent: for a reason of the merchant's. */
  holdReason?: string;
  deliveryMethodType: string | null;
  createdAt: number;
  updatedAt: number;
  lines: FulfillmentOrderLineRecord[];
  given?: Given;
}

export interface FulfillmentLineRecord {
  readonly id: number;
  readonly lineId: number;
  readonly quantity: number;
  given?: Given;
}

export interface TrackingRecord {
  readonly company: string | null;
  readonly number: string | null;
  readonly url: string | null;
}

export interface FulfillmentRecord {
  readonly id: number;
  name: string;
  status: string;
  locationId: number | null;
  createdAt: number;
  updatedAt: number;
  tracking: readonly TrackingRecord[];
  lines: FulfillmentLineRecord[];
  fulfillmentOrderIds: readonly number[];
  given?: Given;
}
