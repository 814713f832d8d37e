/** Proportions of generated shops. All are assumptions [A] but lines per order, taken from published shop statistics. */
export interface OrderPlan {
  readonly guests: number;
  readonly business: number;
  readonly pointOfSale: number;
  readonly foreignCurrency: number;
  readonly cancelled: number;
  readonly refunded: number;
  readonly returned: number;
  readonly exchanged: number;
  readonly splitLocations: number;
  readonly partlyFulfilled: number;
  readonly unpaid: number;
  readonly authorized: number;
  readonly ugly: number;
  readonly hasGiantOrder: boolean;
}

/** A demo shop: mostly clean consumer orders, so that a first look shows documents rather than exceptions. */
const SMALL: OrderPlan = {
  guests: 0.08,
  business: 0,
  pointOfSale: 0.03,
  foreignCurrency: 0.01,
  cancelled: 0.02,
  refunded: 0.03,
  returned: 0.015,
  exchanged: 0.005,
  splitLocations: 0.01,
  partlyFulfilled: 0.03,
  unpaid: 0.05,
  authorized: 0.02,
  ugly: 0.04,
  hasGiantOrder: false,
};

const LARGE: OrderPlan = {
  guests: 0.08,
  business: 0.05,
  pointOfSale: 0.06,
  foreignCurrency: 0.08,
  cancelled: 0.02,
  refunded: 0.06,
  returned: 0.03,
  exchanged: 0.01,
  splitLocations: 0.03,
  partlyFulfilled: 0.04,
  unpaid: 0.05,
  authorized: 0.03,
  ugly: 0.02,
  hasGiantOrder: true,
};

export const orderPlanFor = (orders: number): OrderPlan => (orders >= 1_000 ? LARGE : SMALL);

/** Units of the foreign currency for one unit of the shop's; one currency has no decimals. */
export const RATES: readonly [readonly [string, number], ...(readonly [string, number])[]] = [
  ["EUR", 0.92],
  ["GBP", 0.79],
  ["JPY", 150.25],
];
