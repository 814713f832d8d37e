import { z } from "zod";
import { decimal, moment, shopifyId } from "./shared.ts";

/** Members of one kind, for records with many of them. */
const of =
  <Schema extends z.ZodType>(schema: Schema) =>
  <const Name extends string>(...names: readonly Name[]): { readonly [Key in Name]: Schema } =>
    Object.fromEntries(names.map((name) => [name, schema])) as { readonly [Key in Name]: Schema };

export const texts = of(z.string());
export const flags = of(z.boolean());
export const integers = of(z.number().int());
/** Exact decimals as text. */
export const decimals = of(decimal);
export const moments = of(moment);
export const momentsOrNull = of(moment.nullable());
export const ids = of(shopifyId);
export const idsOrNull = of(shopifyId.nullable());

/** The members of `row` that the schema has: what a table keeps for itself stays there. */
export function pick<Shape extends z.ZodRawShape, Row extends object>(
  schema: z.ZodObject<Shape>,
  row: Row,
): Pick<Row, keyof Row & keyof Shape> {
  const names = Object.keys(schema.shape);
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name))) as Pick<
    Row,
    keyof Row & keyof Shape
  >;
}
