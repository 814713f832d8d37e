import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { aSandbox, type SandboxHandle } from "../../support/sandbox.ts";
import { aReceiver } from "./a-receiver.ts";

let sandbox: SandboxHandle;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

test("a seeded shop is read over HTTP, changed by mutation and tells a subscriber, unless the webhook is lost", async () => {
  const receiver = await aReceiver();
  await sandbox.seed({ orders: 20 });
  const { data } = await sandbox.graphql<{ orders: { nodes: { id: string; displayFinancialStatus: string }[] } }>(
    "{ orders(first: 50, sortKey: UPDATED_AT) { nodes { id displayFinancialStatus } } }",
  );
  expect(data?.orders.nodes).toHaveLength(20);
  const id = data?.orders.nodes[0]?.id ?? "";
  await sandbox.graphql(
    "mutation Subscribe($uri: String!) { webhookSubscriptionCreate(topic: ORDERS_UPDATED, webhookSubscription: { uri: $uri }) { userErrors { message } } }",
    { uri: receiver.url },
  );
  const tag = () =>
    sandbox.graphql(
      "mutation Tag($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }",
      {
        id,
        tags: ["seen"],
      },
    );

  await sandbox.faults({ effect: { kind: "webhookLost" } });
  await tag();
  await tag();
  await sandbox.control("GET", "webhooks");

  expect(receiver.received).toHaveLength(1);
  await receiver.close();
});

test("a body with an unknown member is refused with its place", async () => {
  await expect(sandbox.placeOrders([{ lineItem: [] }])).rejects.toThrow(/422.*\/orders\/0\/lineItem/);
  await expect(sandbox.control("POST", "seed", { orders: -1 })).rejects.toThrow(/422/);
});

test("an order may be named by its GID in a control path", async () => {
  const [order] = await sandbox.placeOrders([{ note: "old" }]);

  expect(await sandbox.patchOrder(order?.id ?? "", { note: "new" })).toMatchObject({ id: order?.id });
});
