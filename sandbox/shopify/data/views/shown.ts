/** Which records are shown as which type. Views refer to each other by these names, so that no two files need one another. */
import type {
  GiftCardRecord,
  LocationRecord,
  ProductRecord,
  PublicationRecord,
  VariantRecord,
} from "../records/catalogue.ts";
import type { CompanyRecord, CustomerRecord, StaffRecord } from "../records/customer.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ShopProfile, WebhookSubscriptionRecord } from "../records/shop.ts";
import type { ContactOfCompany, LocationOfCompany } from "./company-views.ts";
import type {
  FulfillmentLineOfOrder,
  FulfillmentOfOrder,
  FulfillmentOrderLineOfOrder,
  FulfillmentOrderOfOrder,
} from "./fulfillment-views.ts";
import type { LineOfOrder, ShippingLineOfOrder } from "./line-views.ts";
import type { TermsOfOrder, TransactionOfOrder } from "./payment-views.ts";
import type { Level } from "./product-views.ts";
import type { RefundLineOfOrder, RefundOfOrder, RefundShippingOfOrder } from "./refund-views.ts";
import type {
  ExchangeLineOfOrder,
  ReturnLineOfOrder,
  ReturnOfOrder,
  ReverseFulfillmentOrderLineOfOrder,
  ReverseFulfillmentOrderOfOrder,
} from "./return-views.ts";

export interface Shown {
  readonly Company: CompanyRecord;
  readonly CompanyContact: ContactOfCompany;
  readonly CompanyLocation: LocationOfCompany;
  readonly Customer: CustomerRecord;
  readonly ExchangeLineItem: ExchangeLineOfOrder;
  readonly Fulfillment: FulfillmentOfOrder;
  readonly FulfillmentLineItem: FulfillmentLineOfOrder;
  readonly FulfillmentOrder: FulfillmentOrderOfOrder;
  readonly FulfillmentOrderLineItem: FulfillmentOrderLineOfOrder;
  readonly GiftCard: GiftCardRecord;
  readonly InventoryItem: VariantRecord;
  readonly InventoryLevel: Level;
  readonly LineItem: LineOfOrder;
  readonly Location: LocationRecord;
  readonly Order: OrderRecord;
  readonly OrderTransaction: TransactionOfOrder;
  readonly PaymentTerms: TermsOfOrder;
  readonly Product: ProductRecord;
  readonly ProductVariant: VariantRecord;
  readonly Publication: PublicationRecord;
  readonly Refund: RefundOfOrder;
  readonly RefundLineItem: RefundLineOfOrder;
  readonly RefundShippingLine: RefundShippingOfOrder;
  readonly Return: ReturnOfOrder;
  readonly ReturnLineItem: ReturnLineOfOrder;
  readonly ReverseFulfillmentOrder: ReverseFulfillmentOrderOfOrder;
  readonly ReverseFulfillmentOrderLineItem: ReverseFulfillmentOrderLineOfOrder;
  readonly ShippingLine: ShippingLineOfOrder;
  readonly Shop: ShopProfile;
  readonly StaffMember: StaffRecord;
  readonly UnverifiedReturnLineItem: ReturnLineOfOrder;
  readonly WebhookSubscription: WebhookSubscriptionRecord;
}
