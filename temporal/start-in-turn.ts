import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import { attemptWorkflowId, jobWorkflowId } from "#workflows/ids";
import { attributes } from "#workflows/search-attributes";
import { newId } from "./entry-ids.ts";
import { describeOr, isOpen } from "./open-executions.ts";
import { startJobs, type StartDeps, type StartedBatch, type StartedJob, type StartRequest } from "./start-jobs.ts";
import { answeredWithin } from "./unavailable.ts";

const START_MS = 5_000;
const LOOK_AGAIN_MS = 25;

/**
 * Starts jobs of one batch so that they run in this order: each when those of the one before have their place in the line, or
 * run, or have ended. Workers that take longer than `patienceMs` in all are not waited for; the jobs then still stand in the order
 * they were asked for once they wait. Throws what `startJobs` and a silent Temporal throw; what was started before goes on, and with
 * its Idempotency-Key the same request starts the rest.
 */
export async function startInTurn(
  deps: StartDeps,
  requests: readonly StartRequest[],
  patienceMs: number,
): Promise<StartedBatch> {
  const until = Date.now() + patienceMs;
  let batchId: string | undefined;
  const jobs: StartedJob[] = [];
  for (const [index, request] of requests.entries()) {
    const { idempotencyKey } = request;
    const batch = await answeredWithin(deps.client, START_MS, () =>
      startJobs(deps, {
        ...request,
        ...(batchId === undefined ? {} : { batchId }),
        // The key is the request's; the same report may be asked for twice in it.
        ...(idempotencyKey === undefined ? {} : { idempotencyKey: `${idempotencyKey}/${index + 1}` }),
      }),
    );
    batchId = batch.batchId;
    jobs.push(...batch.jobs);
    const isLast = index === requests.length - 1;
    if (!isLast) for (const { entryId } of batch.jobs) await untilInLine(deps.client, entryId, until);
  }
  return { batchId: batchId ?? newId(), jobs };
}

async function untilInLine(client: Client, entryId: string, until: number): Promise<void> {
  while (Date.now() < until) {
    if (await answeredWithin(client, START_MS, () => isInLine(client, entryId))) return;
    await sleep(LOOK_AGAIN_MS);
  }
}

/** An attempt says `Waiting` from its start on, and names its line when it has joined it. */
async function isInLine(client: Client, entryId: string): Promise<boolean> {
  const attempt = await describeOr(client.workflow.getHandle(attemptWorkflowId(entryId, 1)).describe());
  if (attempt !== undefined)
    return !isOpen(attempt) || attempt.typedSearchAttributes.get(attributes.scope) !== undefined;
  const job = await describeOr(client.workflow.getHandle(jobWorkflowId(entryId)).describe());
  return job === undefined || !isOpen(job);
}
