/** A Visibility query compares a field with text that may come from outside: this is the only way text gets into one. */
export function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** `Field IN ('a', 'b')`. At least one value. */
export function isOneOf(field: string, values: readonly string[]): string {
  return `${field} IN (${values.map(quoted).join(", ")})`;
}

/** The conditions that are there, all of which have to hold. */
export function all(...conditions: readonly (string | undefined)[]): string {
  return conditions.filter((condition) => condition !== undefined).join(" AND ");
}
