import { storePaymentTerms } from "#database/payment-terms";
import { enumName } from "#domain/orders/order-status";
import { legacyId } from "#domain/orders/shopify-id";
import type { ExecuteOptions } from "#shopify/client";
import { PaymentTermsTemplatesDocument } from "#shopify/generated/operations";
import type { ShopActivityDeps } from "./shop-activity-deps.ts";

/** Reads which payment terms the store can offer, for people to map. Safe to run twice: the codes people have set stay. */
export async function refreshPaymentTerms(
  deps: Pick<ShopActivityDeps, "db" | "shopify">,
  shopCode: string,
  options: ExecuteOptions,
): Promise<void> {
  const { data } = await deps.shopify.execute(shopCode, PaymentTermsTemplatesDocument, {}, options);
  const templates = data.paymentTermsTemplates.map(({ id, paymentTermsType, ...template }) => ({
    ...template,
    shopifyPaymentTermsId: legacyId(id),
    type: enumName(paymentTermsType),
  }));
  await storePaymentTerms(deps.db, shopCode, templates);
}
