export interface ReturnLocationSettings {
  readonly returnLocationPriority: "defaultReturnLocation" | "originalThenDefaultLocation";
  /** Default Return Location; blank: none. */
  readonly returnLocation: string;
}

/**
 * Where goods come back to: the location Shopify names, when the shop wants that and the location has a code, else the shop's Default Return
 * Location. `locationCodes` are by Shopify location id.
 */
export function returnLocation(
  locationId: string | null,
  settings: ReturnLocationSettings,
  locationCodes: Readonly<Record<string, string>>,
): string {
  if (settings.returnLocationPriority === "defaultReturnLocation" || locationId === null)
    return settings.returnLocation;
  return locationCodes[locationId] ?? settings.returnLocation;
}
