import { expect, test } from "@jest/globals";
import { aShop } from "./a-shop.ts";

test.each([
  ["2026-09-30T23:59:59Z", ["2025-10", "2026-01", "2026-04", "2026-07 (Latest)"], "2026-10"],
  ["2026-10-01T00:00:00Z", ["2026-01", "2026-04", "2026-07", "2026-10 (Latest)"], "2027-01"],
  ["2027-07-01T00:00:00Z", ["2026-10", "2027-01", "2027-04", "2027-07 (Latest)"], "2027-10"],
])("at %s the versions of the last twelve months are supported", async (at, supported, candidate) => {
  const shop = aShop();
  shop.clock.set(Date.parse(at));

  const { data } = await shop.run("{ publicApiVersions { handle displayName supported } }");

  expect(data["publicApiVersions"]).toEqual([
    ...supported.map((displayName) => ({ handle: displayName.slice(0, 7), displayName, supported: true })),
    { handle: candidate, displayName: `${candidate} (Release candidate)`, supported: false },
    { handle: "unstable", displayName: "unstable", supported: false },
  ]);
});
