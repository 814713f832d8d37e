import type { Operation } from "#shopify/client";
import type { OrderReader } from "./order-reader.ts";

interface Connection<N> {
  readonly nodes: readonly N[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Reads pages of one order and notices when it changes between two of them. */
export interface OrderPages {
  read<R, V>(document: Operation<R, V>, variables: NoInfer<V>): Promise<R>;
  /** Looks at the time of the order that a page came with; a page without one is of something that is gone. */
  noted<T extends { readonly updatedAt: string }>(order: T | null | undefined): T | null | undefined;
  haveChanged(): boolean;
}

export function orderPages({ shopify, shop, callOptions }: OrderReader, updatedAt: string): OrderPages {
  const seen = new Set([updatedAt]);
  return {
    read: async (document, variables) => (await shopify.execute(shop.code, document, variables, callOptions)).data,
    noted: (order) => {
      seen.add(order?.updatedAt ?? "gone");
      return order;
    },
    haveChanged: () => seen.size > 1,
  };
}

/** All nodes of a connection, whose first page is there already. A page that is gone ends it. */
export async function allNodes<N>(
  first: Connection<N>,
  nextPage: (after: string) => Promise<Connection<N> | undefined>,
): Promise<readonly N[]> {
  const nodes = [...first.nodes];
  let page: Connection<N> | undefined = first;
  while (page?.pageInfo.hasNextPage === true && page.pageInfo.endCursor !== null) {
    page = await nextPage(page.pageInfo.endCursor);
    nodes.push(...(page?.nodes ?? []));
  }
  return nodes;
}
