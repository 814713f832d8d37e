/** What Shopify's scalars accept as variables; the schema file knows only their names. */
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

const isNumberText = (value: unknown) =>
  (typeof value === "string" && NUMBER.test(value)) || (typeof value === "number" && Number.isFinite(value));

const ACCEPTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  Int: (value) => Number.isInteger(value) && Math.abs(Number(value)) <= 2_147_483_648,
  Float: (value) => typeof value === "number",
  String: (value) => typeof value === "string",
  Boolean: (value) => typeof value === "boolean",
  ID: (value) => typeof value === "string" || Number.isInteger(value),
  Date: (value) => typeof value === "string" && DATE.test(value) && !Number.isNaN(Date.parse(value)),
  DateTime: (value) => typeof value === "string" && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value)),
  Decimal: isNumberText,
  Money: isNumberText,
  BigInt: (value) => /^-?\d+$/.test(String(value)),
  UnsignedInt64: (value) => /^\d+$/.test(String(value)),
  URL: (value) => typeof value === "string" && URL.canParse(value),
};

/** Null for a value the scalar takes. */
export function scalarProblem(scalar: string, value: unknown): string | null {
  const accepts = Object.hasOwn(ACCEPTS, scalar) ? ACCEPTS[scalar] : undefined;
  if (accepts === undefined || accepts(value)) return null;
  return `Could not coerce value ${JSON.stringify(value)} to ${scalar}`;
}
