import { provincesOf } from "./provinces.ts";

/** A row of *Tax Area* as it begins: a person adds what is paid there. */
export interface County {
  readonly countryCode: string;
  readonly county: string;
  readonly countyCode: string;
}

/** The rows there have to be for the countries a store ships to. */
export interface ShipToCountries {
  readonly countryCodes: readonly string[];
  readonly counties: readonly County[];
}

/**
 * Decides which rows of *Customer Setup by Country/Region* and of *Tax Area* a store needs (report 30110). Each list is in the order
 * of its key, so that two shops that store the same rows at once wait for each other instead of locking each other out.
 */
export function planShipToCountries(shipsTo: readonly string[]): ShipToCountries {
  const countryCodes = [...new Set(shipsTo)].filter((code) => code !== "" && code !== "*").toSorted();
  const counties = countryCodes.flatMap((countryCode) =>
    provincesOf(countryCode).map(({ code, name }) => ({ countryCode, county: name, countyCode: code })),
  );
  return { countryCodes, counties };
}
