/** A connection over the records below one object, paged as Shopify pages. */
import type { Arguments } from "./view.ts";

const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

const cursorOf = (position: number): string =>
  Buffer.from(JSON.stringify({ last_id: position, last_value: position })).toString("base64");

const positionOf = (cursor: string): number => {
  const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64").toString());
  return typeof parsed === "object" && parsed !== null && "last_id" in parsed ? Number(parsed.last_id) : 0;
};

/**
 * Records below one object are never reordered, only added to or removed at the end, so a position is a good cursor.
 * Nodes become views when they are read.
 */
export function connectionOf<R>(records: readonly R[], args: Arguments, toView: (record: R) => unknown): object {
  const ordered = records.map((record, position) => ({ record, position }));
  if (args["reverse"] === true) ordered.reverse();
  const { after, before } = args;
  const startOf = (cursor: string) => ordered.findIndex((each) => each.position === positionOf(cursor));
  let start = typeof after === "string" ? startOf(after) + 1 : 0;
  let end = typeof before === "string" ? startOf(before) : ordered.length;
  const first = numberOf(args["first"]);
  const last = numberOf(args["last"]);
  if (first !== undefined) end = Math.min(end, start + first);
  if (last !== undefined) start = Math.max(start, end - last);
  const page = ordered.slice(start, end);
  return {
    get nodes() {
      return page.map(({ record }) => toView(record));
    },
    get edges() {
      return page.map(({ record, position }) => ({ cursor: cursorOf(position), node: toView(record) }));
    },
    pageInfo: {
      hasPreviousPage: start > 0,
      hasNextPage: end < ordered.length,
      startCursor: page[0] === undefined ? null : cursorOf(page[0].position),
      endCursor: page.at(-1) === undefined ? null : cursorOf(page.at(-1)?.position ?? 0),
    },
  };
}
