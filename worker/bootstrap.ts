import type { Client, Connection } from "@temporalio/client";
import { msToTs, optionalTsToMs } from "@temporalio/common/lib/time.js";
import { OperationalError } from "#domain/failure";
import { COMPANY_SCOPE, type QueueScopeSetting } from "#domain/jobs/queue-scope";
import { grpcCodes, hasGrpcCode } from "#temporal/grpc-code";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { ensureSystemSchedules } from "#temporal/system-schedules";
import { all, isOneOf } from "#temporal/visibility-query";
import { reports } from "#workflows/catalogue";

const RETENTION_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Makes the namespace fit for our jobs: it exists, keeps executions for 30 days, knows our search attributes and has our own
 * schedules. Safe to run again and by several processes at once. Throws an `OperationalError` that says what a person has to do.
 */
export async function prepareNamespace(client: Client, queueScope: QueueScopeSetting): Promise<void> {
  const { connection, namespace } = {
    connection: client.connection as Connection,
    namespace: client.options.namespace,
  };
  await ensureNamespace(connection, namespace);
  await ensureSearchAttributes(connection, namespace);
  await refuseOtherScope(client, queueScope);
  await ensureSystemSchedules(client);
}

/** Retention is the life of what people can look up in Temporal. More than ours is kept as it is. */
async function ensureNamespace(connection: Connection, namespace: string): Promise<void> {
  const retention = msToTs(RETENTION_DAYS * DAY_MS);
  try {
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    const keptMs = optionalTsToMs(config?.workflowExecutionRetentionTtl) ?? 0;
    if (keptMs >= RETENTION_DAYS * DAY_MS) return;
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: retention },
    });
  } catch (error) {
    if (!hasGrpcCode(error, grpcCodes.notFound)) throw error;
    await register(connection, namespace);
  }
}

async function register(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs(RETENTION_DAYS * DAY_MS),
    });
  } catch (error) {
    // Another process was faster.
    if (!hasGrpcCode(error, grpcCodes.alreadyExists)) throw error;
  }
}

/** Jobs of a shop that run in lines of the other kind would not see ours, and two of them could run at once. */
async function refuseOtherScope(client: Client, queueScope: QueueScopeSetting): Promise<void> {
  const ofShops = reports.filter(({ scope }) => scope === "shop").map(({ name }) => name);
  const other = queueScope === "store" ? `JobScope = '${COMPANY_SCOPE}'` : `JobScope != '${COMPANY_SCOPE}'`;
  const { count } = await client.workflow.count(
    all("ExecutionStatus = 'Running'", "JobAttempt > 0", isOneOf("JobReport", ofShops), other),
  );
  if (count === 0) return;
  throw new OperationalError(
    "queue-scope-changed",
    `JOB_QUEUE_SCOPE is ${queueScope}, but ${count} jobs still run or wait in lines of the other kind: let them end, or set it back`,
    { retryable: false, params: { queueScope, count } },
  );
}
