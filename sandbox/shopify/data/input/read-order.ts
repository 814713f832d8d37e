/** Reads an order given from outside: facts become facts, other members stand above what would be derived. */
import { addPieces, fulfil, openFulfillmentOrder } from "../actions/fulfil.ts";
import { newOrder } from "../actions/new-order.ts";
import { deriveOrder } from "../derive/derive-order.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import { givenPaymentStatus, impliedPayments } from "./implied-payments.ts";
import { defaultLine, readLine, readShippingLine } from "./read-lines.ts";
import { readFees, readPaymentTerms, readRisks, readTransaction } from "./read-payments.ts";
import { readCustomerOf, readPurchasingEntity, readStaff } from "./read-people.ts";
import { readLocationOf } from "./read-places.ts";
import { readRefunds, readReturn } from "./read-refunds.ts";
import { readAddress, readAttributes, readDiscountApplication, readTaxLines } from "./read-shared.ts";
import { readFulfillment, readFulfillmentOrder } from "./read-shipments.ts";
import { readReference } from "./reference.ts";
import type { Reader } from "./reader.ts";

/** A new order from a node. */
export function readNewOrder(data: ShopData, reader: Reader): OrderRecord {
  const name = reader.text("name");
  const number = reader.whole("number") ?? numberIn(name) ?? data.nextOrderNumber();
  const createdAt = reader.time("createdAt") ?? reader.time("processedAt") ?? reader.time("updatedAt") ?? data.now();
  const id = reader.id("id", "Order") ?? reader.id("legacyResourceId", "Order");
  const order = newOrder(data, {
    ...(id === undefined ? {} : { id }),
    createdAt: Math.floor(createdAt / 1000) * 1000,
    number,
    name: name ?? `#${number}`,
    currencyCode: reader.text("currencyCode") ?? data.profile.currencyCode,
    presentmentCurrencyCode:
      reader.text("presentmentCurrencyCode") ?? reader.text("currencyCode") ?? data.profile.currencyCode,
  });
  readHead(data, reader, order);
  readGoods(data, reader, order);
  if (order.lines.length === 0 && !reader.has("lineItems")) order.lines = [defaultLine(data, order)];
  readEvents(data, reader, order, true);
  order.updatedAt = reader.time("updatedAt") ?? Math.max(order.updatedAt, order.createdAt);
  setGiven(reader, order);
  return order;
}

/** Replaces the named members of an order. */
export function changeOrder(data: ShopData, reader: Reader, order: OrderRecord): void {
  order.name = reader.text("name") ?? order.name;
  order.createdAt = reader.time("createdAt") ?? order.createdAt;
  order.currencyCode = reader.text("currencyCode") ?? order.currencyCode;
  order.presentmentCurrencyCode = reader.text("presentmentCurrencyCode") ?? order.presentmentCurrencyCode;
  reader.raw("id");
  if (reader.has("lineItems") && !reader.has("edited")) order.edited = true;
  readHead(data, reader, order);
  readGoods(data, reader, order);
  readEvents(data, reader, order, false);
  const updatedAt = reader.time("updatedAt");
  if (typeof updatedAt === "number") order.updatedAt = updatedAt;
  setGiven(reader, order);
}

const numberIn = (name: string | null | undefined): number | undefined => {
  const digits = /(\d{1,9})\D*$/.exec(name ?? "")?.[1];
  return digits === undefined ? undefined : Number(digits);
};

function setGiven(reader: Reader, order: OrderRecord): void {
  const given = reader.rest(order.given, order);
  if (given === undefined || Object.keys(given).length === 0) delete order.given;
  else order.given = given;
}

const TEXTS = ["email", "phone", "note", "poNumber", "cancelReason", "sourceName"] as const;
const FLAGS = ["taxesIncluded", "taxExempt", "confirmed", "test", "edited"] as const;

function readHead(data: ShopData, reader: Reader, order: OrderRecord): void {
  for (const name of TEXTS) {
    const value = reader.text(name);
    if (value !== undefined) order[name] = value;
  }
  for (const name of FLAGS) order[name] = reader.flag(name) ?? order[name];
  order.locale = reader.text("customerLocale") ?? order.locale;
  order.processedAt = reader.time("processedAt") ?? order.processedAt;
  order.tags = reader.texts("tags") ?? order.tags;
  order.customAttributes = readAttributes(reader, "customAttributes") ?? order.customAttributes;

  const customer = readCustomerOf(data, reader, "customer");
  if (customer !== undefined) {
    order.customerId = customer?.id ?? null;
    if (!reader.has("email") && customer !== null) order.email ??= customer.email;
  }
  const buyer = readPurchasingEntity(data, reader);
  if (buyer !== undefined) {
    order.company = buyer.company;
    if (buyer.customerId !== undefined && customer === undefined) order.customerId = buyer.customerId;
  }
  for (const name of ["shippingAddress", "billingAddress"] as const) {
    const address = reader.node(name);
    if (address !== undefined) order[name] = address === null ? null : readAddress(data, address);
  }
  order.retailLocationId = readLocationOf(data, reader, "retailLocation") ?? order.retailLocationId;
  const staff = readReference(reader, "staffMember", {
    type: "StaffMember",
    find: (id) => data.staff.get(id),
    add(each) {
      const made = readStaff(data, each);
      data.staff.insert(made);
      return made;
    },
  });
  if (staff !== undefined) order.staffId = staff?.id ?? null;
  const channel = reader.node("attribution");
  const channelName = channel?.text("displayName") ?? reader.node("publication")?.text("name");
  if (typeof channelName === "string")
    order.channel = {
      displayName: channelName,
      handle: channel?.text("handle") ?? channelName.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
    };
  const risk = reader.node("risk");
  if (risk !== undefined && risk !== null) order.risks = readRisks(risk);
  const terms = reader.node("paymentTerms");
  if (terms !== undefined) order.paymentTerms = terms === null ? null : readPaymentTerms(data, order, terms);
}

