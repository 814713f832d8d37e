/** Whether an element of `nodes(ids:)` is there and of the type that was asked for; of another type Shopify answers an empty object. */
export const isDelivered = <N extends object>(node: N | null | undefined): node is Extract<N, { id: string }> =>
  node != null && typeof (node as { readonly id?: unknown }).id === "string";
