/** Mutations of customers, products and tags. */
import type { Arguments } from "../../engine/contract.ts";
import { readGid } from "../ids.ts";
import { defaultVariant, insertProduct, readProduct } from "../input/read-catalogue.ts";
import { insertCustomer, readCustomer } from "../input/read-people.ts";
import { createReader } from "../input/reader.ts";
import { isNode, type Node } from "../input/shape.ts";
import { writeOrder, type Workshop } from "../part.ts";
import type { CustomerRecord } from "../records/customer.ts";
import { customerEvent, productEvent } from "../webhooks/events.ts";
import { userError, type UserError } from "./user-errors.ts";

type Mutation = (args: Arguments) => object;

/** Consents and metafields of inputs are not simulated; everything else is a member of the customer. */
const customerNode = (input: Node): Node => {
  const names = ["addresses", "email", "firstName", "lastName", "locale", "note", "phone", "tags", "taxExempt"];
  return Object.fromEntries(Object.entries(input).filter(([name]) => names.includes(name)));
};

export function createRecordMutations(workshop: Workshop): Readonly<Record<string, Mutation>> {
  const { store, webhooks } = workshop;

  /** [M] wording of the admin's customer form. */
  const problemsOf = (input: Node, known: CustomerRecord | undefined): UserError[] => {
    const { email, phone } = input;
    const problems: UserError[] = [];
    if (typeof email === "string" && email !== "") {
      if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) problems.push(userError(["email"], "Email is invalid"));
      const owner = store.customerOfEmail(email);
      if (owner !== undefined && owner !== known) problems.push(userError(["email"], "Email has already been taken"));
    }
    if (typeof phone === "string" && phone !== "") {
      const owner = store.customers.byId.all().find((each) => each.phone === phone);
      if (owner !== undefined && owner !== known) problems.push(userError(["phone"], "Phone has already been taken"));
    }
    const hasName = ["firstName", "lastName", "email", "phone"].some((name) => Boolean(input[name]));
    if (known === undefined && !hasName)
      problems.push(userError(null, "Customer must have a name, phone number or email address"));
    return problems;
  };

  return {
    customerCreate(args) {
      const input = args["input"] as Node;
      const userErrors = problemsOf(input, undefined);
      if (userErrors.length > 0) return { customer: null, userErrors };
      const customer = insertCustomer(store, readCustomer(store, createReader(customerNode(input), "/input")));
      webhooks.emit(customerEvent(store, "CUSTOMERS_CREATE", customer));
      return { customer: store.show("Customer", customer), userErrors: [] };
    },

    customerUpdate(args) {
      const input = args["input"] as Node;
      const gid = typeof input["id"] === "string" ? readGid(input["id"]) : undefined;
      const customer = gid?.type === "Customer" ? store.customers.get(gid.id) : undefined;
      if (customer === undefined) return { customer: null, userErrors: [userError(["id"], "Customer does not exist")] };
      const userErrors = problemsOf(input, customer);
      if (userErrors.length > 0) return { customer: null, userErrors };
      const {
        id: _id,
        updatedAt: _updatedAt,
        ...changed
      } = readCustomer(store, createReader(customerNode(input), "/input"), customer);
      store.customers.write(customer, () => Object.assign(customer, changed));
      webhooks.emit(customerEvent(store, "CUSTOMERS_UPDATE", customer));
      return { customer: store.show("Customer", customer), userErrors: [] };
    },

    productCreate(args) {
      const input = args["product"] ?? args["input"];
      const shop = store.show("Shop", store.profile);
      if (!isNode(input) || typeof input["title"] !== "string" || input["title"].trim() === "")
        return { product: null, shop, userErrors: [userError(["title"], "Title can't be blank")] };
      const names = ["title", "descriptionHtml", "handle", "productType", "status", "tags", "vendor", "seo"];
      const node = Object.fromEntries(Object.entries(input).filter(([name]) => names.includes(name)));
      const product = readProduct(store, createReader(node, "/product"));
      product.isGiftCard = input["giftCard"] === true;
      product.handle = freeHandle(workshop, product.handle);
      product.variants = [optionVariant(workshop, product, input["productOptions"])];
      product.optionNames = product.variants[0]?.options.map((option) => option.name) ?? ["Title"];
      product.hasOnlyDefaultVariant = product.optionNames[0] === "Title";
      insertProduct(store, product);
      webhooks.emit(productEvent(store, "PRODUCTS_CREATE", product));
      return { product: store.show("Product", product), shop, userErrors: [] };
    },

    tagsAdd: (args) =>
      changeTags(workshop, args, (tags, given) => [
        ...tags,
        ...given.filter((tag) => !tags.some((each) => each.toLowerCase() === tag.toLowerCase())),
      ]),
    tagsRemove: (args) =>
      changeTags(workshop, args, (tags, given) =>
        tags.filter((tag) => !given.some((each) => each.toLowerCase() === tag.toLowerCase())),
      ),
  };
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** [M] a handle that is taken gets a number. */
function freeHandle({ store }: Workshop, handle: string): string {
  const taken = new Set(store.products.byId.all().map((product) => product.handle));
  let free = handle;
  for (let number = 1; taken.has(free); number += 1) free = `${handle}-${number}`;
  return free;
}

/** [D] a product is created with one variant, of the first value of each option. */
function optionVariant({ store }: Workshop, product: Parameters<typeof defaultVariant>[1], productOptions: unknown) {
  const variant = defaultVariant(store, product);
  const options = (Array.isArray(productOptions) ? productOptions.filter(isNode) : []).map((option) => {
    const values = Array.isArray(option["values"]) ? option["values"].filter(isNode) : [];
    return { name: textOf(option["name"]) ?? "Title", value: textOf(values[0]?.["name"]) ?? "Default" };
  });
  if (options.length === 0) return variant;
  return { ...variant, options, title: options.map((option) => option.value).join(" / ") };
}

function changeTags(
  workshop: Workshop,
  args: Arguments,
  change: (tags: readonly string[], given: readonly string[]) => string[],
): object {
  const { store, webhooks } = workshop;
  // Tags may be given as one text with commas, too [D].
  const given = (args["tags"] as readonly string[])
    .flatMap((tag) => tag.split(","))
    .map((tag) => tag.trim())
    .filter(Boolean);
  const { type, id = 0 } = readGid(String(args["id"])) ?? {};
  const order = type === "Order" ? store.orders.get(id) : undefined;
  if (order !== undefined) {
    writeOrder(workshop, order, () => {
      order.tags = change(order.tags, given);
    });
    return { node: store.show("Order", order), userErrors: [] };
  }
  const customer = type === "Customer" ? store.customers.get(id) : undefined;
  if (customer !== undefined) {
    store.customers.write(customer, () => {
      customer.tags = change(customer.tags, given);
    });
    webhooks.emit(customerEvent(store, "CUSTOMERS_UPDATE", customer));
    return { node: store.show("Customer", customer), userErrors: [] };
  }
  const product = type === "Product" ? store.products.get(id) : undefined;
  if (product === undefined) return { node: null, userErrors: [userError(["id"], "Resource does not exist")] };
  store.products.write(product, () => {
    product.tags = change(product.tags, given);
  });
  webhooks.emit(productEvent(store, "PRODUCTS_UPDATE", product));
  return { node: store.show("Product", product), userErrors: [] };
}
