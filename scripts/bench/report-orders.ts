import type { MeasuredJob, Measurement } from "./measure-orders.ts";
import type { Setting } from "./options.ts";
import { PURPOSES } from "./request-tally.ts";

/** Goals of the product, for the first run. The shop imports refunds and returns; without them an order may cost 2.2 points. */
const MOST_POINTS = 2.5;
const MOST_TIMES_FLOOR = 1.05;
const MOST_WORKER_BYTES = 350 * 1024 * 1024;
const MOST_SPREAD = 0.1;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
const perOrder = (points: number, { imported }: Measurement): number => points / imported;

const nameOf = ({ orders, plan, latencyMs, listCost, workers }: Setting): string =>
  `${orders.toLocaleString("en")} orders, ${plan}, ${latencyMs} ms, ${listCost}, ${workers} workers`;

/** Everything about one measurement. */
export function describeMeasurement(measurement: Measurement): string {
  const { setting, imported, documents, first, second, processor } = measurement;
  const lines = [
    `\n${nameOf(setting)}: ${imported} orders imported, ${documents} documents`,
    ...describeJob("first run ", first, measurement),
    ...describeJob("second run", second, measurement),
    `  history     runJob ${first.historyEvents.job}, attempt ${first.historyEvents.attempt} events (second run ${second.historyEvents.attempt})`,
    `  memory      ${(measurement.peakWorkerBytes / 1024 / 1024).toFixed(0)} MB, peak of a worker process`,
    ...(processor === null
      ? []
      : [
          `  processor   ${Object.entries(processor)
            .map(([name, used]) => `${name} ${((used / imported) * 1000).toFixed(1)} ms`)
            .join(", ")} an order (first run)`,
        ]),
    ...goalsOf(measurement).map(({ met, goal }) => `  ${met ? "✓" : "✗"} ${goal}`),
  ];
  return lines.join("\n");
}

function describeJob(name: string, job: MeasuredJob, measurement: Measurement): readonly string[] {
  const points = PURPOSES.map((purpose) => `${purpose} ${perOrder(job.points[purpose], measurement).toFixed(2)}`);
  const timesFloor = job.floorMs === 0 ? "inside the bucket" : `${(job.wallMs / job.floorMs).toFixed(2)} × floor`;
  const rate = ((measurement.imported / job.wallMs) * 1000).toFixed(1);
  return [
    `  ${name}  ${job.outcome}: ${job.counts.read} read, ${job.counts.changed} changed, ${job.counts.unchanged} unchanged, ${job.counts.skipped} skipped, ${job.counts.failed} failed`,
    `    points    ${points.join(", ")} an order; ${job.calls} calls, ${job.throttled} THROTTLED`,
    `    time      ${seconds(job.wallMs)}, floor ${seconds(job.floorMs)} (${timesFloor}), ${rate} orders/s`,
    `    busy      Shopify ${percent(job.shares.shopify)}, PostgreSQL ${percent(job.shares.postgres)}, Temporal alone ${percent(job.shares.temporal)}`,
  ];
}

export interface Goal {
  readonly met: boolean;
  readonly goal: string;
}

/** The goals that apply to a setting. */
export function goalsOf(measurement: Measurement): readonly Goal[] {
  const { setting, first, second, peakWorkerBytes } = measurement;
  const reading = perOrder(first.points.listing + first.points.reading, measurement);
  const throttled = first.throttled + second.throttled;
  const goals: Goal[] = [
    { met: throttled === 0, goal: `0 THROTTLED: ${throttled}` },
    {
      met: peakWorkerBytes <= MOST_WORKER_BYTES,
      goal: `at most 350 MB a worker: ${(peakWorkerBytes / 1024 / 1024).toFixed(0)} MB`,
    },
  ];
  // Each element of a list counting for itself is a worst case to look at, and an empty bucket takes less than that: neither is a goal.
  if (setting.listCost === "perElement") return goals;
  goals.push({
    met: reading <= MOST_POINTS,
    goal: `listing and reading at most ${MOST_POINTS} points an order: ${reading.toFixed(2)}`,
  });
  // With 1,000 points a second a machine's processors are the limit, not the quota.
  if (setting.plan !== "plus" && first.floorMs > 0) {
    const times = first.wallMs / first.floorMs;
    goals.push({
      met: times <= MOST_TIMES_FLOOR,
      goal: `at most ${MOST_TIMES_FLOOR} × the floor: ${times.toFixed(3)}`,
    });
  }
  return goals;
}

/** Sizes side by side: an order must not cost more because there are many. */
export function describeFlatness(measurements: readonly Measurement[]): readonly (Goal & { readonly text: string })[] {
  const groups = grouped(measurements);
  return groups.flatMap((group) => {
    const sizes = group.toSorted((a, b) => a.setting.orders - b.setting.orders);
    const [smallest, ...others] = sizes;
    if (smallest === undefined || others.length === 0) return [];
    const figures = sizes.map((each) => {
      const { first, processor, setting } = each;
      const points = Object.values(first.points).reduce((sum, value) => sum + value, 0);
      const work = processor === null ? null : (processor.workers / each.imported) * 1000;
      const tellWork = work === null ? "" : `, ${work.toFixed(1)} ms of a worker's processor`;
      return {
        points: perOrder(points, each),
        text: `${setting.orders.toLocaleString("en").padStart(9)}: ${perOrder(points, each).toFixed(2)} points, ${(first.wallMs / each.imported).toFixed(1)} ms${tellWork}, ${(each.peakWorkerBytes / 1024 / 1024).toFixed(0)} MB`,
      };
    });
    const least = Math.min(...figures.map(({ points }) => points));
    const most = Math.max(...figures.map(({ points }) => points));
    const spread = most / least - 1;
    const { plan, latencyMs, listCost } = smallest.setting;
    return [
      {
        met: spread <= MOST_SPREAD,
        goal: `points of an order differ by at most 10 %: ${percent(spread)}`,
        text: [
          `\nCost of an order by size (${plan}, ${latencyMs} ms, ${listCost})`,
          ...figures.map(({ text }) => text),
        ].join("\n"),
      },
    ];
  });
}

/** Measurements that differ in nothing but their size. */
function grouped(measurements: readonly Measurement[]): readonly (readonly Measurement[])[] {
  const groups = new Map<string, Measurement[]>();
  for (const measurement of measurements) {
    const name = nameOf({ ...measurement.setting, orders: 0 });
    groups.set(name, [...(groups.get(name) ?? []), measurement]);
  }
  return [...groups.values()];
}
