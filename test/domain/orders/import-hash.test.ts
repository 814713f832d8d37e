import { expect, test } from "@jest/globals";
import { importFingerprint } from "#domain/orders/import-hash";
import type { OrderNode } from "#domain/orders/order-node";
import { anOrderNode, money } from "../../support/order-node.ts";

const fingerprint = (order: Partial<OrderNode> = {}, processType = "importOnly", optionalFields = ["a", "b"]): string =>
  importFingerprint(anOrderNode(order), { processType, optionalFields });

test("our own write-back changes nothing: its time and its attribute are left out", () => {
  const written = { updatedAt: "2026-03-02T10:00:00Z", customAttributes: [{ key: "BC Doc. No.", value: "S-1" }] };

  expect(fingerprint(written)).toBe(fingerprint());
});

test("the order of members is of no account, content is", () => {
  const reordered = Object.fromEntries(Object.entries(anOrderNode()).toReversed()) as unknown as OrderNode;

  expect(fingerprint(reordered)).toBe(fingerprint());
  expect(fingerprint({ totalPriceSet: money("25.01") })).not.toBe(fingerprint());
  expect(fingerprint({ customAttributes: [{ key: "Loyalty", value: "7" }] })).not.toBe(fingerprint());
});

test("process type and granted fields are part of it", () => {
  expect(fingerprint({}, "none")).not.toBe(fingerprint());
  expect(fingerprint({}, "importOnly", ["b", "a"])).toBe(fingerprint());
  expect(fingerprint({}, "importOnly", ["a"])).not.toBe(fingerprint());
});
