import { expect, test } from "@jest/globals";
import { queueScope } from "#domain/jobs/queue-scope";

test.each([
  ["demo.myshopify.com", "store", "demo.myshopify.com"],
  ["demo.myshopify.com", "company", "company"],
  [null, "store", "company"],
  [null, "company", "company"],
] as const)("a job of %s, lines by %s: it waits in the line of %s", (store, setting, scope) => {
  expect(queueScope(store, setting)).toBe(scope);
});
