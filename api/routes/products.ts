import { countShopifyProducts, listShopifyProducts, variantsOfProducts } from "#database/mapped-records";
import { pick } from "../contract/fields.ts";
import * as contract from "../contract/products.ts";
import { danglingItems } from "../dangling-links.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { keyOfTexts, pageOfRows } from "../http/page.ts";
import { errorOf } from "../record-view.ts";

/** Products of Shopify and the items of the ERP they are linked to. */
export const productRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.listProducts, async ({ query: { shopCode, limit, cursor, count, ...rest } }) => {
    const dangling = rest.mapped === undefined ? [] : await danglingItems(deps);
    const filter = { shop: shopCode, dangling, ...rest };
    const page = await pageOfRows(
      { limit, cursor, count },
      {
        read: (after, limit) => listShopifyProducts(deps.db, filter, { after: keyOfTexts(after, ["", ""]), limit }),
        keyOf: (row) => [row.shopifyProductId, row.shop],
        show: (row) => row,
        count: () => countShopifyProducts(deps.db, filter),
      },
    );
    const variants = await variantsOfProducts(deps.db, page.items);
    const items = page.items.map((product) =>
      Object.assign({}, pick(contract.product, product), {
        error: errorOf(product),
        variants: variants
          .filter((one) => one.shop === product.shop && one.shopifyProductId === product.shopifyProductId)
          .map((one) => pick(contract.variant, one)),
      }),
    );
    return ok({ ...page, items });
  }),
];
