import type { Goal } from "../report-orders.ts";
import type { CueTimes } from "./cue-times.ts";
import type { FirstActivities } from "./first-activity.ts";
import type { DueTimes, ScheduleListing } from "./schedule-times.ts";
import { describeTimes, ms, type Times } from "./times.ts";

/** Goals of the product on this server. */
const MOST_TIMES_BARE = { withoutCategory: 2.5, withCategory: 6 };
const MOST_FIRST_ACTIVITY_MS = 250;
const MOST_DUE_MS = 2_000;
const MOST_CUES_MS = 50;

/** What was measured of one kind. */
export interface Figures {
  readonly title: string;
  readonly lines: readonly string[];
  readonly goals: readonly Goal[];
}

export function firstActivityFigures(times: FirstActivities, jobs: number): Figures {
  const { bare, barePair, withoutCategory, withCategory } = times;
  const ratio = (kind: Times, reference: Times = bare): number => kind.p50 / reference.p50;
  const named = [
    ["without a category", withoutCategory, MOST_TIMES_BARE.withoutCategory],
    ["with one", withCategory, MOST_TIMES_BARE.withCategory],
  ] as const;
  return {
    title: `Start of a job to its first activity (${jobs} of each kind)`,
    lines: [
      `bare workflow       ${describeTimes(bare)}`,
      `… and its child     ${describeTimes(barePair)}; ${ratio(barePair).toFixed(2)} × the bare workflow`,
      ...named.map(
        ([name, kind]) =>
          `${name.padEnd(18)}  ${describeTimes(kind)}; ${ratio(kind).toFixed(2)} × the bare workflow, ${ratio(kind, barePair).toFixed(2)} × one with a child`,
      ),
    ],
    goals: named.flatMap(([name, kind, most]) => [
      { met: ratio(kind) <= most, goal: `${name} at most ${most} × a bare workflow: ${ratio(kind).toFixed(2)}` },
      atMost(`${name} p95`, kind.p95, MOST_FIRST_ACTIVITY_MS),
    ]),
  };
}

export function scheduleFigures({ count, createdMs, listedMs, firstPage }: ScheduleListing): Figures {
  return {
    title: `${count.toLocaleString("en")} schedules`,
    lines: [
      `created             ${ms(createdMs / count)} each, ${(createdMs / 1_000).toFixed(1)} s in all`,
      `listed              ${listedMs === null ? "too late" : `${ms(listedMs / count)} each, ${(listedMs / 1_000).toFixed(1)} s in all`}`,
      `GET /api/schedules  ${firstPage === null ? "too late" : describeTimes(firstPage)}`,
    ],
    goals: [{ met: listedMs !== null && firstPage !== null, goal: "lists of schedules are answered" }],
  };
}

export function dueFigures({ count, started, atWork }: DueTimes): Figures {
  return {
    title: `${count} schedules due in the same second`,
    lines: [`job started         ${describeTimes(started)}`, `first activity      ${describeTimes(atWork)}`],
    goals: [atMost("due to started", started.max, MOST_DUE_MS)],
  };
}

export function cueFigures(times: CueTimes, rows: { readonly logRows: number; readonly orders: number }): Figures {
  const [logRows, orders] = [rows.logRows.toLocaleString("en"), rows.orders.toLocaleString("en")];
  const shown: readonly (readonly [string, Times])[] = [
    ["GET /api/cues", times.cues],
    ["… of one shop", times.cuesOfShop],
    ["… asking Temporal", times.withLook],
    ...Object.entries(times.lists).map(([key, list]) => [`list of ${key}`, list] as const),
    ["GET /api/error-groups", times.errorGroups],
    ["… that are open", times.openErrorGroups],
  ];
  return {
    title: `Cues over ${logRows} rows of the job log and ${orders} orders`,
    lines: [
      Object.entries(times.figures)
        .map(([key, value]) => `${key} ${String(value)}`)
        .join(", "),
      ...shown.map(([name, each]) => `${name.padEnd(30)}  ${describeTimes(each)}`),
    ],
    goals: shown.map(([name, { p95 }]) => atMost(`${name} p95`, p95, MOST_CUES_MS)),
  };
}

const atMost = (what: string, value: number, most: number): Goal => ({
  met: value <= most,
  goal: `${what} at most ${most} ms: ${ms(value)}`,
});
