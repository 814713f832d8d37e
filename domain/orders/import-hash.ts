import { canonical } from "#domain/canonical";
import { BC_DOCUMENT_NO } from "./bc-document-attribute.ts";
import type { OrderNode } from "./order-node.ts";

/** Raised when an import stores more or other things of the same order, so that every order is written once again. */
const IMPORT_VERSION = 4;

/**
 * Text that is the same exactly when an import would write the same: the order in a fixed member order, without what changes by itself
 * (`updatedAt`, the status page's link) and without our own write-back, and with what the import depends on.
 */
export function importFingerprint(
  order: OrderNode,
  dependsOn: { readonly processType: string; readonly optionalFields: readonly string[] },
): string {
  const { updatedAt: _, statusPageUrl: __, ...content } = order;
  return canonical([
    IMPORT_VERSION,
    dependsOn.processType,
    dependsOn.optionalFields.toSorted(),
    { ...content, customAttributes: order.customAttributes.filter(({ key }) => key !== BC_DOCUMENT_NO) },
  ]);
}
