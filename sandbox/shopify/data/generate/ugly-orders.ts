/** Orders as they exist and break things. */
import { unitsOf } from "../money.ts";
import type { AddressRecord, LineRecord } from "../records/order.ts";
import type { OrderRecord } from "../records/order.ts";
import type { OrderWorld } from "./order-world.ts";

type Ugliness = (world: OrderWorld, order: OrderRecord) => void;

const renamed = (order: OrderRecord, change: Partial<AddressRecord>): void => {
  const { shippingAddress, billingAddress } = order;
  order.shippingAddress = shippingAddress === null ? null : { ...shippingAddress, ...change };
  order.billingAddress = billingAddress === null ? null : { ...billingAddress, ...change };
};

const firstLine = (order: OrderRecord): LineRecord | undefined => order.lines[0];

const CASES: readonly [Ugliness, ...Ugliness[]] = [
  // A product that was deleted since: the line keeps its texts.
  (_world, order) => {
    const line = firstLine(order);
    if (line === undefined) return;
    line.productId = null;
    line.variantId = null;
  },
  // A custom item that never was a product.
  ({ data, random }, order) => {
    order.lines.push({
      id: data.ids.next("LineItem"),
      title: "Engraving",
      variantTitle: null,
      sku: null,
      vendor: null,
      quantity: 1,
      unitPrice: order.presentmentCurrencyCode === order.currencyCode ? unitsOf(random.int(5, 20)) : 0,
      productId: null,
      variantId: null,
      taxable: true,
      requiresShipping: false,
      isGiftCard: false,
      grams: null,
      discounts: [],
      taxLines: [],
      customAttributes: [{ key: "Text", value: "Für Ömer 💍" }],
    });
  },
  (_world, order) => {
    order.shippingAddress = null;
    order.billingAddress = null;
  },
  (_world, order) => renamed(order, { firstName: "Zoë 🚀", lastName: "O'Neil-Ōta" }),
  (_world, order) => renamed(order, { firstName: "محمد", lastName: "الأحمد", city: "ירושלים" }),
  (_world, order) => {
    renamed(order, { company: "X".repeat(255), address2: "Y".repeat(255) });
    order.note = "Long ".repeat(51);
  },
  // Everything for nothing.
  (_world, order) => {
    for (const line of order.lines) {
      line.unitPrice = 0;
      line.discounts = [];
    }
    for (const line of order.shippingLines) {
      line.price = 0;
      line.discounts = [];
    }
    order.discountApplications = [];
  },
  (_world, order) => {
    order.email = null;
    order.customerId = null;
  },
  (_world, order) => renamed(order, { firstName: null, lastName: null, zip: null, provinceCode: null, province: null }),
];

export const makeUgly: Ugliness = (world, order) => world.random.pick(CASES)(world, order);
