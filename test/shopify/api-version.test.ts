import { expect, test } from "@jest/globals";
import { apiVersionExpiry, apiVersionStatus } from "#shopify/api-version";

test("a version is supported for twelve months from its quarter", () => {
  expect(apiVersionExpiry("2026-07").toISOString()).toBe("2027-07-01T00:00:00.000Z");
});

test.each([
  ["2027-05-31T00:00:00Z", "ok"],
  ["2027-05-31T13:00:00Z", "expiring"],
  ["2027-06-30T23:59:59Z", "expiring"],
  ["2027-07-01T00:00:00Z", "expired"],
])("on %s the version that ends on 1 July 2027 is %s", (now, status) => {
  expect(apiVersionStatus(apiVersionExpiry("2026-07"), new Date(now))).toBe(status);
});
