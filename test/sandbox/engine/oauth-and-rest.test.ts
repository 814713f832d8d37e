import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { aSandbox, TEST_TOKEN, type SandboxHandle } from "../../support/sandbox.ts";

let sandbox: SandboxHandle;
beforeAll(async () => {
  sandbox = await aSandbox();
  await sandbox.seed({ orders: 7, products: 5, customers: 5, seed: 1 });
});
afterAll(() => sandbox.close());

const app = { client_id: "sandbox-client", client_secret: "sandbox-secret" };

interface TokenAnswer {
  readonly access_token: string;
  readonly scope: string;
  readonly expires_in?: number;
  readonly refresh_token?: string;
}

async function token(form: Readonly<Record<string, string>>) {
  const response = await fetch(`${sandbox.url}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "X-Forwarded-Host": sandbox.host },
    body: new URLSearchParams({ ...app, ...form }),
  });
  return { status: response.status, body: (await response.json()) as TokenAnswer & { error?: string } };
}

const get = (path: string, accessToken = TEST_TOKEN) =>
  fetch(sandbox.url + path, {
    redirect: "manual",
    headers: { "X-Forwarded-Host": sandbox.host, "X-Shopify-Access-Token": accessToken },
  });

const works = async (accessToken: string) =>
  (await sandbox.graphql("{ shop { name } }", {}, accessToken)).data !== undefined;

test("client credentials give a day's token with the granted scopes", async () => {
  await sandbox.putShop({ scopes: ["read_orders", "write_products"] });
  const { status, body } = await token({ grant_type: "client_credentials" });

  expect(status).toBe(200);
  expect(body).toEqual({
    access_token: expect.stringMatching(/^shpat_/),
    scope: "read_orders,write_products",
    expires_in: 86_399,
  });
  expect(await (await get("/admin/oauth/access_scopes.json", body.access_token)).json()).toEqual({
    access_scopes: [{ handle: "read_orders" }, { handle: "write_products" }],
  });
  expect(await works(body.access_token)).toBe(true);
  await sandbox.clock({ advance: "P1D" });
  expect(await works(body.access_token)).toBe(false);
  expect(await works(TEST_TOKEN)).toBe(true);
  await sandbox.clock({ set: null });
});

test("a wrong secret or grant is refused", async () => {
  expect((await token({ grant_type: "client_credentials", client_secret: "wrong" })).status).toBe(401);
  expect((await token({ grant_type: "client_credentials", client_id: "wrong" })).body.error).toBe(
    "application_cannot_be_found",
  );
  expect((await token({ grant_type: "password" })).body.error).toBe("unsupported_grant_type");
});

test("an authorization code works once; its refresh token until the new token is used", async () => {
  const authorize = await get(
    "/admin/oauth/authorize?client_id=sandbox-client&scope=read_orders&state=abc&redirect_uri=https://app.example/back",
  );
  const back = new URL(authorize.headers.get("location") ?? "");
  expect(authorize.status).toBe(302);
  expect(back.searchParams.get("state")).toBe("abc");
  const code = back.searchParams.get("code") ?? "";

  const first = (await token({ code, expiring: "1" })).body;
  expect(first).toMatchObject({ scope: "read_orders", expires_in: 3_600 });
  expect((await token({ code })).status).toBe(400);

  const refresh = { grant_type: "refresh_token", refresh_token: first.refresh_token ?? "" };
  const lost = await token(refresh);
  const second = await token(refresh);
  expect([lost.status, second.status]).toEqual([200, 200]);
  expect(await works(second.body.access_token)).toBe(true);
  expect((await token(refresh)).body.error).toBe("invalid_grant");
});

test("a session token of the app is exchanged, another one is not", async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const session = (secret: string) => {
    const unsigned = `${part({ alg: "HS256" })}.${part({ aud: "sandbox-client", dest: `https://${sandbox.host}`, exp: Date.now() / 1000 + 60 })}`;
    return `${unsigned}.${createHmac("sha256", secret).update(unsigned).digest("base64url")}`;
  };
  const exchange = (secret: string) =>
    token({ grant_type: "urn:ietf:params:oauth:grant-type:token-exchange", subject_token: session(secret) });

  expect((await exchange("sandbox-secret")).status).toBe(200);
  expect((await exchange("wrong")).body.error).toBe("invalid_subject_token");
});

test("a token that does not expire is exchanged once for one that does, and ends", async () => {
  const offline = "urn:shopify:params:oauth:token-type:offline-access-token";
  const authorize = await get(
    "/admin/oauth/authorize?client_id=sandbox-client&scope=read_orders&redirect_uri=https://app.example/back",
  );
  const code = new URL(authorize.headers.get("location") ?? "").searchParams.get("code") ?? "";
  const old = (await token({ code })).body.access_token;
  const migrate = (subject: string) =>
    token({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: subject,
      subject_token_type: offline,
      requested_token_type: offline,
      expiring: "1",
    });

  const migrated = await migrate(old);

  expect(migrated.body).toMatchObject({ scope: "read_orders", expires_in: 3_600 });
  expect(await works(migrated.body.access_token)).toBe(true);
  expect(await works(old)).toBe(false);
  expect((await migrate(old)).body.error).toBe("invalid_subject_token");
});

test("REST lists page by Link, newest first, each record once", async () => {
  const ids: number[] = [];
  let path: string | undefined = "/admin/api/2026-07/orders.json?limit=3&status=any";
  let pages = 0;
  let previous: string | undefined;
  while (path !== undefined) {
    const response: Response = await get(path);
    const { orders } = (await response.json()) as { orders: { id: number }[] };
    ids.push(...orders.map(({ id }) => id));
    const link = response.headers.get("link") ?? "";
    const next = /<https:\/\/[^/]+([^>]+)>; rel="next"/.exec(link)?.[1];
    previous = /<https:\/\/[^/]+([^>]+)>; rel="previous"/.exec(link)?.[1];
    path = next;
    pages += 1;
  }
  const { count } = (await (await get("/admin/api/2026-07/orders/count.json?status=any")).json()) as { count: number };

  expect(pages).toBe(3);
  expect(ids).toHaveLength(7);
  expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => b - a));
  expect(count).toBe(7);
  const back = (await (await get(previous ?? "")).json()) as { orders: { id: number }[] };
  expect(back.orders.map(({ id }) => id)).toEqual(ids.slice(3, 6));
});

test("REST obeys since_id, fields, limits, scopes and tokens", async () => {
  const { orders } = (await (
    await get("/admin/api/2026-07/orders.json?status=any&since_id=1&limit=2&fields=id,name")
  ).json()) as {
    orders: Record<string, unknown>[];
  };
  expect(orders.map((order) => Object.keys(order).toSorted())).toEqual([
    ["id", "name"],
    ["id", "name"],
  ]);
  expect(Number(orders[0]?.["id"])).toBeLessThan(Number(orders[1]?.["id"]));

  expect((await get("/admin/api/2026-07/orders.json?limit=251")).status).toBe(400);
  expect((await get("/admin/api/2026-07/orders.json", "wrong")).status).toBe(401);
  await sandbox.putShop({ tokens: [{ token: "products-only", scopes: ["read_products"] }] });
  expect((await get("/admin/api/2026-07/orders.json", "products-only")).status).toBe(403);
  expect((await get("/admin/api/2026-07/products.json", "products-only")).status).toBe(200);
  expect((await get("/admin/api/2026-07/themes.json")).status).toBe(404);
  expect(await (await get("/admin/api/2026-07/shop.json")).json()).toMatchObject({
    shop: { myshopify_domain: sandbox.host },
  });
});

test("REST without read_all_orders shows the orders of 60 days", async () => {
  await sandbox.putShop({ tokens: [{ token: "sixty-days", scopes: ["read_orders"] }] });
  await sandbox.placeOrders([{ id: "880001", createdAt: "2020-01-01T00:00:00Z" }]);
  const count = async (accessToken: string) =>
    (await (await get("/admin/api/2026-07/orders/count.json?status=any&ids=880001", accessToken)).json()) as object;

  expect(await count("sixty-days")).toEqual({ count: 0 });
  expect(await count(TEST_TOKEN)).toEqual({ count: 1 });
});
