/** `orderCreate`: placing an order by API. */
import type { Arguments } from "../../engine/contract.ts";
import { ControlError } from "../../engine/control-routes.ts";
import { fulfil } from "../actions/fulfil.ts";
import { discountOrder } from "../generate/order-lines.ts";
import { readGid } from "../ids.ts";
import { createReader } from "../input/reader.ts";
import { readNewOrder } from "../input/read-order.ts";
import { isNode, type Node } from "../input/shape.ts";
import type { Workshop } from "../part.ts";
import { orderEvent } from "../webhooks/events.ts";
import { userError } from "./user-errors.ts";

const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

const taxLine = (tax: Node): Node => ({ ...tax, rate: Number(tax["rate"]) });

const lineNode = (line: Node): Node => {
  const {
    variantId,
    productId,
    priceSet,
    properties,
    giftCard,
    fulfillmentService: _service,
    taxLines,
    ...same
  } = line;
  return {
    ...same,
    ...(typeof variantId === "string" ? { variant: { id: variantId } } : {}),
    ...(typeof productId === "string" ? { product: { id: productId } } : {}),
    ...(priceSet === undefined ? {} : { originalUnitPriceSet: priceSet }),
    ...(giftCard === true ? { isGiftCard: true } : {}),
    customAttributes: nodesOf(properties).map((each) => ({ key: each["name"], value: each["value"] })),
    taxLines: nodesOf(taxLines).map(taxLine),
  };
};

/** The input in the words of the schema's `Order`. */
function orderNode(workshop: Workshop, input: Node): Node {
  const { lineItems, shippingLines, transactions, taxLines, customer, customerId, currency, presentmentCurrency } =
    input;
  const { financialStatus, fulfillmentStatus, closedAt, ...rest } = input;
  const same = [
    "email",
    "name",
    "note",
    "phone",
    "poNumber",
    "processedAt",
    "tags",
    "test",
    "taxesIncluded",
    "sourceName",
  ];
  const picked = Object.fromEntries(Object.entries(rest).filter(([name]) => same.includes(name)));
  return {
    ...picked,
    ...(typeof currency === "string" ? { currencyCode: currency } : {}),
    ...(typeof presentmentCurrency === "string" ? { presentmentCurrencyCode: presentmentCurrency } : {}),
    ...(input["customAttributes"] === undefined ? {} : { customAttributes: input["customAttributes"] }),
    ...(input["billingAddress"] === undefined ? {} : { billingAddress: input["billingAddress"] }),
    ...(input["shippingAddress"] === undefined ? {} : { shippingAddress: input["shippingAddress"] }),
    ...(typeof financialStatus === "string" ? { displayFinancialStatus: financialStatus } : {}),
    ...(fulfillmentStatus === "FULFILLED" ? { displayFulfillmentStatus: fulfillmentStatus } : {}),
    ...(typeof closedAt === "string" ? { closedAt } : {}),
    ...customerNode(workshop, customer, customerId),
    lineItems: nodesOf(lineItems).map(lineNode),
    shippingLines: nodesOf(shippingLines).map(({ priceSet, taxLines: taxes, ...line }) => ({
      ...line,
      originalPriceSet: priceSet,
      taxLines: nodesOf(taxes).map(taxLine),
    })),
    taxLines: nodesOf(taxLines).map(taxLine),
    ...(transactions === undefined
      ? {}
      : {
          transactions: nodesOf(transactions).map(
            ({ kind, status, gateway, amountSet, processedAt, test, receiptJson }) => ({
              kind,
              status,
              gateway: gateway ?? "manual",
              amountSet,
              test,
              ...(typeof processedAt === "string" ? { processedAt } : {}),
              ...(receiptJson === undefined ? {} : { receiptJson }),
            }),
          ),
        }),
  };
}

function customerNode({ store }: Workshop, customer: unknown, customerId: unknown): Node {
  if (typeof customerId === "string") return { customer: { id: customerId } };
  if (!isNode(customer)) return {};
  const associate = customer["toAssociate"];
  const upsert = customer["toUpsert"];
  const chosen = isNode(associate) ? associate : isNode(upsert) ? upsert : undefined;
  if (chosen === undefined) return {};
  const { addresses, multipassIdentifier: _multipass, email, ...person } = chosen;
  const known = typeof email === "string" ? store.customerOfEmail(email) : undefined;
  if (known !== undefined) return { customer: { id: `gid://shopify/Customer/${known.id}` } };
  return { customer: { ...person, ...(email === undefined ? {} : { email }), addresses: nodesOf(addresses) } };
}

export const createOrderCreate = (workshop: Workshop) => (args: Arguments) => {
  const { store, webhooks } = workshop;
  const input = args["order"];
  const refused = (field: readonly string[], message: string, code: string) => ({
    order: null,
    userErrors: [userError(field, message, code)],
  });
  if (!isNode(input)) return refused(["order"], "is needed", "INVALID");
  const lines = nodesOf(input["lineItems"]);
  if (lines.length === 0)
    return refused(["order", "lineItems"], "Line items must have at least one line item", "INVALID");
  for (const [index, line] of lines.entries())
    if (line["variantId"] === undefined && line["productId"] === undefined && line["title"] === undefined)
      return refused(["order", "lineItems", String(index), "title"], "Title can't be blank", "INVALID");
  if (typeof input["processedAt"] === "string" && Date.parse(input["processedAt"]) > store.now())
    return refused(["order", "processedAt"], "Processed at is invalid", "PROCESSED_AT_INVALID");
  if (input["customer"] !== undefined && input["customer"] !== null && typeof input["customerId"] === "string")
    return refused(["order", "customer"], "Both customer and customerId were given", "REDUNDANT_CUSTOMER_FIELDS");
  try {
    const order = readNewOrder(store, createReader(orderNode(workshop, input), "/order"));
    applyDiscountCode(order, input["discountCode"]);
    if (input["fulfillmentStatus"] === "PARTIAL") {
      const [line] = order.lines;
      if (line !== undefined) fulfil(store, order, { lines: new Map([[line.id, Math.ceil(line.quantity / 2)]]) });
    }
    const companyLocation = input["companyLocationId"];
    if (typeof companyLocation === "string") order.company = companyOf(workshop, companyLocation);
    store.orders.insert(order);
    webhooks.emit(orderEvent(store, "ORDERS_CREATE", order));
    return { order: store.show("Order", order), userErrors: [] };
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    return refused(error.pointer?.split("/").filter(Boolean) ?? ["order"], error.message, "INVALID");
  }
};

function applyDiscountCode(order: Parameters<typeof discountOrder>[0], discountCode: unknown): void {
  const percentage = isNode(discountCode) ? discountCode["itemPercentageDiscountCode"] : undefined;
  if (isNode(percentage)) discountOrder(order, String(percentage["code"]), Number(percentage["percentage"]));
}

const companyOf = ({ store }: Workshop, locationGid: string) => {
  const id = readGid(locationGid)?.id;
  const company = store.companies.byId.all().find((each) => each.locations.some((location) => location.id === id));
  return company === undefined || id === undefined
    ? null
    : { companyId: company.id, locationId: id, contactId: company.contacts[0]?.id ?? null };
};
