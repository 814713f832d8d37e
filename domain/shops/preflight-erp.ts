import type { SetupFacts } from "./erp-setup.ts";
import type { Finding } from "./finding.ts";
import { accountFindings } from "./preflight-accounts.ts";
import { mappingFindings } from "./preflight-mappings.ts";
import { masterDataFindings } from "./preflight-master-data.ts";
import { moneyFindings } from "./preflight-money.ts";
import type { Shop } from "./shop.ts";
import type { ShopMappings } from "./shop-mappings.ts";
import type { StoreFacts } from "./store-facts.ts";

export interface ErpContext {
  readonly shop: Shop;
  readonly mappings: ShopMappings;
  /** Null: the store could not be asked. */
  readonly store: StoreFacts | null;
  readonly setup: SetupFacts;
}

/** What keeps orders of a shop from becoming documents of the ERP. Follows what `planSalesDocument` and `ErpPort` refuse, before an order comes. */
export const findingsOfErp = (context: ErpContext): readonly Finding[] => [
  ...moneyFindings(context),
  // Without a company there is nothing to look at yet.
  ...(context.setup.company === null
    ? []
    : [...masterDataFindings(context), ...accountFindings(context), ...mappingFindings(context)]),
];
