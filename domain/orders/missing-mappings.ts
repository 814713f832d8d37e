import { type LineAccounts, type LineToMap, mapLine } from "./map-lines.ts";
import type { Missing } from "./order-problem.ts";

/** What of an order's stored mapping is missing before it can become a document. Looks nothing up. */
export function missingMappings(
  order: {
    readonly header: { readonly sellToCustomerNo: string; readonly billToCustomerNo: string };
    readonly lines: readonly LineToMap[];
  },
  accounts: LineAccounts,
): readonly Missing[] {
  const missing: Missing[] = [];
  if (order.header.sellToCustomerNo === "") missing.push({ what: "sellToCustomer" });
  if (order.header.billToCustomerNo === "") missing.push({ what: "billToCustomer" });
  for (const line of order.lines) {
    const mapping = mapLine(line, accounts);
    if (mapping.kind === "missing") missing.push(mapping.missing);
    if (mapping.kind === "byVariant") missing.push({ what: "item", lineId: line.lineId, variantId: mapping.variantId });
  }
  return missing;
}
