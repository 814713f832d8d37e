/** Every view by type name. */
import { companyContactView, companyLocationView, companyView } from "./company-views.ts";
import { customerView } from "./customer-view.ts";
import {
  fulfillmentLineView,
  fulfillmentOrderLineView,
  fulfillmentOrderView,
  fulfillmentView,
} from "./fulfillment-views.ts";
import { lineItemView, shippingLineView } from "./line-views.ts";
import { locationView, publicationView, staffView } from "./location-views.ts";
import { orderView } from "./order-view.ts";
import { paymentTermsView, transactionView } from "./payment-views.ts";
import { inventoryItemView, inventoryLevelView, productView, variantView } from "./product-views.ts";
import { refundLineView, refundShippingView, refundView } from "./refund-views.ts";
import {
  exchangeLineView,
  returnLineView,
  returnView,
  reverseFulfillmentOrderLineView,
  reverseFulfillmentOrderView,
  unverifiedReturnLineView,
} from "./return-views.ts";
import { giftCardView, shopView, webhookSubscriptionView } from "./shop-views.ts";
import type { Shown } from "./shown.ts";
import type { MakeView } from "./view.ts";

export const VIEWS: { readonly [Type in keyof Shown]: MakeView<Shown[Type]> } = {
  Company: companyView,
  CompanyContact: companyContactView,
  CompanyLocation: companyLocationView,
  Customer: customerView,
  ExchangeLineItem: exchangeLineView,
  Fulfillment: fulfillmentView,
  FulfillmentLineItem: fulfillmentLineView,
  FulfillmentOrder: fulfillmentOrderView,
  FulfillmentOrderLineItem: fulfillmentOrderLineView,
  GiftCard: giftCardView,
  InventoryItem: inventoryItemView,
  InventoryLevel: inventoryLevelView,
  LineItem: lineItemView,
  Location: locationView,
  Order: orderView,
  OrderTransaction: transactionView,
  PaymentTerms: paymentTermsView,
  Product: productView,
  ProductVariant: variantView,
  Publication: publicationView,
  Refund: refundView,
  RefundLineItem: refundLineView,
  RefundShippingLine: refundShippingView,
  Return: returnView,
  ReturnLineItem: returnLineView,
  ReverseFulfillmentOrder: reverseFulfillmentOrderView,
  ReverseFulfillmentOrderLineItem: reverseFulfillmentOrderLineView,
  ShippingLine: shippingLineView,
  Shop: shopView,
  StaffMember: staffView,
  UnverifiedReturnLineItem: unverifiedReturnLineView,
  WebhookSubscription: webhookSubscriptionView,
};
