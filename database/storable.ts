/** What neither text nor jsonb of PostgreSQL takes: the zero byte, and half of a surrogate pair ("PostgreSQL: JSON types"). */
const ZERO = "\u0000";
const HALF_PAIR = /\p{Surrogate}/gu;
const REPLACEMENT = "\uFFFD";

const storableText = (text: string): string => text.replaceAll(ZERO, REPLACEMENT).replaceAll(HALF_PAIR, REPLACEMENT);

/** Whether PostgreSQL keeps this text as it is. */
export const isStorable = (text: string): boolean => storableText(text) === text;

/** The value as PostgreSQL can keep it: what it does not take in texts and names of members is replaced. */
export function storable<T>(value: T): T {
  return stored(value) as T;
}

function stored(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(stored);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [storableText(name), stored(member)]));
}

/** Classes 22 and 23 of SQLSTATE: PostgreSQL does not take a value, which no repeat changes ("PostgreSQL: error codes"). */
export const isRefusedValue = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && "code" in error && typeof error.code === "string" && /^2[23]/u.test(error.code);
