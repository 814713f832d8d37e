import { expect, test } from "@jest/globals";
import { syncOrdersParameters } from "#activities/orders/sync-orders-parameters";

test("everything a filter may be is accepted; an amount may be a number", () => {
  const parameters = {
    fullyPaid: true,
    financialStatus: ["paid", "partiallyPaid"],
    tags: "@*gift*&<>*vip*",
    vatAmount: 12.5,
    orderAmount: "10..20",
    createdFrom: "2026-03-01T00:00:00+01:00",
    orderIds: ["450789469"],
  };

  expect(syncOrdersParameters.parse(parameters)).toMatchObject({ vatAmount: "12.5", orderAmount: "10..20" });
  expect(syncOrdersParameters.parse({})).toEqual({});
});

test.each<[string, object, string]>([
  ["an open quote", { tags: "'vip" }, "tags"],
  ["text for an amount", { vatAmount: "many" }, "vatAmount"],
  ["an unknown status", { financialStatus: ["payed"] }, "financialStatus"],
  ["an id that is none", { orderIds: ["gid://shopify/Order/1"] }, "orderIds"],
  ["a parameter nobody knows", { since: "2026-01-01" }, ""],
])("%s is refused at its place", (_name, parameters, place) => {
  const result = syncOrdersParameters.safeParse(parameters);

  expect(result.success).toBe(false);
  expect(result.error?.issues[0]?.path[0] ?? "").toBe(place);
});
