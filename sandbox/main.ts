/**
 * The process of the sandbox shop. `SANDBOX_PORT` (4010), `SANDBOX_HOSTS` (demo.myshopify.com, comma separated), `SANDBOX_ORDERS`
 * (200): stores are made with that many orders, the same ones at each start.
 */
import { startSandbox } from "./shopify/server.ts";

const { SANDBOX_PORT, SANDBOX_HOSTS, SANDBOX_ORDERS } = process.env;

const sandbox = await startSandbox({ port: Number(SANDBOX_PORT ?? 4010) });

const hosts = (SANDBOX_HOSTS ?? "demo.myshopify.com").split(",").map((host) => host.trim());
for (const shop of hosts.filter((host) => host !== "")) {
  const response = await fetch(`${sandbox.url}/__sandbox/seed`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ shop, orders: Number(SANDBOX_ORDERS ?? 200) }),
  });
  if (!response.ok)
    throw new Error(`Seeding ${shop} was answered with ${String(response.status)}: ${await response.text()}`);
}

let isEnding = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (isEnding) return;
    isEnding = true;
    void sandbox.close().then(() => process.exit(0));
  });
}
process.send?.("ready");
