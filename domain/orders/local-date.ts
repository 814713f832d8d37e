import { DateTime } from "luxon";
import { malformed } from "./shopify-id.ts";

/** The day an instant falls on in the company's time zone, as `YYYY-MM-DD`. Throws `order-malformed`. */
export function localDate(instant: string, timeZone: string, field: string): string {
  const date = DateTime.fromISO(instant, { zone: timeZone }).toISODate();
  if (date === null) throw malformed(field, instant);
  return date;
}
