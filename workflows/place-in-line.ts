import {
  CancellationScope,
  condition,
  isCancellation,
  log,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from "@temporalio/workflow";
import type { JobSteps } from "#activities/jobs/job-steps";
import { slotGranted, type AttemptInput } from "./messages.ts";
import { local, type JobTiming } from "./policies.ts";
import { attributes } from "./search-attributes.ts";
import type { Wish } from "./wish.ts";

const { joinQueue, leaveQueue, mayStart } = proxyLocalActivities<JobSteps>(local);

/** `granted`: it is this attempt's turn, and stays so until its execution closes. Otherwise it does not run, and why. */
export type Turn = "granted" | "held" | "expired" | "outsideWindow";

/**
 * Joins the line of the attempt's category and waits. Without a category it is at once its turn. There is no message that gives
 * the turn back: the line watches the execution, so whoever closes, however, makes room.
 */
export async function waitForTurn(
  input: AttemptInput<unknown, string | null>,
  timing: JobTiming,
  wish: Wish,
): Promise<Turn> {
  const firstRunId = workflowInfo().firstExecutionRunId;
  let isGranted = false;
  setHandler(slotGranted, (grant) => {
    if (grant.firstRunId === firstRunId) isGranted = true;
  });

  if (input.window !== undefined && (await mayStart({ window: input.window })) === "outsideWindow")
    return "outsideWindow";
  if (input.category !== null) {
    const left = await waitInLine(input, input.category, timing, wish, () => isGranted);
    if (left !== "granted") return left;
  }
  if (isExpired(input)) return "expired";
  return wish.isHeld ? "held" : "granted";
}

async function waitInLine(
  input: AttemptInput<unknown, string | null>,
  category: string,
  timing: JobTiming,
  wish: Wish,
  isGranted: () => boolean,
): Promise<Turn> {
  const ticket = { workflowId: workflowInfo().workflowId, firstRunId: workflowInfo().firstExecutionRunId };
  let scope: string | undefined;
  const leave = async (): Promise<void> => {
    if (scope !== undefined) await leaveQuietly(scope, category, ticket.firstRunId);
  };
  try {
    for (;;) {
      const priority = wish.priority;
      const joined = await joinQueue({
        report: input.report,
        store: input.store,
        category,
        ticket: {
          ...ticket,
          priority,
          enqueuedAt: input.enqueuedAt,
          ...(input.expiresAt === undefined ? {} : { expiresAt: input.expiresAt }),
        },
        timing: timing.queue,
      });
      if (scope === undefined) {
        scope = joined.scope;
        upsertSearchAttributes([{ key: attributes.scope, value: scope }]);
        setCurrentDetails(`Waiting for its turn in ${category} of ${scope}`);
      }
      // Joining again heals a line that somebody terminated, and tells it a new priority.
      if (!joined.isGranted)
        await condition(
          () => isGranted() || wish.isHeld || wish.priority !== priority,
          Math.max(1, Math.min(timing.rejoinMs, untilExpiry(input))),
        );
      // Also when the turn has just come: closing gives it to the next one.
      if (wish.isHeld || isExpired(input)) {
        await leave();
        return wish.isHeld ? "held" : "expired";
      }
      if (joined.isGranted || isGranted()) return "granted";
    }
  } catch (error) {
    if (isCancellation(error)) await CancellationScope.nonCancellable(leave);
    throw error;
  }
}

const untilExpiry = ({ expiresAt }: { readonly expiresAt?: string }): number =>
  expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) - Date.now();

export const isExpired = (job: { readonly expiresAt?: string }): boolean => untilExpiry(job) <= 0;

/** Leaving is a courtesy: a ticket whose execution has closed is dropped when its turn comes. */
async function leaveQuietly(scope: string, category: string, firstRunId: string): Promise<void> {
  try {
    await leaveQueue({ scope, category, firstRunId });
  } catch (error) {
    log.warn("leaving the line failed", { scope, category, error });
  }
}
