import { countShopifyProducts, listShopifyProducts, variantsOfProducts } from "#database/mapped-records";
import { linkVariant, lockVariantLink, productOfVariant, unlinkVariant, type VariantKey } from "#database/products";
import { pick } from "../contract/fields.ts";
import * as contract from "../contract/products.ts";
import * as variantContract from "../contract/variants.ts";
import { danglingItems } from "../dangling-links.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";
import { invalid, notFound } from "../http/problem.ts";
import { errorOf } from "../record-view.ts";
import { unknownItem } from "../references.ts";
import { waitingOrders } from "../waiting-orders.ts";

/** Products of Shopify and the items of the ERP they are linked to. */
export const productRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.listProducts, async ({ query: { shopCode: _named, limit, cursor, count, ...rest }, shops }) => {
    const dangling = rest.mapped === undefined ? [] : await danglingItems(deps);
    const filter = { shops, dangling, ...rest };
    const page = await pageOfRows(
      { limit, cursor, count },
      {
        key: ["id", "text"],
        read: (after, limit) => listShopifyProducts(deps.db, filter, { after, limit }),
        keyOf: (row) => [row.shopifyProductId, row.shop],
        show: (row) => row,
        count: () => countShopifyProducts(deps.db, filter),
      },
    );
    return ok({ ...page, items: await withVariants(deps, page.items) });
  }),

  route(variantContract.linkVariant, async ({ params, body: { itemNo, variantCode }, audit }) => {
    const key = { shop: params.shopCode, shopifyVariantId: params.id };
    const { shopifyProductId } = await productOf(deps, key);
    const link = { itemNo: itemNo ?? "", variantCode };
    const problems = await unknownItem(deps.erp, link, "");
    if (problems.length > 0) throw invalid(problems);
    await deps.db.transaction().execute(async (transaction) => {
      const variant = { ...key, shopifyProductId };
      const before = await lockVariantLink(transaction, key);
      await (itemNo === null ? unlinkVariant(transaction, variant) : linkVariant(transaction, variant, link));
      const after = { itemNo, variantCode: link.variantCode };
      await audit.note(transaction, { recordId: params.id, shop: key.shop, before, after });
    });
    const [product] = await withVariants(deps, [await productOf(deps, key)]);
    if (product === undefined) throw notFound("variant", params.id);
    const orders = { variantId: params.id, itemNo: "" };
    const of = { shopCode: key.shop, shops: [key.shop] };
    return ok({ ...product, waitingOrders: await waitingOrders(deps.db, orders, of) });
  }),
];

/** Throws `variant-not-found`. */
async function productOf({ db }: ApiDeps, key: VariantKey) {
  const product = await productOfVariant(db, key);
  if (product === undefined) throw notFound("variant", key.shopifyVariantId);
  return product;
}

async function withVariants({ db }: ApiDeps, products: Awaited<ReturnType<typeof listShopifyProducts>>) {
  const variants = await variantsOfProducts(db, products);
  return products.map((product) =>
    Object.assign({}, pick(contract.product, product), {
      error: errorOf(product),
      variants: variants
        .filter((one) => one.shop === product.shop && one.shopifyProductId === product.shopifyProductId)
        .map((one) => pick(contract.variant, one)),
    }),
  );
}
