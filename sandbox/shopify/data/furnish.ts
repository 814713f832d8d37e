/** What every new shop has: two locations, the usual sales channels, staff. */
import type { ShopData } from "./store.ts";

export function furnish(data: ShopData): void {
  const { createdAt } = data.profile;
  const times = { createdAt, updatedAt: createdAt };
  const address = (address1: string, city: string, zip: string, province: string, provinceCode: string) => ({
    id: data.ids.next("MailingAddress"),
    address1,
    city,
    zip,
    province,
    provinceCode,
    country: "United States",
    countryCodeV2: "US",
  });
  const common = {
    ...times,
    isActive: true,
    shipsInventory: true,
    fulfillsOnlineOrders: true,
    isFulfillmentService: false,
  };
  data.locations.insert({
    ...common,
    id: data.ids.next("Location"),
    name: "Main Warehouse",
    isPrimary: true,
    address: address("1 Harbor Way", "Seattle", "98101", "Washington", "WA"),
  });
  data.locations.insert({
    ...common,
    id: data.ids.next("Location"),
    name: "Downtown",
    isPrimary: false,
    address: address("200 Market Street", "Portland", "97201", "Oregon", "OR"),
  });
  for (const name of ["Online Store", "Point of Sale", "Shop"])
    data.publications.insert({
      ...times,
      id: data.ids.next("Publication"),
      name,
      autoPublish: true,
      supportsFuturePublishing: name === "Online Store",
    });
  for (const [firstName, lastName] of [
    ["Olivia", "Owner"],
    ["Stan", "Seller"],
  ] as const)
    data.staff.insert({
      ...times,
      id: data.ids.next("StaffMember"),
      firstName,
      lastName,
      email: `${firstName.toLowerCase()}@${data.profile.host}`,
      phone: null,
      active: true,
      isShopOwner: lastName === "Owner",
    });
}