function readGoods(data: ShopData, reader: Reader, order: OrderRecord): void {
  const applications = reader.nodes("discountApplications");
  if (applications !== undefined)
    order.discountApplications = applications.map((each) => readDiscountApplication(each, order, "LINE_ITEM"));
  const lines = reader.nodes("lineItems");
  if (lines !== undefined)
    order.lines = lines.map((line) => {
      const id = line.id("id", "LineItem");
      return readLine(
        data,
        order,
        line,
        order.lines.find((each) => each.id === id),
      );
    });
  const shippingLines = reader.nodes("shippingLines");
  if (shippingLines !== undefined)
    order.shippingLines = shippingLines.map((line) => {
      const id = line.id("id", "ShippingLine");
      return readShippingLine(
        data,
        order,
        line,
        order.shippingLines.find((each) => each.id === id),
      );
    });
  const fees = reader.nodes("additionalFees");
  if (fees !== undefined) order.fees = readFees(data, order, fees);
  order.duties =
    reader.bag("currentTotalDutiesSet", order) ?? reader.bag("originalTotalDutiesSet", order) ?? order.duties;
  const taxes = reader.nodes("taxLines");
  if (taxes !== undefined) order.taxLines = readTaxLines(taxes, order, deriveOrder(order).subtotal);
}

function readEvents(data: ShopData, reader: Reader, order: OrderRecord, isNew: boolean): void {
  const fulfillmentOrders = reader.nodes("fulfillmentOrders");
  if (fulfillmentOrders !== undefined)
    order.fulfillmentOrders = fulfillmentOrders.map((each) => {
      const id = each.id("id", "FulfillmentOrder");
      return readFulfillmentOrder(
        data,
        order,
        each,
        order.fulfillmentOrders.find((one) => one.id === id),
      );
    });
  else if (isNew) openFulfillmentOrder(data, order);
  else if (reader.has("lineItems")) addMissingPieces(data, order);

  impliedPayments(data, reader, order, isNew);
  const transactions = reader.nodes("transactions");
  if (transactions !== undefined)
    order.transactions = transactions.map((each) => {
      const id = each.id("id", "OrderTransaction");
      return readTransaction(
        data,
        order,
        each,
        order.transactions.find((one) => one.id === id),
      );
    });
  readFulfillments(data, reader, order, isNew ? order.createdAt : data.now());
  const returns = reader.nodes("returns");
  if (returns !== undefined) order.returns = returns.map((each) => readReturn(data, order, each));
  const refunds = reader.nodes("refunds");
  if (refunds !== undefined) readRefunds(data, reader, order, refunds);
  givenPaymentStatus(reader, order);
  const cancelledAt = reader.time("cancelledAt");
  if (cancelledAt !== undefined) order.cancelledAt = cancelledAt;
  const closedAt = reader.time("closedAt");
  const closed = reader.flag("closed");
  if (closedAt !== undefined) order.closedAt = closedAt;
  else if (closed === true) order.closedAt ??= data.now();
  else if (closed === false) order.closedAt = null;
}

/** Fulfillments take their pieces from the fulfillment orders; `displayFulfillmentStatus: FULFILLED` alone sends everything. */
function readFulfillments(data: ShopData, reader: Reader, order: OrderRecord, at: number): void {
  const fulfillments = reader.nodes("fulfillments");
  if (fulfillments !== undefined) {
    order.fulfillments = fulfillments.map((each) => {
      const id = each.id("id", "Fulfillment");
      return readFulfillment(
        data,
        order,
        each,
        order.fulfillments.find((one) => one.id === id),
      );
    });
    if (!reader.has("fulfillmentOrders")) takeSentPieces(order);
  } else if (reader.raw("displayFulfillmentStatus") === "FULFILLED") fulfil(data, order, { at });
  const status = reader.text("displayFulfillmentStatus");
  if (typeof status !== "string") return;
  const { displayFulfillmentStatus: _before, ...others } = order.given ?? {};
  const isDerived = deriveOrder(order).displayFulfillmentStatus === status;
  order.given = isDerived ? others : { ...others, displayFulfillmentStatus: status };
}

function takeSentPieces(order: OrderRecord): void {
  for (const fulfillmentOrder of order.fulfillmentOrders)
    for (const line of fulfillmentOrder.lines) {
      const sent = order.fulfillments
        .filter((each) => each.status === "SUCCESS")
        .flatMap((each) => each.lines)
        .filter((part) => part.lineId === line.lineId)
        .reduce((sum, part) => sum + part.quantity, 0);
      line.remaining = Math.max(0, line.total - sent);
    }
  for (const each of order.fulfillmentOrders)
    if (each.lines.every((line) => line.remaining === 0)) each.status = "CLOSED";
}

/** Pieces that are in no fulfillment order yet are to be sent as well. */
function addMissingPieces(data: ShopData, order: OrderRecord): void {
  const ids = new Set(order.lines.map((line) => line.id));
  for (const each of order.fulfillmentOrders) each.lines = each.lines.filter((part) => ids.has(part.lineId));
  const missing = order.lines.flatMap((line) => {
    const planned = order.fulfillmentOrders
      .flatMap((each) => each.lines)
      .filter((part) => part.lineId === line.id)
      .reduce((sum, part) => sum + part.total, 0);
    return line.quantity > planned ? [{ line, quantity: line.quantity - planned }] : [];
  });
  addPieces(data, order, missing);
}
