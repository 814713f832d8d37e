export type SkuMapping = "none" | "itemNo" | "variantCode" | "itemNoAndVariantCode" | "vendorItemNo" | "barcode";

/** What a SKU says about the item it stands for. Numbers and codes of the ERP are upper case. */
export interface SkuMeaning {
  /** Blank: the SKU names no item. */
  readonly itemNo: string;
  readonly variantCode: string;
}

/** Reads a SKU as item number and variant code. Kinds that need references of the ERP say nothing here. */
export function itemOfSku(sku: string, mapping: SkuMapping, separator: string): SkuMeaning {
  const nothing = { itemNo: "", variantCode: "" };
  const text = sku.trim().toUpperCase();
  switch (mapping) {
    case "itemNo":
      return text.length <= 20 ? { itemNo: text, variantCode: "" } : nothing;
    case "itemNoAndVariantCode": {
      // More than two parts: the first two count (Microsoft Learn: "Synchronize items and inventory", SKU mapping).
      const [itemNo = "", variantCode = ""] = separator === "" ? [text] : text.split(separator.toUpperCase());
      return itemNo.length <= 20 && variantCode.length <= 10 ? { itemNo, variantCode } : nothing;
    }
    case "none":
    case "variantCode":
    case "vendorItemNo":
    case "barcode":
      return nothing;
  }
}
