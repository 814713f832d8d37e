import { insertShop } from "#database/shops";
import { seedLedger } from "#erp/ledger/seed";
import { BOOKS_EVERYTHING } from "../../lib/demo-shop.ts";
import { openStage, STORE } from "../stage.ts";
import { startBareWorker } from "./bare-worker.ts";
import { measureCues } from "./cue-times.ts";
import { fillJobLog, fillOrders } from "./fill-tables.ts";
import { measureFirstActivities } from "./first-activity.ts";
import type { EngineSetting } from "./options.ts";
import { cueFigures, dueFigures, firstActivityFigures, scheduleFigures, type Figures } from "./report-engine.ts";
import { measureDue, measureSchedules } from "./schedule-times.ts";

const SHOP = { code: "BENCH", store: STORE };
const SHOPS = ["BENCH", "BENCH-2", "BENCH-3"] as const;

/**
 * Measures what jobs, schedules and cues cost, one after the other on servers of its own with one worker process. `say` tells how far it is, `show`
 * gets the figures of each part as soon as they are there.
 */
export async function measureEngine(
  { jobs, schedules, due, logRows, orders, requests }: EngineSetting,
  say: (line: string) => void,
  show: (figures: Figures) => void,
): Promise<void> {
  const stage = await openStage();
  try {
    const { db, client } = stage;
    await stage.control("PUT", "shop", { plan: "plus" });
    await seedLedger(db, { products: 10, customers: 10 });
    for (const code of SHOPS) await insertShop(db, { code, store: STORE, ...BOOKS_EVERYTHING });
    await stage.startWorkers(1);
    const api = await stage.startApi();

    say(`${jobs} jobs of each kind`);
    const bareWorker = await startBareWorker(stage.temporalAddress);
    try {
      show(firstActivityFigures(await measureFirstActivities(client, SHOP, jobs), jobs));
    } finally {
      await bareWorker.stop();
    }
    say(`${schedules} schedules`);
    show(
      scheduleFigures(
        await measureSchedules(stage, api, SHOP, { count: schedules, requests: Math.ceil(requests / 5) }),
      ),
    );
    say(`${due} more due in the same second`);
    show(dueFigures(await measureDue(stage, SHOP, due)));
    say(`${logRows} rows of the job log, ${orders} orders`);
    await fillJobLog(db, SHOPS, STORE, logRows);
    await fillOrders(db, SHOPS, STORE, orders);
    show(cueFigures(await measureCues(api, SHOP.code, requests), { logRows, orders }));
  } finally {
    await stage.close();
  }
}
