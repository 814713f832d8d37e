import { DateTime } from "luxon";

/** Every call names this version; schema, types and tests belong to it. */
export const PINNED_API_VERSION = "2026-07";

/** Shopify supports a version twelve months from its quarter ("Shopify: API versioning"). */
export function apiVersionExpiry(version: string = PINNED_API_VERSION): Date {
  return DateTime.fromFormat(version, "yyyy-MM", { zone: "utc" }).plus({ months: 12 }).toJSDate();
}

export type ApiVersionStatus = "ok" | "expiring" | "expired";

const WARNING_DAYS = 30;
const DAY_MS = 86_400_000;

/** `expiring` from thirty days (rounded) before the end of support. */
export function apiVersionStatus(expiresAt: Date, now: Date): ApiVersionStatus {
  const leftMs = expiresAt.getTime() - now.getTime();
  if (leftMs <= 0) return "expired";
  return Math.round(leftMs / DAY_MS) <= WARNING_DAYS ? "expiring" : "ok";
}
