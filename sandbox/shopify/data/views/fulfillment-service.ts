/** Who fulfils: the merchant, or a fulfillment service with a location of its own. */
import { gid } from "../ids.ts";
import type { LocationRecord } from "../records/catalogue.ts";
import type { ShopData } from "../store.ts";
import type { View } from "./view.ts";

export const serviceAt = (location: LocationRecord, data: ShopData) => ({
  id: `${gid("FulfillmentService", location.id)}?id=true`,
  handle: location.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
  serviceName: location.name,
  type: "THIRD_PARTY",
  callbackUrl: null,
  fulfillmentOrdersOptIn: true,
  inventoryManagement: true,
  requiresShippingMethod: true,
  trackingSupport: true,
  get location() {
    return data.show("Location", location);
  },
});

/** The service of a line: the merchant's own ("manual", at the primary location) unless the line names a location [A]. */
export const fulfillmentServiceView = (data: ShopData, locationId: number | null): object => {
  const location = locationId === null ? primaryLocation(data) : data.locations.get(locationId);
  if (location?.isFulfillmentService === true) return serviceAt(location, data);
  return {
    id: "gid://shopify/FulfillmentService/manual",
    handle: "manual",
    serviceName: "Manual",
    type: "MANUAL",
    callbackUrl: null,
    fulfillmentOrdersOptIn: true,
    inventoryManagement: false,
    requiresShippingMethod: true,
    trackingSupport: false,
    get location() {
      return location === undefined ? null : data.show("Location", location);
    },
  };
};

export const primaryLocation = (data: ShopData): LocationRecord | undefined => {
  const locations = data.locations.byId.all();
  return locations.find((location) => location.isPrimary) ?? locations[0];
};

export const locationOf = (data: ShopData, locationId: number | null): View | null => {
  const location = locationId === null ? undefined : data.locations.get(locationId);
  return location === undefined ? null : data.show("Location", location);
};
