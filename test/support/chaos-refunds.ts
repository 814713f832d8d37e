import type { SandboxShop } from "./sandbox.ts";

interface SoldOrder {
  readonly id: number;
  readonly closed_at: string | null;
  readonly cancelled_at: string | null;
  readonly financial_status: string;
  readonly currency: string;
  readonly presentment_currency: string;
  readonly line_items: readonly { readonly id: number; readonly product_id: number | null }[];
}

/** Bodies of `POST refunds`. */
type Refunds = readonly object[];

export interface PlannedRefunds {
  /** They come with their order. */
  readonly before: Refunds;
  /** Their order has its document when they come. */
  readonly after: Refunds;
}

const money = (amount: string) => ({ lines: [], amount, note: "Goodwill" });
const goods = (lineId: number, restockType: string) => ({
  lines: [{ lineItem: `gid://shopify/LineItem/${lineId}`, quantity: 1, restockType }],
});
/** In turn: goods with their money, a little money, twice a little money, goods that are lost. */
const WAYS: readonly ((lineId: number) => Refunds)[] = [
  (lineId) => [goods(lineId, "RETURN")],
  () => [money("1.50")],
  () => [money("1.25"), money("0.25")],
  (lineId) => [goods(lineId, "NO_RESTOCK")],
];

/** What is to be given back of every third order that is paid: the same in every run. A first sync lists only what is open. */
export async function planRefunds(shop: SandboxShop): Promise<PlannedRefunds> {
  const { orders } = await shop.snapshot(["orders"]);
  const chosen = (orders as readonly SoldOrder[])
    .filter(
      (order) =>
        order.closed_at === null &&
        order.cancelled_at === null &&
        order.financial_status === "paid" &&
        order.currency === order.presentment_currency,
    )
    .filter((_order, index) => index % 3 === 0)
    .map((order, index): Refunds => {
      const lineId = order.line_items.find(({ product_id }) => product_id !== null)?.id;
      // Some orders are all tip.
      const refunds = lineId === undefined ? [money("1.50")] : (WAYS[index % WAYS.length]?.(lineId) ?? []);
      return refunds.map((refund) => ({ order: String(order.id), ...refund }));
    });
  // Both have every way.
  const isBefore = (index: number): boolean => index % 8 < 4;
  return {
    before: chosen.filter((_refunds, index) => isBefore(index)).flat(),
    after: chosen.filter((_refunds, index) => !isBefore(index)).flat(),
  };
}

export async function giveBack(shop: SandboxShop, refunds: Refunds): Promise<void> {
  for (const refund of refunds) await shop.control("POST", "refunds", { ...refund });
}
