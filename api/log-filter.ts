import type { z } from "zod";
import { defined } from "#database/defined";
import type { LogFilter } from "#database/job-log";
import type { logFilter } from "./contract/job-log.ts";

/** What a request asks of the log, with its moments as such. */
export const logFilterOf = (
  { endedAfter, endedBefore, shopCode, ...equal }: z.output<z.ZodObject<typeof logFilter>>,
  shops: readonly string[] | undefined = shopCode === undefined ? undefined : [shopCode],
): LogFilter => defined({ ...equal, shops, endedAfter: dateOf(endedAfter), endedBefore: dateOf(endedBefore) });

const dateOf = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));
