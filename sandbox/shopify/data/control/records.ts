/** `POST`, `PATCH` and `DELETE` of records: schema-shaped nodes in, records out. */
import { ControlError, unprocessable, type ControlRoute } from "../../engine/control-routes.ts";
import { executableSchema } from "../../engine/schema.ts";
import { gid, type IdType } from "../ids.ts";
import { readProduct } from "../input/read-catalogue.ts";
import { readGiftCard } from "../input/read-gift-card.ts";
import { readCompany, readCustomer, readStaff } from "../input/read-people.ts";
import { readLocation, readPublication } from "../input/read-places.ts";
import { createReader, readId, type Reader } from "../input/reader.ts";
import { checkShape, isNode, type Node } from "../input/shape.ts";
import type { DataPart } from "../part.ts";
import type { ShopData } from "../store.ts";
import type { Table, Timed } from "../table.ts";
import type { WebhookEvent } from "../webhooks/deliveries.ts";
import { customerEvent, productEvent } from "../webhooks/events.ts";

interface RecordKind<R extends Timed> {
  /** Path and member of the body: `customers`. */
  readonly name: string;
  readonly type: IdType;
  table(store: ShopData): Table<R>;
  read(store: ShopData, reader: Reader, known?: R): R;
  /** Raised with `emit: true`. */
  readonly event?: (store: ShopData, change: "CREATE" | "UPDATE", record: R) => WebhookEvent;
}

/** The nodes of a body: `{ "customers": [ … ] }`. */
export function nodesIn(body: Node, name: string, type: string): Node[] {
  const nodes = body[name];
  if (!Array.isArray(nodes)) throw unprocessable(`/${name}`, `a list of ${type} is expected`);
  return nodes.map((node: unknown, index) => {
    const pointer = `/${name}/${index}`;
    if (!isNode(node)) throw unprocessable(pointer, `an object of ${type} is expected`);
    checkShape(executableSchema(), type, node, pointer);
    return node;
  });
}

/** The members of a `PATCH` body, without what is no member of the record. */
export function membersIn(body: Node, type: string): Node {
  const { emit: _emit, ...members } = body;
  checkShape(executableSchema(), type, members, "");
  return members;
}

export function found<R extends Timed>(table: Table<R>, type: IdType, id: string | undefined): R {
  const record = table.get(readId(id, type, ""));
  if (record === undefined) throw new ControlError(404, "record-not-found", `The shop has no ${type} ${id ?? ""}`);
  return record;
}

export const refuseKnown = (isKnown: boolean, type: string, id: number): void => {
  if (isKnown)
    throw new ControlError(409, "already-exists", `The shop has a ${type} ${id} already: change it with PATCH`);
};

function routesOf<R extends Timed>(kind: RecordKind<R>): ControlRoute<DataPart>[] {
  const { name, type } = kind;
  const answer = (record: R) => ({ id: gid(type, record.id), legacyResourceId: String(record.id) });
  return [
    {
      method: "POST",
      path: name,
      makesShop: true,
      members: [name, "emit"],
      handle({ data, body }) {
        const { store, webhooks } = data;
        const records = nodesIn(body, name, type).map((node, index) =>
          kind.read(store, createReader(node, `/${name}/${index}`)),
        );
        for (const record of records) {
          refuseKnown(kind.table(store).get(record.id) !== undefined, type, record.id);
          store.ids.seen(type, record.id);
          kind.table(store).insert(record);
          if (body["emit"] === true && kind.event !== undefined) webhooks.emit(kind.event(store, "CREATE", record));
        }
        return { [name]: records.map(answer) };
      },
    },
    {
      method: "PATCH",
      path: `${name}/:id`,
      handle({ data, body, params }) {
        const { store, webhooks } = data;
        const record = found(kind.table(store), type, params["id"]);
        const members = membersIn(body, type);
        const { updatedAt, ...changed } = kind.read(store, createReader(members, ""), record);
        kind.table(store).write(record, () => {
          Object.assign(record, changed);
          if (members["updatedAt"] !== undefined) record.updatedAt = updatedAt;
        });
        if (body["emit"] === true && kind.event !== undefined) webhooks.emit(kind.event(store, "UPDATE", record));
        return answer(record);
      },
    },
    {
      method: "DELETE",
      path: `${name}/:id`,
      members: [],
      handle({ data, params }) {
        const table = kind.table(data.store);
        table.delete(found(table, type, params["id"]));
        return { deleted: true };
      },
    },
  ];
}

export const recordRoutes: readonly ControlRoute<DataPart>[] = [
  ...routesOf({
    name: "customers",
    type: "Customer",
    table: (store) => store.customers,
    read: readCustomer,
    event: (store, change, record) => customerEvent(store, `CUSTOMERS_${change}`, record),
  }),
  ...routesOf({
    name: "products",
    type: "Product",
    table: (store) => store.products,
    read: readProduct,
    event: (store, change, record) => productEvent(store, `PRODUCTS_${change}`, record),
  }),
  ...routesOf({ name: "locations", type: "Location", table: (store) => store.locations, read: readLocation }),
  ...routesOf({
    name: "publications",
    type: "Publication",
    table: (store) => store.publications,
    read: readPublication,
  }),
  ...routesOf({ name: "staff", type: "StaffMember", table: (store) => store.staff, read: readStaff }),
  ...routesOf({ name: "companies", type: "Company", table: (store) => store.companies, read: readCompany }),
  ...routesOf({ name: "gift-cards", type: "GiftCard", table: (store) => store.giftCards, read: readGiftCard }),
];
