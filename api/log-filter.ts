import type { z } from "zod";
import { defined } from "#database/defined";
import type { LogFilter } from "#database/job-log";
import type { logFilter } from "./contract/job-log.ts";
import { requestedByOf } from "./requested-by.ts";

/** What a principal asks of the log, with its moments as such. */
export const logFilterOf = (
  { endedAfter, endedBefore, shopCode, requestedBy, ...equal }: z.output<z.ZodObject<typeof logFilter>>,
  principal: string,
  shops: readonly string[] | undefined = shopCode === undefined ? undefined : [shopCode],
): LogFilter =>
  defined({
    ...equal,
    shops,
    requestedBy: requestedByOf(requestedBy, principal),
    endedAfter: dateOf(endedAfter),
    endedBefore: dateOf(endedBefore),
  });

const dateOf = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));
