const PRINTABLE = /[^0-9+()/. ]/g;

/**
 * A telephone number as a sales document accepts it: digits, `+ ( ) / .` and spaces. A hyphen and letters are dropped,
 * nothing is put in their place.
 */
export const documentPhone = (phone: string): string => phone.replace(PRINTABLE, "");

/** A telephone number as it is kept for a customer: like on a document, at most 30 characters. */
export const customerPhone = (phone: string): string => documentPhone(phone).slice(0, 30);

/** The digits customers are found by. Leading zeros are a trunk prefix and differ between systems; blank finds nobody. */
export const phoneDigits = (phone: string): string => phone.replace(/\D/g, "").replace(/^0+/, "");
