/** Values that were given from outside and stand above what would be derived, by schema field name. */
export type Given = Record<string, unknown>;
