import { expect, test } from "@jest/globals";
import { provincesOf } from "#domain/customers/provinces";
import { planShipToCountries } from "#domain/customers/ship-to-countries";

test("a country with provinces has a tax area for each, one without has none, and what names no country is left out", () => {
  const { countryCodes, counties } = planShipToCountries(["US", "", "*", "DE", "US"]);

  expect(countryCodes).toEqual(["DE", "US"]);
  expect(counties).toHaveLength(62);
  expect(counties[0]).toEqual({ countryCode: "US", county: "Alabama", countyCode: "AL" });
  expect(planShipToCountries([])).toEqual({ countryCodes: [], counties: [] });
});

test("provinces are those that Shopify knows, each with a code and a name of its own that the tables can hold", () => {
  const counts = Object.fromEntries(["AU", "CA", "DE", "IT", "US"].map((code) => [code, provincesOf(code).length]));
  expect(counts).toEqual({ AU: 8, CA: 13, DE: 0, IT: 110, US: 62 });
  expect(provincesOf("US")).toContainEqual({ code: "DC", name: "District of Columbia" });
  expect(provincesOf("MX")).toContainEqual({ code: "Q ROO", name: "Quintana Roo" });

  for (const country of ["AE", "AR", "AU", "BR", "CA", "ES", "GB", "IT", "JP", "MX", "US", "ZA"]) {
    const provinces = provincesOf(country);
    expect(new Set(provinces.map(({ code }) => code)).size).toBe(provinces.length);
    expect(new Set(provinces.map(({ name }) => name)).size).toBe(provinces.length);
    for (const { code, name } of provinces) {
      expect(code).toMatch(/^.{1,10}$/u);
      expect(name).not.toBe("");
    }
  }
});
