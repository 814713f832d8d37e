import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { aConnectedApi, type ConnectedApi } from "./a-connected-api.ts";

let api: ConnectedApi;
beforeAll(async () => {
  api = await aConnectedApi({ apiVersionExpiresAt: new Date(Date.now() - 86_400_000) });
}, 120_000);
afterAll(() => api.close(), 60_000);

test("SH-15 with an expired API version nothing is sent, and the shop says so", async () => {
  const shop = await api.call("POST", "/api/shops", { code: "DEMO", shopifyUrl: "demo.myshopify.com" });

  const tested = await api.call("POST", "/api/shops/DEMO/test-connection", {});

  expect(shop.body["apiVersionStatus"]).toBe("expired");
  expect(tested).toMatchObject({
    status: 409,
    body: { code: "api-version-expired", detail: expect.stringContaining("out of support") },
  });
  expect(await api.sandbox.requests()).toEqual([]);
}, 60_000);
