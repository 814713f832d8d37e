import type { VariantRecord } from "../records/catalogue.ts";
import type { CompanyRecord, CustomerRecord } from "../records/customer.ts";
import type { ShopData } from "../store.ts";
import type { OrderPlan } from "./order-plan.ts";
import type { Random } from "./random.ts";

/** What a generated order is made of: the shop's records and the odds. */
export interface OrderWorld {
  readonly data: ShopData;
  readonly random: Random;
  readonly plan: OrderPlan;
  readonly variants: readonly [VariantRecord, ...VariantRecord[]];
  readonly giftCards: readonly VariantRecord[];
  readonly customers: readonly CustomerRecord[];
  readonly companies: readonly CompanyRecord[];
  readonly tax: { readonly rate: number; readonly title: string };
}
