import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createApi } from "#api/create-api";
import { anApi, type TestApi } from "./an-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.close());

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** What Express would really answer, taken from its router. */
const routesOfApp = (): readonly string[] => {
  const { stack } = createApi(api.deps).router as unknown as { readonly stack: readonly Layer[] };
  return stack.flatMap(({ route }) =>
    route === undefined ? [] : Object.keys(route.methods).map((method) => `${method} ${route.path}`),
  );
};

test("every route of the app is in the OpenAPI document, and the other way round", async () => {
  const { status, body } = await api.call("GET", "/api/openapi.json", undefined, { key: null });

  const paths = body["paths"] as Record<string, object>;
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
  );
  expect(status).toBe(200);
  expect(body["openapi"]).toBe("3.1.1");
  const own = new Set(["get /api/openapi.json"]);
  expect(documented.toSorted()).toEqual(
    routesOfApp()
      .filter((route) => !own.has(route))
      .toSorted(),
  );
});

test("operations have unique names, a summary and schemas of what they answer", async () => {
  const { body } = await api.call("GET", "/api/openapi.json", undefined, { key: null });

  const operations = Object.values(
    body["paths"] as Record<string, Record<string, { operationId: string; summary: string }>>,
  ).flatMap((methods) => Object.values(methods));
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  expect(operations.filter(({ summary }) => summary.length < 10)).toEqual([]);
});

test("what is not open to everybody answers nothing without a key", async () => {
  const { body } = await api.call("GET", "/api/openapi.json", undefined, { key: null });
  const paths = body["paths"] as Record<string, Record<string, { operationId: string; security?: readonly object[] }>>;

  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, security }]) => ({ path, method, operationId, security })),
  );
  const open = operations.filter(({ security }) => security?.length === 0);
  expect(open.map(({ operationId }) => operationId).toSorted()).toEqual([
    "finishOauth",
    "getHealth",
    "getReadiness",
    "installApp",
    "receiveShopifyWebhook",
  ]);
  expect(operations.length).toBeGreaterThan(60);
  for (const { path, method, operationId } of operations.filter((operation) => !open.includes(operation))) {
    const answer = await api.call(
      method.toUpperCase(),
      path.replaceAll(/\{\w+\}/g, "1"),
      method === "get" ? undefined : {},
      {
        key: null,
      },
    );
    expect({ operationId, status: answer.status, code: answer.body["code"] }).toEqual({
      operationId,
      status: 401,
      code: "api-key-required",
    });
  }
});

test("the docs page is served from here, without a key, and shows our document", async () => {
  const page = await fetch(`${api.url}/api/docs/`);
  const initializer = await fetch(`${api.url}/api/docs/swagger-initializer.js`);

  expect(page.status).toBe(200);
  expect(await page.text()).toContain("swagger-ui");
  expect(await initializer.text()).toContain("/api/openapi.json");
  expect((await fetch(`${api.url}/api/docs/swagger-ui-bundle.js`)).status).toBe(200);
});
