/** Whoever has the administrator's key of the environment. */
export const administratorPrincipal = "admin";

/** Whoever may run `npm run schedules`: it needs no key, and its file is under version control. */
export const schedulesPrincipal = "schedules-file";

/** In a request: its own principal. */
export const ownPrincipal = "me";

/** Names that no key gets, as its owner would act under them, or could not be asked for. */
export const reservedPrincipals: readonly string[] = [administratorPrincipal, schedulesPrincipal, ownPrincipal];
