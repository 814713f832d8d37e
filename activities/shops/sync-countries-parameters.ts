import { z } from "zod";

/** Parameters of Sync Countries (30110): it takes nothing but its shop. */
export const syncCountriesParameters = z.strictObject({});

export type SyncCountriesParameters = z.infer<typeof syncCountriesParameters>;
