import { mappingField, type Finding, type MappingPlace } from "./finding.ts";
import type { ErpContext } from "./preflight-erp.ts";
import { mappedReferences } from "./setup-question.ts";

/** Codes the mappings name that the ERP does not know, and rows that nobody has filled in yet. */
export const mappingFindings = (context: ErpContext): readonly Finding[] => [
  ...unknownCodes(context),
  ...taxAreas(context),
  ...blankRows(context),
  ...locations(context),
];

/** A document with such a code is refused by the ERP, as `reference-missing`. */
function unknownCodes({ shop, mappings, setup }: ErpContext): readonly Finding[] {
  const known = new Set(setup.references.map(({ table, code }) => JSON.stringify([table, code])));
  return mappedReferences(mappings)
    .filter(({ table, code }) => !known.has(JSON.stringify([table, code])))
    .map(({ table, code, caption, row, field }) => ({
      code: "reference-missing",
      severity: "error",
      area: "mappings",
      report: "createSalesOrders",
      message: `${caption} ${code} of ${row.filter((part) => part !== "").join("/")} does not exist in the ERP or is blocked, so orders that use it get no document: create it, or choose another`,
      field: mappingField(shop, caption, row, field),
      params: { table, code },
    }));
}

function taxAreas({ shop, mappings }: ErpContext): readonly Finding[] {
  if (shop.taxAreaPriority === "noTaxes" || mappings.taxAreas.some(({ taxAreaCode }) => taxAreaCode !== "")) return [];
  return [
    {
      code: "tax-areas-missing",
      severity: "warning",
      area: "mappings",
      report: "createSalesOrders",
      message:
        "Tax Area Priority asks for the tax area of an address, and no county has one: documents have that of their customer until tax areas are entered",
      field: mappingField(shop, "Tax Areas", ["tax-areas"]),
      params: { taxAreaPriority: shop.taxAreaPriority },
    },
  ];
}

/** None of these is needed for a document, which then has what its customer has. */
function blankRows({ shop, mappings }: ErpContext): readonly Finding[] {
  const blank = (
    code: string,
    caption: string,
    table: MappingPlace[0],
    names: readonly string[],
  ): readonly Finding[] =>
    names.length === 0
      ? []
      : [
          {
            code,
            severity: "info",
            area: "mappings",
            report: "createSalesOrders",
            message: `Documents of ${names.join(", ")} have the ${caption.toLowerCase()} of their customer: fill in ${caption} for another`,
            field: mappingField(shop, caption, [table]),
            params: { names: names.join(",") },
          },
        ];
  return [
    ...blank(
      "payment-method-unmapped",
      "Payment Method",
      "payment-methods",
      mappings.paymentMethods
        .filter((row) => row.paymentMethodCode === "")
        .map((row) => row.gateway || "payments without a gateway"),
    ),
    ...blank(
      "payment-terms-unmapped",
      "Payment Terms",
      "payment-terms",
      mappings.paymentTerms.filter((row) => row.paymentTermsCode === "").map((row) => row.name),
    ),
    ...blank(
      "shipment-method-unmapped",
      "Shipment Method",
      "shipment-methods",
      mappings.shipmentMethods.filter((row) => row.shipmentMethodCode === "").map((row) => row.name),
    ),
  ];
}

/** A shop that maps none of its locations wants none on its documents. */
function locations({ shop, store, mappings }: ErpContext): readonly Finding[] {
  if (mappings.locations.length === 0) return [];
  const mapped = new Set(
    mappings.locations.flatMap((row) => (row.defaultLocationCode === "" ? [] : [row.shopifyLocationId])),
  );
  return (store?.locations ?? [])
    .filter(({ id }) => !mapped.has(id))
    .map(({ id, name }) => ({
      code: "location-unmapped",
      severity: "info",
      area: "mappings",
      report: "createSalesOrders",
      message: `Shopify location ${name} has no location of the ERP: lines that are fulfilled there have none until it is mapped`,
      field: mappingField(shop, "Default Location Code", ["locations", id], "defaultLocationCode"),
      params: { locationId: id, name },
    }));
}
