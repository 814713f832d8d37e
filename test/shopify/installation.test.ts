import { expect, test } from "@jest/globals";
import { installationOf } from "#shopify/installation";
import { addressOf } from "#shopify/transport";

const settings = { sandboxHosts: ["demo.myshopify.com"], sandboxPort: 4010, clientId: "id", clientSecret: "secret" };

test("a sandbox store is on this machine and knows the sandbox's app, any other is at Shopify and knows ours", () => {
  const { hosts, appOf } = installationOf(settings);

  expect(addressOf(hosts, "demo.myshopify.com", "/admin")).toBe("http://127.0.0.1:4010/admin");
  expect(addressOf(hosts, "real.myshopify.com", "/admin")).toBe("https://real.myshopify.com/admin");
  expect(appOf("demo.myshopify.com")?.clientId).toBe("sandbox-client");
  expect(appOf("real.myshopify.com")).toEqual({ clientId: "id", clientSecret: "secret" });
});

test("half an app is none", () => {
  expect(installationOf({ ...settings, clientSecret: undefined }).appOf("real.myshopify.com")).toBeUndefined();
});
