/** Locations and publications given from outside. */
import type { LocationRecord, PublicationRecord } from "../records/catalogue.ts";
import type { ShopData } from "../store.ts";
import { readReference } from "./reference.ts";
import type { Reader } from "./reader.ts";
import { readAddress } from "./read-shared.ts";

export function readLocation(data: ShopData, reader: Reader, known?: LocationRecord): LocationRecord {
  const address = reader.node("address");
  const createdAt = reader.time("createdAt") ?? known?.createdAt ?? data.now();
  const id = reader.id("id", "Location") ?? known?.id ?? data.ids.next("Location");
  const location: LocationRecord = {
    id,
    createdAt,
    updatedAt: reader.time("updatedAt") ?? known?.updatedAt ?? createdAt,
    name: reader.text("name") ?? known?.name ?? `Location ${id}`,
    isActive: reader.flag("isActive") ?? known?.isActive ?? true,
    isPrimary: reader.flag("isPrimary") ?? known?.isPrimary ?? false,
    shipsInventory: reader.flag("shipsInventory") ?? known?.shipsInventory ?? true,
    fulfillsOnlineOrders: reader.flag("fulfillsOnlineOrders") ?? known?.fulfillsOnlineOrders ?? true,
    isFulfillmentService: reader.flag("isFulfillmentService") ?? known?.isFulfillmentService ?? false,
    address: (address === undefined || address === null ? known?.address : readAddress(data, address)) ?? {
      id: data.ids.next("MailingAddress"),
      countryCodeV2: data.profile.countryCode,
    },
  };
  const given = reader.rest(known?.given);
  if (given !== undefined) location.given = given;
  return location;
}

export const readLocationOf = (data: ShopData, owner: Reader, name: string): number | undefined =>
  readReference(owner, name, {
    type: "Location",
    find: (id) => data.locations.get(id),
    add(reader) {
      const location = readLocation(data, reader);
      data.ids.seen("Location", location.id);
      data.locations.insert(location);
      return location;
    },
  })?.id;

export function readPublication(data: ShopData, reader: Reader, known?: PublicationRecord): PublicationRecord {
  const createdAt = known?.createdAt ?? data.now();
  const publication: PublicationRecord = {
    id: reader.id("id", "Publication") ?? known?.id ?? data.ids.next("Publication"),
    createdAt,
    updatedAt: createdAt,
    name: reader.text("name") ?? known?.name ?? "Channel",
    autoPublish: reader.flag("autoPublish") ?? known?.autoPublish ?? true,
    supportsFuturePublishing: reader.flag("supportsFuturePublishing") ?? known?.supportsFuturePublishing ?? false,
  };
  const given = reader.rest(known?.given);
  if (given !== undefined) publication.given = given;
  return publication;
}
