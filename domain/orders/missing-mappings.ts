import { type LineAccounts, type LineToMap, mapLine } from "./map-lines.ts";
import { customerRefusal, type Missing, type OrderOfCompany } from "./order-problem.ts";

/** What of an order's stored mapping is missing before it can become a document. Looks nothing up. */
export function missingMappings(
  order: {
    readonly header: OrderOfCompany & { readonly sellToCustomerNo: string; readonly billToCustomerNo: string };
    readonly lines: readonly LineToMap[];
  },
  accounts: LineAccounts,
): readonly Missing[] {
  const missing: Missing[] = [];
  const refusal = customerRefusal(order.header);
  if (order.header.sellToCustomerNo === "") missing.push({ what: "sellToCustomer", ...refusal });
  if (order.header.billToCustomerNo === "") missing.push({ what: "billToCustomer", ...refusal });
  for (const line of order.lines) {
    const mapping = mapLine(line, accounts);
    if (mapping.kind === "missing") missing.push(mapping.missing);
    if (mapping.kind === "byVariant") missing.push({ what: "item", lineId: line.lineId, variantId: mapping.variantId });
  }
  return missing;
}
