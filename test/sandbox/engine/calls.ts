/** Calls and an order for tests of faults. */
import { TEST_TOKEN, type PlacedOrder, type SandboxHandle } from "../../support/sandbox.ts";

export const SHOP = "query ShopName { shop { id name } }";

export const CHANGE_NOTE =
  "mutation ChangeNote($id: ID!, $note: String!) { orderUpdate(input: { id: $id, note: $note }) { order { note } userErrors { field message } } }";

/** Sends a document and returns the answer as it came. */
export type Send = (query: string, variables?: object, token?: string) => Promise<Response>;

export const sendTo =
  (sandbox: () => SandboxHandle): Send =>
  (query, variables = {}, token = TEST_TOKEN) =>
    fetch(`${sandbox().url}/admin/api/2026-07/graphql.json`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-Forwarded-Host": sandbox().host,
        "X-Shopify-Access-Token": token,
      },
      body: JSON.stringify({ query, variables }),
    });

/** What `fetch` throws when the connection is cut. */
export const codeOf = (call: Promise<Response>): Promise<unknown> =>
  call.then(
    () => "answered",
    (error: unknown) => ((error as Error).cause as { readonly code?: string } | undefined)?.code,
  );

export async function placeOrder(sandbox: SandboxHandle): Promise<PlacedOrder> {
  const price = { shopMoney: { amount: "10.00", currencyCode: "USD" } };
  const lineItems = [{ title: "Thing", quantity: 1, originalUnitPriceSet: price }];
  const [order] = await sandbox.placeOrders([{ email: "a@example.com", lineItems }]);
  if (order === undefined) throw new Error("no order was placed");
  return order;
}
