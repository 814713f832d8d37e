import { expect, test } from "@jest/globals";
import { changedMembers } from "#domain/access/audited-change";

test("only the members that changed are written down, before and after", () => {
  const before = { skuMapping: "none", enabled: false, until: new Date("2026-01-01T00:00:00Z"), tags: ["a"] };
  const after = { skuMapping: "itemNo", enabled: false, until: new Date("2026-01-01T00:00:00Z"), tags: ["a", "b"] };

  expect(changedMembers({ before, after })).toEqual({
    before: { skuMapping: "none", tags: ["a"] },
    after: { skuMapping: "itemNo", tags: ["a", "b"] },
  });
});

test("a record that stays as it was, in whatever order its members are, leaves nothing", () => {
  const before = { address: { city: "Lund", country: "SE" }, note: undefined };
  const after = { address: { country: "SE", city: "Lund" } };

  expect(changedMembers({ before, after })).toBeNull();
});

test("what is made has no before, what is removed no after, and an action neither", () => {
  expect(changedMembers({ after: { no: "1" } })).toEqual({ before: null, after: { no: "1" } });
  expect(changedMembers({ before: { no: "1" } })).toEqual({ before: { no: "1" }, after: null });
  expect(changedMembers({})).toEqual({ before: null, after: null });
});

test("of a secret is written down that it changed, wherever it stands, and whether there was one", () => {
  const before = { clientId: "a", clientSecret: null, app: { accessToken: "old" }, keys: [{ key: "k1" }] };
  const after = { clientId: "b", clientSecret: "sealed", app: { accessToken: "new" }, keys: [{ key: "k2" }] };

  expect(changedMembers({ before, after })).toEqual({
    before: { clientId: "a", clientSecret: null, app: { accessToken: "(secret)" }, keys: [{ key: "(secret)" }] },
    after: { clientId: "b", clientSecret: "(secret)", app: { accessToken: "(secret)" }, keys: [{ key: "(secret)" }] },
  });
});
