import { expect, test } from "@jest/globals";
import { isFailure, parseBody } from "#shopify/answer";

test("a list of errors, a text and none at all are told apart", () => {
  expect(parseBody('{"errors":"[API] Invalid API key"}')).toMatchObject({
    errors: [],
    errorText: "[API] Invalid API key",
  });
  expect(parseBody('{"errors":[{"message":"No","extensions":{"code":"X"},"path":["a",0]}]}').errors).toEqual([
    { message: "No", extensions: { code: "X" }, path: ["a", 0] },
  ]);
  expect(parseBody('{"data":{}}')).toMatchObject({ errors: [], errorText: null });
  expect(parseBody('{"errors":{"base":["bad"]}}').errorText).toBe('{"base":["bad"]}');
});

test.each(["", "<html>502</html>", '{"data":', "null", "17", "{}", '{"data":null}', '{"data":7}'])(
  "a body without data counts as failed: %s",
  (body) => {
    expect(isFailure(200, parseBody(body))).toBe(true);
  },
);

test("CL-8 user errors make an exchange failed, empty ones do not", () => {
  const withError =
    '{"data":{"fulfillmentCreate":{"fulfillment":null,"userErrors":[{"field":["fulfillment"],"message":"Fulfillment order does not exist."}]}}}';

  expect(isFailure(200, parseBody(withError))).toBe(true);
  expect(isFailure(200, parseBody('{"data":{"fulfillmentCreate":{"fulfillment":{"id":"1"},"userErrors":[]}}}'))).toBe(
    false,
  );
});

test("CL-9 one empty and one filled list of user errors: failed", () => {
  const body = parseBody('{"data":{"productUpdate":{"userErrors":[],"mediaUserErrors":[{"message":"Too large"}]}}}');

  expect(isFailure(200, body)).toBe(true);
});

test("an ignored part of a search makes an exchange failed, a search that was understood does not", () => {
  const body = (warnings: readonly object[]) =>
    parseBody(JSON.stringify({ data: { orders: { nodes: [] } }, extensions: { search: [{ warnings }] } }));

  expect(isFailure(200, body([{ field: "oops", message: "Invalid search field", code: "invalid_field" }]))).toBe(true);
  expect(isFailure(200, body([]))).toBe(false);
});

test("a field whose value merely contains the word is no user error", () => {
  expect(isFailure(200, parseBody('{"data":{"order":{"note":"userErrors: [1]"}}}'))).toBe(false);
});

test("the figures of the bucket are read, and dropped when they would make a wait endless", () => {
  const body = (restoreRate: number) =>
    parseBody(
      JSON.stringify({
        data: {},
        extensions: {
          cost: {
            requestedQueryCost: 156,
            actualQueryCost: 35,
            throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1965, restoreRate },
          },
        },
      }),
    ).cost;

  expect(body(100)).toEqual({
    requested: 156,
    actual: 35,
    status: { maximumAvailable: 2000, currentlyAvailable: 1965, restoreRate: 100 },
  });
  expect(body(0).status).toBeNull();
});
