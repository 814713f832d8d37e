import type { ErpCurrency } from "#domain/orders/document-currency";
import type { ErpPort } from "#erp/port";

/** What documents need to know of the ERP's setup. */
export interface ErpSetup {
  /** As `ErpPort.countryCode`. */
  countryCode(isoOrCode: string): Promise<string | undefined>;
  /** The currency with this code, blank for the local one. */
  currencyOfCode(code: string): Promise<ErpCurrency | null>;
  /** The currency amounts in this ISO currency are booked in. */
  currencyOfIso(isoCode: string): Promise<ErpCurrency | null>;
}

/** Asks the ERP for each fact once, as long as a batch lasts: orders of a shop share their countries and currencies. */
export function erpSetup(erp: ErpPort): ErpSetup {
  const countries = new Map<string, Promise<string | undefined>>();
  const currencies = new Map<string, Promise<ErpCurrency | null>>();
  return {
    countryCode: (isoOrCode) => once(countries, isoOrCode, () => erp.countryCode(isoOrCode)),
    currencyOfCode: (code) => once(currencies, `code ${code}`, () => currencyOfCode(erp, code)),
    currencyOfIso: (isoCode) =>
      once(currencies, `iso ${isoCode}`, async () => {
        const code = await erp.currencyCode(isoCode);
        return code === undefined ? null : { code, isoCode };
      }),
  };
}

function once<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const asked = known.get(key);
  if (asked !== undefined) return asked;
  const answer = ask();
  known.set(key, answer);
  return answer;
}

async function currencyOfCode(erp: ErpPort, code: string): Promise<ErpCurrency | null> {
  const { localCurrencyCode } = await erp.company();
  if (code === "" || code === localCurrencyCode) return { code: "", isoCode: localCurrencyCode };
  const currency = await erp.findCurrency(code);
  return currency === undefined ? null : { code, isoCode: currency.isoCode };
}
