/** Topics: what the schema calls ORDERS_CREATE is `orders/create` in the header. */

/** Resources of more than one word; all others end at the first underscore. */
const LONG_RESOURCES = [
  "BULK_OPERATIONS",
  "COMPANY_CONTACTS",
  "COMPANY_CONTACT_ROLES",
  "COMPANY_LOCATIONS",
  "CUSTOMER_GROUPS",
  "CUSTOMER_PAYMENT_METHODS",
  "DRAFT_ORDERS",
  "FULFILLMENT_EVENTS",
  "FULFILLMENT_HOLDS",
  "FULFILLMENT_ORDERS",
  "INVENTORY_ITEMS",
  "INVENTORY_LEVELS",
  "ORDER_TRANSACTIONS",
  "PAYMENT_TERMS",
  "PRODUCT_FEEDS",
  "PRODUCT_LISTINGS",
  "REVERSE_DELIVERIES",
  "REVERSE_FULFILLMENT_ORDERS",
  "TAX_PARTNERS",
  "TENDER_TRANSACTIONS",
];

export function topicHeader(topic: string): string {
  const long = LONG_RESOURCES.find((resource) => topic.startsWith(`${resource}_`));
  const resource = long ?? topic.slice(0, topic.indexOf("_"));
  return `${resource}/${topic.slice(resource.length + 1)}`.toLowerCase();
}
