import { expect, test } from "@jest/globals";
import { itemOfSku } from "#domain/products/item-of-sku";

test("a SKU is an item number, or an item number and a variant code", () => {
  expect(itemOfSku("1000", "itemNo", "|")).toEqual({ itemNo: "1000", variantCode: "" });
  expect(itemOfSku(" ls-75 ", "itemNo", "|")).toEqual({ itemNo: "LS-75", variantCode: "" });
  expect(itemOfSku("1000|red", "itemNoAndVariantCode", "|")).toEqual({ itemNo: "1000", variantCode: "RED" });
  expect(itemOfSku("1000", "itemNoAndVariantCode", "|")).toEqual({ itemNo: "1000", variantCode: "" });
  expect(itemOfSku("1000/001/111", "itemNoAndVariantCode", "/")).toEqual({ itemNo: "1000", variantCode: "001" });
});

test("a SKU longer than the field, or without a meaning in this shop, names nothing", () => {
  expect(itemOfSku("1".repeat(21), "itemNo", "|").itemNo).toBe("");
  expect(itemOfSku("1000", "none", "|").itemNo).toBe("");
});
