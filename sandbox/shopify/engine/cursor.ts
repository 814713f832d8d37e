/** Cursors as Shopify makes them: base64 JSON of the last record's id and sort value; only good for the same kind of sort. */
import { badRequest } from "./errors.ts";

export type SortKind = "time" | "number" | "text";
export type SortValue = number | string | null;

export interface Position {
  readonly id: number;
  readonly value: SortValue;
}

const timeText = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace("T", " ").replace("Z", "000");

export function writeCursor(position: Position, kind: SortKind): string {
  const { id, value } = position;
  const text = value === null ? null : kind === "time" && typeof value === "number" ? timeText(value) : String(value);
  return Buffer.from(JSON.stringify({ last_id: id, last_value: text })).toString("base64");
}

/** Throws BAD_REQUEST for a cursor of another kind of sort, or none at all. */
export function readCursor(cursor: string, kind: SortKind): Position {
  const invalid = () => badRequest("Invalid cursor for current pagination sort.");
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, "base64").toString());
  } catch {
    throw invalid();
  }
  if (typeof parsed !== "object" || parsed === null) throw invalid();
  const { last_id: id, last_value: text } = parsed as Record<string, unknown>;
  if (typeof id !== "number" || !(text === null || typeof text === "string")) throw invalid();
  if (text === null) return { id, value: null };
  const time = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}\.\d{3})000$/.exec(text);
  switch (kind) {
    case "time":
      if (time === null) throw invalid();
      return { id, value: Date.parse(`${time[1] ?? ""}T${time[2] ?? ""}Z`) };
    case "number":
      if (!/^-?\d+(?:\.\d+)?$/.test(text)) throw invalid();
      return { id, value: Number(text) };
    case "text":
      return { id, value: text };
  }
}
