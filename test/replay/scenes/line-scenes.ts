import { ApplicationFailure } from "@temporalio/common";
import { enterQueue, setJobPriority } from "#workflows/messages";
import type { Scene, Stage } from "#test/support/replay-stage";
import { until } from "#test/support/until";

const scene = (name: string, play: Scene["play"]): Scene => ({
  name: `jobQueue-${name}`,
  play: async (stage) => {
    await stage.open();
    await play(stage);
  },
});

const category = "SHPFY";
const allEnded = async (stage: Stage, ...entryIds: readonly string[]): Promise<void> => {
  await Promise.all(entryIds.map((entryId) => stage.ended(stage.job(entryId))));
};

/** The paths of a category's line. */
export const lineScenes: readonly Scene[] = [
  scene("one-job", async (stage) => {
    await stage.start();
    await stage.keep("one-job", stage.line(), "completed");
  }),
  scene("at-once", async (stage) => {
    await allEnded(stage, await stage.start());
    await until("the line is free", async () => (await stage.snapshot()).holder === null);
    const entryId = await stage.start();
    await stage.keep("at-once", stage.attempt(entryId), "completed");
    await stage.keep("at-once", stage.line(), "completed");
  }),
  scene("in-turn", async (stage) => {
    const { release } = await stage.holdSlot();
    for (const priority of [5, 3, 1] as const) await stage.startWaiting({ priority });
    release();
    await stage.keep("in-turn", stage.line(), "completed");
  }),
  scene("leaving", async (stage) => {
    const { release } = await stage.holdSlot();
    const cancelled = await stage.startWaiting();
    const held = await stage.startWaiting();
    await stage.job(cancelled).cancel();
    await stage.world.queue.hold(held);
    await stage.phaseBecomes(held, "onHold");
    await stage.world.queue.ready(held);
    await stage.isInLine(held);
    release();
    await stage.keep("leaving", stage.line(), "completed");
  }),
  scene("expired", async (stage) => {
    const { release } = await stage.holdSlot();
    // It would leave by itself; the one that was terminated cannot.
    const late = await stage.startWaiting({ expiresAt: new Date(Date.now() + 1_500).toISOString() });
    await stage.job(late).terminate();
    await until(
      "its time is over",
      async () => Date.now() > Date.parse((await stage.snapshot()).waiting[0]?.expiresAt ?? ""),
    );
    release();
    await stage.keep("expired", stage.line(), "completed");
  }),
  scene("next-is-gone", async (stage) => {
    const { release } = await stage.holdSlot();
    const gone = await stage.startWaiting();
    await stage.startWaiting();
    await stage.job(gone).terminate();
    release();
    await stage.keep("next-is-gone", stage.line(), "completed");
  }),
  scene("holder-terminated", async (stage) => {
    const { entryId } = await stage.holdSlot();
    await stage.startWaiting();
    await stage.attempt(entryId).terminate();
    await stage.keep("holder-terminated", stage.line(), "completed");
  }),
  scene("adopts", async (stage) => {
    const { release } = await stage.holdSlot();
    const before = stage.world.client.workflow.getHandle(stage.queueId, (await stage.line().describe()).runId);
    // Visibility is late: what it does not show yet is not adopted.
    await until("lists show the holder", async () => {
      const query = `JobStatus = 'InProcess' AND ShopCode = '${stage.shopCode}' AND ExecutionStatus = 'Running'`;
      return (await stage.world.client.workflow.count(query)).count === 1;
    });
    await before.terminate();
    await stage.keep("terminated", before, "terminated");
    await stage.startWaiting();
    await until("the new line knows the holder", async () => (await stage.snapshot()).holder !== null);
    release();
    await stage.keep("adopts", stage.line(), "completed");
  }),
  scene("joined-again", async (stage) => {
    const { release } = await stage.holdSlot();
    const holder = (await stage.snapshot()).holder;
    if (holder === null) throw new Error("Nobody has the slot");
    await stage.line().signal(enterQueue, { ...holder, priority: 3, enqueuedAt: new Date().toISOString() });
    // Somebody who waits is granted after it, so the signal has been heard.
    await stage.startWaiting();
    release();
    await stage.keep("joined-again", stage.line(), "completed");
  }),
  scene("urgent", async (stage) => {
    const { entryId: holder, release } = await stage.holdSlot();
    await stage.startWaiting();
    await stage.world.queue.setPriority(await stage.startWaiting({ priority: 5 }), "high");
    const { firstRunId = "" } = (await stage.snapshot()).holder ?? {};
    // The one that runs does not wait any more: refused.
    const refused = await stage
      .line()
      .executeUpdate(setJobPriority, { args: [{ firstRunId, priority: 1 }] })
      .then(
        () => false,
        () => true,
      );
    if (!refused) throw new Error(`${holder} runs, and yet its priority was taken`);
    release();
    await stage.keep("urgent", stage.line(), "completed");
  }),
  scene("paused", async (stage) => {
    const scope = { scope: stage.shop.host, category };
    const { entryId: holder, release } = await stage.holdSlot();
    await stage.startWaiting();
    await stage.world.queue.setLinePaused(scope, { isPaused: true, note: "stocktaking" });
    release();
    await allEnded(stage, holder);
    await until("nobody runs", async () => (await stage.snapshot()).holder === null);
    await stage.world.queue.setLinePaused(scope, { isPaused: false });
    await stage.keep("paused", stage.line(), "completed");
  }),
  scene("begins-paused", async (stage) => {
    const scope = { scope: stage.shop.host, category };
    await stage.world.queue.setLinePaused(scope, { isPaused: true });
    const entryId = await stage.startWaiting();
    await stage.world.queue.setLinePaused(scope, { isPaused: false });
    await allEnded(stage, entryId);
    // This line was not told to be quick.
    await stage.line().terminate();
    await stage.keep("begins-paused", stage.line(), "terminated");
  }),
  scene("going-on-after-grants", async (stage) => {
    const timing = { queue: { idleMs: 400, grantsPerRun: 2 } };
    const stop = stage.stopAt("requireScopes");
    await stage.start({ timing });
    await stop.reached;
    await stage.startWaiting({ timing });
    await stage.startWaiting({ timing });
    stop.go();
    await stage.keep("going-on-after-grants", stage.line(), "completed");
  }),
  scene("going-on-while-watching", async (stage) => {
    const timing = { queue: { idleMs: 400, joinsPerRun: 3 } };
    const stop = stage.stopAt("requireScopes");
    await stage.start({ timing });
    await stop.reached;
    await stage.startWaiting({ timing });
    const before = (await stage.line().describe()).runId;
    await stage.start({ timing });
    await until("the line went on", async () => (await stage.line().describe()).runId !== before);
    stop.go();
    await stage.keep("going-on-while-watching", stage.line(), "completed");
  }),
  scene("going-on-while-paused", async (stage) => {
    const timing = { queue: { idleMs: 400, joinsPerRun: 2 } };
    const scope = { scope: stage.shop.host, category };
    const stop = stage.stopAt("requireScopes");
    const holder = await stage.start({ timing });
    await stop.reached;
    await stage.world.queue.setLinePaused(scope, { isPaused: true, note: "stocktaking" });
    stop.go();
    await allEnded(stage, holder);
    const before = (await stage.line().describe()).runId;
    await stage.start({ timing });
    await until("the line went on", async () => (await stage.line().describe()).runId !== before);
    await stage.world.queue.setLinePaused(scope, { isPaused: false });
    await stage.keep("going-on-while-paused", stage.line(), "completed");
  }),
  scene("watcher-failed", async (stage) => {
    // A watcher fails only when something in it is wrong: it is started again after five seconds.
    stage.fail("watchJob", ApplicationFailure.nonRetryable("The watcher is broken"), (input: { workflowId: string }) =>
      input.workflowId.startsWith("job/jobQueue-watcher-failed/"),
    );
    const { release } = await stage.holdSlot();
    release();
    await stage.keep("watcher-failed", stage.line(), "completed");
  }),
  scene("cancelled", async (stage) => {
    const { release } = await stage.holdSlot();
    await stage.line().cancel();
    await stage.keep("cancelled", stage.line(), "canceled");
    release();
  }),
];
