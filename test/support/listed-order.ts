import type { ListedOrder } from "#domain/orders/queue-row";
import { money } from "./order-node.ts";

/** An order as a listing answers it: paid, unfulfilled, from the online store. */
export const aListedOrder = (order: Partial<ListedOrder> = {}): ListedOrder => ({
  id: "gid://shopify/Order/1",
  name: "#1001",
  createdAt: "2026-03-01T10:00:00Z",
  updatedAt: "2026-03-01T10:00:05Z",
  test: false,
  confirmed: true,
  fullyPaid: true,
  unpaid: false,
  closed: false,
  cancelledAt: null,
  displayFinancialStatus: "PAID",
  displayFulfillmentStatus: "UNFULFILLED",
  returnStatus: "NO_RETURN",
  currencyCode: "USD",
  presentmentCurrencyCode: "USD",
  subtotalLineItemsQuantity: 1,
  tags: ["vip", "Gift"],
  totalPriceSet: money("25.00"),
  totalTaxSet: money("4.00"),
  attribution: { displayName: "Online Store" },
  displayAddress: { countryCodeV2: "DE" },
  shippingAddress: { countryCodeV2: "AT" },
  billingAddress: null,
  purchasingEntity: { kind: "Customer" },
  risk: { assessments: [] },
  taxLines: [],
  customAttributes: [{ key: "Loyalty", value: "7" }],
  ...order,
});
