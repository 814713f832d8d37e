import { ApplicationFailure } from "@temporalio/common";
import type { OperationalDetails } from "#workflows/failures";
import { runAgain } from "#workflows/messages";
import type { Scene } from "#test/support/replay-stage";

/**
 * A failure that is worth a rerun is a time-out here: an attempt stands still until its time is over. Long enough for a run of an empty
 * shop.
 */
const TIME_OUT = { jobTimeoutMs: 2_500 };

/** Something that passes by itself, after all repeats of the activity: those would last minutes. */
const shopifyAway = (): ApplicationFailure =>
  ApplicationFailure.create({
    type: "shopify-unavailable",
    message: "Shopify does not answer",
    nonRetryable: true,
    details: [{ isTemporary: true, params: {} } satisfies OperationalDetails],
  });

/** In half a minute: nobody waits for that. */
const later = (): string => new Date(Date.now() + 30_000).toISOString();

const scene = (name: string, play: Scene["play"]): Scene => ({
  name: `runJob-${name}`,
  play: async (stage) => {
    await stage.open();
    await play(stage);
  },
});

/** The paths of a job around its attempts. */
export const runJobScenes: readonly Scene[] = [
  scene("success", async (stage) => {
    const job = stage.job(await stage.start());
    await stage.keep("success", job, "completed", '"outcome":"succeeded"');
  }),
  scene("permanent-failure", async (stage) => {
    await stage.shop.putShop({ scopes: ["read_locations"] });
    const job = stage.job(await stage.start({ maxAttempts: 5 }));
    await stage.keep("permanent-failure", job, "failed", "scope-missing");
  }),
  scene("failed-then-success", async (stage) => {
    const stop = stage.stopAt("discoverOrders");
    const entryId = await stage.start({ maxAttempts: 5, timing: TIME_OUT });
    await stop.reached;
    await stage.keep("failed-then-success", stage.job(entryId), "completed", '"outcome":"succeeded"');
    await stage.keep("second-attempt", stage.attempt(entryId, 2), "completed", '"outcome":"succeeded"');
  }),
  scene("reruns-used-up", async (stage) => {
    for (let run = 0; run < 2; run += 1) stage.stopAt("discoverOrders");
    const job = stage.job(await stage.start({ maxAttempts: 1, timing: { jobTimeoutMs: 1_000 } }));
    await stage.keep("reruns-used-up", job, "failed", "attempt 2");
  }),
  scene("cancelled-while-retrying", async (stage) => {
    stage.stopAt("discoverOrders");
    const entryId = await stage.start({ maxAttempts: 1, rerunDelaySec: 30, timing: { jobTimeoutMs: 1_000 } });
    await stage.phaseBecomes(entryId, "retrying");
    await stage.job(entryId).cancel();
    await stage.keep("cancelled-while-retrying", stage.job(entryId), "canceled");
  }),
  scene("held-while-retrying", async (stage) => {
    stage.stopAt("discoverOrders");
    const entryId = await stage.start({ maxAttempts: 1, rerunDelaySec: 1, timing: TIME_OUT });
    await stage.phaseBecomes(entryId, "retrying");
    await stage.world.queue.hold(entryId);
    await stage.phaseBecomes(entryId, "onHold");
    await stage.world.queue.ready(entryId);
    await stage.keep("held-while-retrying", stage.job(entryId), "completed");
  }),
  scene("later", async (stage) => {
    const job = stage.job(await stage.start({ startAt: new Date(Date.now() + 1_000).toISOString() }));
    await stage.keep("later", job, "completed");
  }),
  scene("held-before-start", async (stage) => {
    const entryId = await stage.start({ startAt: new Date(Date.now() + 1_500).toISOString() });
    await stage.phaseBecomes(entryId, "ready");
    await stage.world.queue.hold(entryId);
    await stage.phaseBecomes(entryId, "onHold");
    await stage.world.queue.ready(entryId);
    await stage.keep("held-before-start", stage.job(entryId), "completed");
  }),
  scene("cancelled-before-start", async (stage) => {
    const entryId = await stage.start({ startAt: later() });
    await stage.phaseBecomes(entryId, "ready");
    await stage.job(entryId).cancel();
    await stage.keep("cancelled-before-start", stage.job(entryId), "canceled");
  }),
  scene("expired", async (stage) => {
    const job = stage.job(await stage.start({ expiresAt: new Date(Date.now() - 1_000).toISOString() }));
    await stage.keep("expired", job, "completed", '"reason":"expired"');
  }),
  scene("held-and-ready", async (stage) => {
    const { release } = await stage.holdSlot();
    const entryId = await stage.startWaiting();
    await stage.world.queue.hold(entryId);
    await stage.phaseBecomes(entryId, "onHold");
    await stage.world.queue.ready(entryId);
    await stage.isInLine(entryId);
    release();
    await stage.keep("held-and-ready", stage.job(entryId), "completed", '"outcome":"succeeded"');
  }),
  scene("paused", async (stage) => {
    const first = stage.stopAt("requireScopes");
    const entryId = await stage.start();
    await first.reached;
    await stage.world.queue.hold(entryId);
    first.go();
    await stage.statusBecomes(stage.attempt(entryId), "Paused");
    await stage.world.queue.ready(entryId);
    await stage.keep("paused", stage.job(entryId), "completed");
  }),
  scene("urgent", async (stage) => {
    const { release } = await stage.holdSlot();
    const entryId = await stage.startWaiting();
    await stage.world.queue.setPriority(entryId, "high");
    release();
    await stage.keep("urgent", stage.job(entryId), "completed");
  }),
  scene("cancelled-while-waiting", async (stage) => {
    const { release } = await stage.holdSlot();
    const entryId = await stage.startWaiting();
    await stage.job(entryId).cancel();
    await stage.keep("cancelled-while-waiting", stage.job(entryId), "canceled");
    release();
  }),
  scene("cancelled-while-running", async (stage) => {
    const { entryId } = await stage.holdSlot();
    await stage.job(entryId).cancel();
    await stage.keep("cancelled-while-running", stage.job(entryId), "canceled");
  }),
  scene("attempt-cancelled", async (stage) => {
    const { entryId } = await stage.holdSlot();
    await stage.attempt(entryId).cancel();
    await stage.keep("attempt-cancelled", stage.job(entryId), "failed", "job-cancelled");
  }),
  scene("attempt-terminated", async (stage) => {
    const { entryId } = await stage.holdSlot();
    await stage.attempt(entryId).terminate();
    await stage.keep("attempt-terminated", stage.job(entryId), "failed", "job-terminated");
  }),
  scene("terminated", async (stage) => {
    const { entryId } = await stage.holdSlot();
    await stage.job(entryId).terminate();
    await stage.keep("terminated", stage.job(entryId), "terminated");
  }),
  scene("reset", async (stage) => {
    const { entryId, release } = await stage.holdSlot();
    await stage.resetJob(entryId);
    release();
    await stage.keep("reset", stage.job(entryId), "completed", '"outcome":"succeeded"');
  }),
  scene("reset-and-cancelled", async (stage) => {
    const { entryId } = await stage.holdSlot();
    await stage.resetJob(entryId);
    await stage.job(entryId).cancel();
    await stage.keep("reset-and-cancelled", stage.job(entryId), "canceled");
  }),
  scene("scheduled-incomplete", async (stage) => {
    stage.fail("discoverOrders", shopifyAway());
    const entryId = await stage.start({ trigger: "schedule" });
    await stage.keep("scheduled-incomplete", stage.job(entryId), "completed", '"outcome":"incomplete"');
    await stage.keep("incomplete", stage.attempt(entryId), "failed", '"outcome":"incomplete"');
  }),
  scene("webhooks", async (stage) => {
    const first = stage.stopAt("discoverOrders");
    const entryId = await stage.start({ trigger: "webhook" });
    await first.reached;
    await stage.job(entryId).signal(runAgain);
    await stage.job(entryId).signal(runAgain);
    first.go();
    await stage.keep("webhooks", stage.job(entryId), "completed");
    await stage.keep("webhook", stage.attempt(entryId), "completed");
  }),
  scene("webhooks-going-on", async (stage) => {
    const first = stage.stopAt("discoverOrders");
    const entryId = await stage.start({ trigger: "webhook", timing: { roundsPerRun: 1 } });
    await first.reached;
    await stage.job(entryId).signal(runAgain);
    first.go();
    await stage.keep("webhooks-going-on", stage.job(entryId), "completed");
  }),
];
