/** Generated products. */
import { unitsOf } from "../money.ts";
import type { ProductRecord, VariantRecord } from "../records/catalogue.ts";
import type { ShopData } from "../store.ts";
import type { Random } from "./random.ts";
import { ADJECTIVES, SIZES, THINGS, TYPES, VENDORS } from "./words.ts";

/** Of ten products nine are plain: one variant whose SKU is a running number from 1000. */
const PLAIN_SHARE = 0.9;
const FIRST_SKU = 1000;

const DAY = 86_400_000;

/** Adds products; the numbering goes on where an earlier seed ended. */
export function generateProducts(data: ShopData, random: Random, count: number): ProductRecord[] {
  const offset = data.products.size;
  const plain = Math.ceil(count * PLAIN_SHARE);
  const made: ProductRecord[] = [];
  for (let index = 0; index < count; index += 1) {
    const product =
      index < plain ? plainProduct(data, random, offset + index) : specialProduct(data, random, offset + index);
    data.products.insert(product);
    made.push(product);
  }
  return made;
}

const baseProduct = (data: ShopData, random: Random, index: number): ProductRecord => {
  const createdAt = data.now() - random.int(200, 400) * DAY;
  const title = `${random.pick(ADJECTIVES)} ${random.pick(THINGS)} ${index + 1}`;
  return {
    id: data.ids.next("Product"),
    createdAt,
    updatedAt: createdAt + random.int(0, 100) * DAY,
    publishedAt: createdAt,
    title,
    handle: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
    descriptionHtml: `<p>${title}, made to last.</p>`,
    vendor: random.pick(VENDORS),
    productType: random.pick(TYPES),
    status: "ACTIVE",
    tags: random.chance(0.2) ? ["new"] : [],
    isGiftCard: false,
    hasOnlyDefaultVariant: true,
    optionNames: ["Title"],
    seo: { title: null, description: null },
    variants: [],
  };
};

const newVariant = (
  data: ShopData,
  random: Random,
  product: ProductRecord,
  facts: Pick<VariantRecord, "title" | "sku" | "options"> & Partial<VariantRecord>,
): VariantRecord => ({
  id: data.ids.next("ProductVariant"),
  inventoryItemId: data.ids.next("InventoryItem"),
  productId: product.id,
  createdAt: product.createdAt,
  updatedAt: product.updatedAt,
  barcode: null,
  // Prices end in .00, .50 or .99 and stay below 200.
  price: unitsOf(random.int(2, 199)) + random.pick([0, 5_000, 9_900]),
  compareAtPrice: null,
  unitCost: null,
  position: product.variants.length + 1,
  taxable: true,
  requiresShipping: true,
  tracked: true,
  inventoryPolicy: "DENY",
  grams: random.int(1, 50) * 100,
  available: new Map(data.locations.byId.all().map((location) => [location.id, random.int(0, 500)])),
  ...facts,
});

const DEFAULT_OPTION = [{ name: "Title", value: "Default Title" }];

function plainProduct(data: ShopData, random: Random, index: number): ProductRecord {
  const product = baseProduct(data, random, index);
  const sku = String(FIRST_SKU + index);
  product.variants.push(
    newVariant(data, random, product, {
      title: "Default Title",
      sku,
      barcode: `40${sku}00000000`.slice(0, 13),
      options: DEFAULT_OPTION,
    }),
  );
  return product;
}

/** The rest: sizes, and what makes matching by SKU hard: none, the same twice, a separator inside; and gift cards. */
function specialProduct(data: ShopData, random: Random, index: number): ProductRecord {
  const product = baseProduct(data, random, index);
  switch (index % 6) {
    case 0:
    case 1:
      return withSizes(data, random, product, (size) => `SIZED-${index}-${size}`);
    case 2:
      return withSizes(data, random, product, () => null);
    case 3: // The same SKU on two products.
      product.variants.push(
        newVariant(data, random, product, {
          title: "Default Title",
          sku: `TWICE-${index - (index % 12)}`,
          options: DEFAULT_OPTION,
        }),
      );
      return product;
    case 4: // An item number and a variant code in one SKU.
      product.variants.push(
        newVariant(data, random, product, {
          title: "Default Title",
          sku: `${FIRST_SKU}|BLUE-${index}`,
          options: DEFAULT_OPTION,
        }),
      );
      return product;
    default:
      return giftCard(data, random, product);
  }
}

function withSizes(
  data: ShopData,
  random: Random,
  product: ProductRecord,
  skuOf: (size: string) => string | null,
): ProductRecord {
  product.hasOnlyDefaultVariant = false;
  product.optionNames = ["Size"];
  const price = unitsOf(random.int(10, 90));
  for (const size of SIZES)
    product.variants.push(
      newVariant(data, random, product, {
        title: size,
        sku: skuOf(size),
        price,
        options: [{ name: "Size", value: size }],
      }),
    );
  return product;
}

function giftCard(data: ShopData, random: Random, product: ProductRecord): ProductRecord {
  product.title = `Gift Card ${product.id % 1000}`;
  product.isGiftCard = true;
  product.hasOnlyDefaultVariant = false;
  product.optionNames = ["Denominations"];
  for (const value of [10, 25, 50, 100])
    product.variants.push(
      newVariant(data, random, product, {
        title: `${value}.00`,
        sku: null,
        price: unitsOf(value),
        options: [{ name: "Denominations", value: `${value}.00` }],
        taxable: false,
        requiresShipping: false,
        tracked: false,
        grams: 0,
      }),
    );
  return product;
}
