/** What an API key may do, each including what stands before it: look, run jobs and settle records, change the set-up. */
export const scopes = ["read", "operate", "admin"] as const;
export type Scope = (typeof scopes)[number];

/** Whether a key of one scope may do what needs another. */
export const covers = (held: Scope, needed: Scope): boolean => scopes.indexOf(held) >= scopes.indexOf(needed);
