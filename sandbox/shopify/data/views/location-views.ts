/** Locations, fulfillment services, publications, staff. */
import { gid } from "../ids.ts";
import type { LocationRecord, PublicationRecord } from "../records/catalogue.ts";
import type { StaffRecord } from "../records/customer.ts";
import { serviceAt } from "./fulfillment-service.ts";
import { addressView } from "./shared-views.ts";
import { defineView, timeText } from "./view.ts";

export const locationView = defineView<LocationRecord>("Location", {
  same: ["name", "isActive", "isPrimary", "shipsInventory", "fulfillsOnlineOrders", "isFulfillmentService"],
  nulls: ["deactivatedAt", "localPickupSettingsV2"],
  fields: {
    id: (location) => gid("Location", location.id),
    legacyResourceId: (location) => String(location.id),
    createdAt: (location) => timeText(location.createdAt),
    updatedAt: (location) => timeText(location.updatedAt),
    activatable: () => true,
    addressVerified: () => true,
    deactivatable: (location) => location.isActive && !location.isPrimary,
    deletable: (location) => !location.isActive,
    hasActiveInventory: (location, data) =>
      [...data.variants.values()].some((variant) => variant.available.has(location.id)),
    hasUnfulfilledOrders: (location, data) =>
      data.orders.byId
        .all()
        .some((order) =>
          order.fulfillmentOrders.some((each) => each.locationId === location.id && each.status === "OPEN"),
        ),
    address: (location, data) => {
      const address = addressView(location.address, data);
      return {
        ...location.address,
        countryCode: location.address.countryCodeV2 ?? null,
        latitude: null,
        longitude: null,
        get formatted() {
          return (address["formatted"] as (args: object) => string[])({});
        },
      };
    },
    fulfillmentService: (location, data) => (location.isFulfillmentService ? serviceAt(location, data) : null),
    suggestedAddresses: () => [],
  },
});

export const publicationView = defineView<PublicationRecord>("Publication", {
  same: ["name", "autoPublish", "supportsFuturePublishing"],
  nulls: ["operation"],
  fields: {
    id: (publication) => gid("Publication", publication.id),
    catalog: (publication) => ({
      __typename: "AppCatalog",
      id: gid("AppCatalog", publication.id),
      title: `Channel Catalog ${publication.id}`,
      status: "ACTIVE",
    }),
    app: (publication) => ({
      __typename: "App",
      id: gid("App", publication.id),
      title: publication.name,
      handle: publication.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
    }),
  },
});

export const staffView = defineView<StaffRecord>("StaffMember", {
  same: ["firstName", "lastName", "email", "phone", "active", "isShopOwner"],
  fields: {
    id: (staff) => gid("StaffMember", staff.id),
    accountType: () => "REGULAR",
    exists: () => true,
    initials: (staff) => [staff.firstName?.charAt(0) ?? "", staff.lastName?.charAt(0) ?? ""],
    locale: () => "en",
    name: (staff) => [staff.firstName, staff.lastName].filter(Boolean).join(" "),
  },
});
