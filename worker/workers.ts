import { Worker, type NativeConnection, type WorkerOptions } from "@temporalio/worker";
import { taskQueues, type TaskQueue } from "#workflows/task-queues";
import { failureInterceptor } from "./failure-interceptor.ts";

type Activities = NonNullable<WorkerOptions["activities"]>;

export interface WorkersOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  /** Task queues this process serves. */
  readonly roles: readonly TaskQueue[];
  readonly activities: Readonly<Record<TaskQueue, Activities>>;
  readonly workflows: Pick<WorkerOptions, "workflowBundle" | "workflowsPath">;
}

const polling = { type: "autoscaling", minimum: 1, initial: 2, maximum: 10 } as const;

/**
 * What every worker has in common. Activities wait on remote quotas, not on the processor, so fixed numbers do; a heartbeat is
 * sent at least once a second, because what a killed worker reported is all its successor knows.
 */
const common = {
  workflowTaskPollerBehavior: polling,
  activityTaskPollerBehavior: polling,
  maxHeartbeatThrottleInterval: "1 second",
  interceptors: { activity: [failureInterceptor] },
} as const satisfies Partial<WorkerOptions>;

const runsWorkflows = (queue: TaskQueue): boolean => queue === taskQueues.sync || queue === taskQueues.jobQueue;

/** Sizes for a machine with two cores. */
const sizes: Readonly<Record<TaskQueue, Partial<WorkerOptions>>> = {
  sync: {
    maxCachedWorkflows: 200,
    maxConcurrentWorkflowTaskExecutions: 20,
    shutdownGraceTime: "20 seconds",
    shutdownForceTime: "30 seconds",
  },
  shopify: {
    maxConcurrentActivityTaskExecutions: 20,
    shutdownGraceTime: "20 seconds",
    shutdownForceTime: "30 seconds",
  },
  erp: {
    maxConcurrentActivityTaskExecutions: 20,
    shutdownGraceTime: "20 seconds",
    shutdownForceTime: "30 seconds",
  },
  // A watcher never ends by itself: any grace would be waited out in full at every deployment. It is taken up elsewhere at once.
  "job-queue": {
    maxCachedWorkflows: 500,
    maxConcurrentWorkflowTaskExecutions: 20,
    maxConcurrentActivityTaskExecutions: 500,
    shutdownGraceTime: 0,
    shutdownForceTime: "10 seconds",
  },
};

/** One worker per role, on a shared connection. */
export async function createWorkers(options: WorkersOptions): Promise<readonly Worker[]> {
  const { connection, namespace, roles, activities, workflows } = options;
  return Promise.all(
    roles.map((queue) =>
      Worker.create({
        ...common,
        ...sizes[queue],
        ...(runsWorkflows(queue) ? workflows : {}),
        connection,
        namespace,
        taskQueue: queue,
        activities: activities[queue],
      }),
    ),
  );
}
