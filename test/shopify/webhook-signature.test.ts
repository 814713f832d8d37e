import { createHmac } from "node:crypto";
import { expect, test } from "@jest/globals";
import { isSignedByShopify } from "#shopify/webhooks/verify";

const body = Buffer.from('{"id": 820982911946154508, "note": "caf\\u00e9 ☕"}');
const sign = (secret: string): string => createHmac("sha256", secret).update(body).digest("base64");

test("a delivery is ours when its raw body was signed with one of our secrets", () => {
  expect(isSignedByShopify(body, sign("hush"), ["hush"])).toBe(true);
  expect(isSignedByShopify(body, sign("old"), ["new", "old"])).toBe(true);
});

test("WH-3 a wrong, missing, cut or empty signature is refused, and so is another body", () => {
  expect(isSignedByShopify(body, sign("other"), ["hush"])).toBe(false);
  expect(isSignedByShopify(body, undefined, ["hush"])).toBe(false);
  expect(isSignedByShopify(body, "", ["hush"])).toBe(false);
  expect(isSignedByShopify(body, sign("hush").slice(0, 20), ["hush"])).toBe(false);
  expect(isSignedByShopify(Buffer.from("{}"), sign("hush"), ["hush"])).toBe(false);
  expect(isSignedByShopify(body, sign("hush"), [])).toBe(false);
});

test("an empty secret signs nothing", () => {
  expect(isSignedByShopify(body, sign(""), [""])).toBe(false);
});
