import { OperatorError } from "../../lib/operator-error.ts";
import { parseOptions, wholeNumber } from "../arguments.ts";

/** How much of everything is measured. */
export interface EngineSetting {
  /** Jobs of each kind, in turn. */
  readonly jobs: number;
  readonly schedules: number;
  /** Schedules that are due in the same second. */
  readonly due: number;
  readonly logRows: number;
  readonly orders: number;
  /** Requests for each path. */
  readonly requests: number;
}

export const ENGINE_USAGE = `npm run bench -- engine [--jobs 50] [--schedules 2000] [--due 20] [--log-rows 100000] [--orders 1000000] [--requests 100]

Measures what the job queue itself costs: a job's first activity against a bare workflow, schedules, and cues over a large log (3 minutes).`;

/** What is to be measured. Throws an `OperatorError` that says what is allowed. */
export function readEngineSetting(args: readonly string[]): EngineSetting {
  const { values, positionals } = parseOptions(ENGINE_USAGE, args, {
    jobs: { type: "string", default: "50" },
    schedules: { type: "string", default: "2000" },
    due: { type: "string", default: "20" },
    "log-rows": { type: "string", default: "100000" },
    orders: { type: "string", default: "1000000" },
    requests: { type: "string", default: "100" },
  });
  if (positionals.length > 1) throw new OperatorError(ENGINE_USAGE);
  const number = (name: keyof typeof values, most: number): number =>
    wholeNumber(ENGINE_USAGE, name, values[name], { least: 1, most });
  return {
    jobs: number("jobs", 10_000),
    schedules: number("schedules", 20_000),
    due: number("due", 100),
    logRows: number("log-rows", 10_000_000),
    orders: number("orders", 10_000_000),
    requests: number("requests", 10_000),
  };
}
