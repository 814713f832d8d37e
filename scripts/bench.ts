/**
 * `npm run bench -- orders`: brings the orders of a sandbox store into the ledger, by worker processes as in production, and prints what it
 * cost. `npm run bench -- engine`: what jobs, schedules and cues cost without any work of their own. Status 0 when every goal was met.
 *
 * How orders are measured: points are the actual costs in the sandbox's request log. The floor is the time the quota needs for them: (points spent −
 * points in the bucket at the start) ÷ restore rate; the tenth of the bucket that orders leave to people counts against us. "Shopify" is the
 * share of the wall time with a call under way, by the sandbox's log; "PostgreSQL" the share of samples (every 50 ms) in which it worked for a
 * worker; "Temporal alone" the share in which no activity was under way, by the history. The shares overlap; waiting for quota is in none.
 */
import { measureEngine } from "./bench/engine/measure-engine.ts";
import { ENGINE_USAGE, readEngineSetting } from "./bench/engine/options.ts";
import { measureOrders, type Measurement } from "./bench/measure-orders.ts";
import { readSettings, USAGE } from "./bench/options.ts";
import { describeFlatness, describeMeasurement, goalsOf, type Goal } from "./bench/report-orders.ts";
import { OperatorError } from "./lib/operator-error.ts";

const startedAt = Date.now();
const say = (line: string): void => {
  console.log(`[${((Date.now() - startedAt) / 1000).toFixed(0).padStart(5)} s] ${line}`);
};

async function benchOrders(args: readonly string[]): Promise<readonly Goal[]> {
  const settings = readSettings(args);
  const measurements: Measurement[] = [];
  for (const [index, setting] of settings.entries()) {
    const { orders, plan, latencyMs, listCost, workers } = setting;
    say(
      `Measurement ${index + 1} of ${settings.length}: ${orders} orders, ${plan}, latency ${latencyMs} ms, ${listCost}, ${workers} workers`,
    );
    const measurement = await measureOrders(setting, say);
    measurements.push(measurement);
    console.log(describeMeasurement(measurement));
  }
  const flatness = describeFlatness(measurements);
  for (const { text, met, goal } of flatness) console.log(`${text}\n  ${met ? "✓" : "✗"} ${goal}`);
  return [...measurements.flatMap(goalsOf), ...flatness];
}

async function benchEngine(args: readonly string[]): Promise<readonly Goal[]> {
  const goals: Goal[] = [];
  await measureEngine(readEngineSetting(args), say, (figures) => {
    console.log(["", figures.title, ...figures.lines.map((line) => `  ${line}`)].join("\n"));
    for (const { met, goal } of figures.goals) console.log(`  ${met ? "✓" : "✗"} ${goal}`);
    goals.push(...figures.goals);
  });
  return goals;
}

async function goalsOfSubject(args: readonly string[]): Promise<readonly Goal[]> {
  const [subject = ""] = args;
  switch (subject) {
    case "orders":
      return benchOrders(args);
    case "engine":
      return benchEngine(args);
    default:
      throw new OperatorError(`${USAGE}\n\n${ENGINE_USAGE}`);
  }
}

async function main(): Promise<number> {
  const goals = await goalsOfSubject(process.argv.slice(2));
  const missed = goals.filter(({ met }) => !met).length;
  console.log(`\n${goals.length - missed} goals met, ${missed} missed`);
  return missed === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof OperatorError ? error.message : error);
  process.exitCode = 1;
}
