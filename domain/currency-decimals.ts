/** Decimals of an amount in a currency (ISO 4217): 2 for USD, 0 for JPY, 3 for KWD. A code nobody knows has 2. */
export function currencyDecimals(isoCode: string): number {
  if (!/^[A-Z]{3}$/u.test(isoCode)) return 2;
  const format = new Intl.NumberFormat("en", { style: "currency", currency: isoCode });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
