import { expect, test } from "@jest/globals";
import { idempotencyKey } from "#shopify/idempotency";

test("a repeat of the same intent has the same key, however its input was put together", () => {
  const first = idempotencyKey("DEMO", "inventorySetQuantities", "job/42", {
    name: "available",
    quantities: [{ a: 1, b: 2 }],
  });
  const again = idempotencyKey("DEMO", "inventorySetQuantities", "job/42", {
    quantities: [{ b: 2, a: 1 }],
    name: "available",
  });

  expect(again).toBe(first);
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-/);
});

test("another shop, operation, intent or input is another key", () => {
  const keys = [
    idempotencyKey("DEMO", "refundCreate", "refund/1", { amount: "10" }),
    idempotencyKey("POS", "refundCreate", "refund/1", { amount: "10" }),
    idempotencyKey("DEMO", "inventoryActivate", "refund/1", { amount: "10" }),
    idempotencyKey("DEMO", "refundCreate", "refund/1/2", { amount: "10" }),
    idempotencyKey("DEMO", "refundCreate", "refund/1", { amount: "10.00" }),
    idempotencyKey("DEMO", "refundCreate", "refund/1", [1, 2]),
    idempotencyKey("DEMO", "refundCreate", "refund/1", [2, 1]),
  ];

  expect(new Set(keys).size).toBe(keys.length);
});
