import { sql, type RawBuilder, type Selectable, type SqlBool } from "kysely";

/**
 * Rows of a table whose columns have these values; what is undefined does not filter. A flag is compared by `=`: of `is false`,
 * which Kysely writes for objects, PostgreSQL does not see that a partial index holds all such rows.
 */
export function equalTo<Table>(values: {
  readonly [Column in keyof Selectable<Table>]?: Selectable<Table>[Column] | undefined;
}): RawBuilder<SqlBool> {
  const conditions = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => sql<SqlBool>`${sql.ref(column)} = ${value}`);
  return conditions.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`${sql.join(conditions, sql` and `)}`;
}
