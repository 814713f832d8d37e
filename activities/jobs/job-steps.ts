import type { Client } from "@temporalio/client";
import { WithStartWorkflowOperation, WorkflowNotFoundError } from "@temporalio/client";
import type { Database } from "#database/connection";
import { getShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { queueScope, type QueueScopeSetting } from "#domain/jobs/queue-scope";
import { isInsideWindow, type StartWindow } from "#domain/jobs/start-window";
import { queueWorkflowId } from "#workflows/ids";
import { askForTurn, enterQueue, leaveQueue, type JobQueueInput, type QueueTicket } from "#workflows/messages";
import { taskQueues } from "#workflows/task-queues";

/** A line that is served answers in milliseconds. */
const LINE_ANSWERS_MS = 1_000;

export interface JobStepsDeps {
  readonly client: Client;
  readonly db: Database;
  readonly queueScope: QueueScopeSetting;
}

export interface JoinQueueInput {
  readonly report: string;
  readonly store: string | null;
  readonly category: string;
  readonly ticket: QueueTicket;
  readonly timing: NonNullable<JobQueueInput["timing"]>;
}

/** Steps of an attempt around its work. They run as local activities: milliseconds next to the worker. */
export const createJobSteps = (deps: JobStepsDeps) => ({
  /**
   * Joins the line of the category, which is started when there is none, and says whether its turn has come at once. Safe to
   * repeat: a ticket waits once, and whose turn it is hears so again.
   */
  async joinQueue(input: JoinQueueInput): Promise<{ readonly scope: string; readonly isGranted: boolean }> {
    const scope = queueScope(input.store, deps.queueScope);
    const { category, timing, ticket } = input;
    const line = {
      workflowId: queueWorkflowId(scope, category),
      taskQueue: taskQueues.jobQueue,
      args: [{ scope, category, timing }] satisfies [JobQueueInput],
      staticSummary: `${category} of ${scope}`,
    };
    const { workflow } = deps.client;
    try {
      const answer = await deps.client.withDeadline(Date.now() + LINE_ANSWERS_MS, () =>
        workflow.executeUpdateWithStart(askForTurn, {
          args: [ticket],
          startWorkflowOperation: new WithStartWorkflowOperation("jobQueue", {
            ...line,
            workflowIdConflictPolicy: "USE_EXISTING",
          }),
        }),
      );
      return { scope, ...answer };
    } catch {
      // Nobody serves the line just now, or it has too many questions: a signal waits for it, and so will its grant.
      await workflow.signalWithStart("jobQueue", { ...line, signal: enterQueue, signalArgs: [ticket] });
      return { scope, isGranted: false };
    }
  },

  /** Leaves the line. Without a line there is nothing to leave. */
  async leaveQueue(input: {
    readonly scope: string;
    readonly category: string;
    readonly firstRunId: string;
  }): Promise<void> {
    const line = deps.client.workflow.getHandle(queueWorkflowId(input.scope, input.category));
    try {
      await line.signal(leaveQueue, { firstRunId: input.firstRunId });
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  },

  /** Whether the job may start at this time of day. */
  async mayStart(input: { readonly window: StartWindow }): Promise<"open" | "outsideWindow"> {
    return isInsideWindow(input.window, new Date()) ? "open" : "outsideWindow";
  },

  /** The last look before the work: the time of day, and whether the shop is still enabled. Throws `shop-disabled`. */
  async openAttempt(input: {
    readonly shopCode: string | null;
    readonly window?: StartWindow;
  }): Promise<"open" | "outsideWindow"> {
    if (input.window !== undefined && !isInsideWindow(input.window, new Date())) return "outsideWindow";
    if (input.shopCode !== null && !(await getShop(deps.db, input.shopCode)).enabled)
      throw shopDisabled(input.shopCode);
    return "open";
  },
});

export type JobSteps = ReturnType<typeof createJobSteps>;

const shopDisabled = (shop: string): OperationalError =>
  new OperationalError(
    "shop-disabled",
    `Shop ${shop} is disabled; Enabled must be true: enable it on the shop card, then run the job again`,
    {
      retryable: false,
      params: { shop },
    },
  );
