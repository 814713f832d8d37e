import { expect, test } from "@jest/globals";
import { attributesWithDocumentNo } from "#domain/orders/bc-document-attribute";
import { lineIdOfSourceKey, orderSourceKey } from "#domain/orders/source-key";

test("OR-46 the document's number joins the attributes an order has, and replaces an older one", () => {
  const gift = { key: "gift", value: "yes" };

  expect(attributesWithDocumentNo([gift], "SO-1")).toEqual([gift, { key: "BC Doc. No.", value: "SO-1" }]);
  expect(attributesWithDocumentNo([{ key: "BC Doc. No.", value: "SO-0" }, gift], "SO-1")).toEqual([
    { key: "BC Doc. No.", value: "SO-1" },
    gift,
  ]);
  expect(attributesWithDocumentNo([{ key: "BC Doc. No.", value: "SO-1" }], "SO-1")).toBeNull();
});

test("the first document of an order has the plain source key, later rounds their own", () => {
  expect(orderSourceKey("5001", 1)).toBe("order/5001");
  expect(orderSourceKey("5001", 2)).toBe("order/5001/2");
  expect(lineIdOfSourceKey("line/11")).toBe("11");
  expect(lineIdOfSourceKey("shippingLine/21")).toBeNull();
  expect(lineIdOfSourceKey(null)).toBeNull();
});
