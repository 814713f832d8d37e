import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { until } from "../../support/until.ts";
import { aReceiver, type Receiver } from "./a-receiver.ts";
import { aShop, textOf, type TestShop } from "./a-shop.ts";

let receiver: Receiver;
let shop: TestShop;

beforeEach(async () => {
  receiver = await aReceiver();
  shop = aShop();
});
afterEach(async () => {
  await shop.data.close();
  await receiver.close();
});

const SUBSCRIBE = `mutation Subscribe($topic: WebhookSubscriptionTopic!, $input: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $input) { userErrors { field message } } }`;

const subscribe = (topic: string) => shop.run(SUBSCRIBE, { topic, input: { uri: receiver.url } });

/** Payloads told so far by topic, in their order. */
const toldOf = async (count: number) => {
  await until("all of it arrived", () => receiver.received.length >= count);
  return receiver.received.map(({ headers, body }) => [
    headers["x-shopify-topic"],
    JSON.parse(body) as Readonly<Record<string, unknown>>,
  ]);
};

test("[D] what is sent is told, and a return from its request to its end", async () => {
  for (const topic of ["FULFILLMENTS_CREATE", "RETURNS_REQUEST", "RETURNS_APPROVE", "RETURNS_CLOSE", "RETURNS_DECLINE"])
    await subscribe(topic);
  await shop.control("POST", "orders", {
    orders: [{ id: "77", name: "#1001", lineItems: [{ id: "11", title: "A", quantity: 2 }] }],
  });
  await shop.control("POST", "fulfillments", { order: "77" });
  const sent = (
    await shop.run(
      `{ order(id: "gid://shopify/Order/77") { fulfillments { fulfillmentLineItems(first: 1) { nodes { id } } } } }`,
    )
  ).data["order"];
  const lineId = textOf(sent?.["fulfillments"]?.[0]?.["fulfillmentLineItems"]?.["nodes"]?.[0]?.["id"]);
  const request = async () => {
    const { data } = await shop.run(
      `mutation { returnRequest(input: { orderId: "gid://shopify/Order/77", returnLineItems: [{ fulfillmentLineItemId: "${lineId}", quantity: 1, returnReason: UNWANTED }] }) { return { id } } }`,
    );
    return textOf(data["returnRequest"]?.["return"]?.["id"]);
  };

  const wanted = await request();
  await shop.run(`mutation { returnApproveRequest(input: { id: "${wanted}" }) { userErrors { message } } }`);
  await shop.run(`mutation { returnClose(id: "${wanted}") { userErrors { message } } }`);
  const other = await request();
  await shop.run(
    `mutation { returnDeclineRequest(input: { id: "${other}", declineReason: FINAL_SALE }) { userErrors { message } } }`,
  );

  const ofReturn = (id: string) => ({ admin_graphql_api_id: id });
  expect(await toldOf(6)).toEqual(
    expect.arrayContaining([
      ["fulfillments/create", expect.objectContaining({ order_id: 77, line_items: [{ id: 11, quantity: 2 }] })],
      [
        "returns/request",
        expect.objectContaining({
          ...ofReturn(wanted),
          status: "requested",
          return_line_items: [expect.objectContaining({ quantity: 1 })],
        }),
      ],
      ["returns/approve", expect.objectContaining({ ...ofReturn(wanted), status: "open" })],
      ["returns/close", expect.objectContaining({ ...ofReturn(wanted), status: "closed", order_id: 77 })],
      ["returns/request", expect.objectContaining(ofReturn(other))],
      [
        "returns/decline",
        expect.objectContaining({ ...ofReturn(other), decline: { reason: "final_sale", note: null } }),
      ],
    ]),
  );
});

test("[D] a company that is made is told, and each of its locations", async () => {
  for (const topic of ["COMPANIES_CREATE", "COMPANY_LOCATIONS_CREATE"]) await subscribe(topic);

  const made = (await shop.run(`mutation { companyCreate(input: { company: { name: "Acme" } }) { company { id } } }`))
    .data;
  const companyId = textOf(made["companyCreate"]?.["company"]?.["id"]);
  await shop.run(
    `mutation { companyLocationCreate(companyId: "${companyId}", input: { name: "Harbour" }) { userErrors { message } } }`,
  );

  expect(await toldOf(3)).toEqual(
    expect.arrayContaining([
      ["companies/create", expect.objectContaining({ name: "Acme", admin_graphql_api_id: companyId })],
      [
        "company_locations/create",
        expect.objectContaining({ company: { name: "Acme", admin_graphql_api_id: companyId } }),
      ],
      ["company_locations/create", expect.objectContaining({ name: "Harbour" })],
    ]),
  );
});
