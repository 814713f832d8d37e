import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdReusePolicy,
  type WorkflowExecutionDescription,
} from "@temporalio/client";
import { TypedSearchAttributes } from "@temporalio/common";
import { getShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { initialImportWorkflowId } from "#workflows/ids";
import { errorOfResult, linesBefore } from "#workflows/initial-import-lines";
import type {
  ImportLine,
  InitialImportInput,
  InitialImportMemo,
  PlannedImportLine,
} from "#workflows/initial-import-messages";
import type { JobTiming } from "#workflows/policies";
import { attributes } from "#workflows/search-attributes";
import { taskQueues } from "#workflows/task-queues";
import { idOfRequest } from "./entry-ids.ts";
import { temporalUrl } from "./entry-views.ts";
import { getEntry, type FindEntryDeps } from "./find-entry.ts";
import type { JobQueueDeps } from "./job-queue.ts";
import type { EntryStatus, JobQueueEntry } from "./job-queue-entry.ts";
import { describeOr, isOpen } from "./open-executions.ts";
import { getEnabledShop } from "./start-jobs.ts";
import { answeredWithin } from "./unavailable.ts";

const DEADLINE_MS = 5_000;

export interface StartImportRequest {
  readonly shopCode: string;
  readonly lines: readonly PlannedImportLine[];
  readonly principal: string;
  readonly idempotencyKey?: string;
  readonly timing?: Partial<JobTiming>;
}

export type ImportStatus = "running" | "completed" | "completedWithErrors" | "cancelled" | "terminated";

/** An initial import as people see it. Times are ISO. */
export interface InitialImport {
  readonly shopCode: string;
  readonly status: ImportStatus;
  readonly lines: readonly ImportLine[];
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly requestedBy: string | null;
  readonly temporalUrl: string | null;
}

/**
 * Initial imports, at most one a shop at a time, of which the last one is known. Every call throws `temporal-unavailable` or
 * `temporal-busy` when the service does not answer in time.
 */
export interface InitialImports {
  /** Throws `shop-not-found`, `shop-disabled`, `initial-import-running`. The same request with its key is answered by the import it started. */
  start(request: StartImportRequest): Promise<InitialImport>;
  /** The one under way, else the last one; `shop-not-found`, `initial-import-not-found`. */
  get(shopCode: string): Promise<InitialImport>;
  /** Cancels its jobs, and ends when they have; `initial-import-not-running`, and what `get` throws. */
  cancel(shopCode: string): Promise<InitialImport>;
}

export function createInitialImports({ client, db, jobLog, temporalUiUrl }: JobQueueDeps): InitialImports {
  const deps: FindEntryDeps = { client, db, jobLog, urlOf: temporalUrl(temporalUiUrl, client.options.namespace) };
  const answered = <R>(fn: () => Promise<R>): Promise<R> => answeredWithin(client, DEADLINE_MS, fn);
  const find = (shopCode: string) =>
    describeOr(client.workflow.getHandle(initialImportWorkflowId(shopCode)).describe());
  const known = async (shopCode: string): Promise<WorkflowExecutionDescription> => {
    const execution = await find(shopCode);
    if (execution !== undefined) return execution;
    await getShop(db, shopCode);
    throw importNotFound(shopCode);
  };
  const get = async (shopCode: string): Promise<InitialImport> => importView(deps, shopCode, await known(shopCode));
  return {
    start: (request) => answered(() => startImport(deps, request, find, get)),
    get: (shopCode) => answered(() => get(shopCode)),
    cancel: (shopCode) =>
      answered(async () => {
        const execution = await known(shopCode);
        if (!isOpen(execution)) throw importNotRunning(shopCode);
        await client.workflow.getHandle(execution.workflowId).cancel();
        return get(shopCode);
      }),
  };
}

async function startImport(
  { client, db }: FindEntryDeps,
  { shopCode, lines, principal, idempotencyKey, timing }: StartImportRequest,
  find: (shopCode: string) => Promise<WorkflowExecutionDescription | undefined>,
  get: (shopCode: string) => Promise<InitialImport>,
): Promise<InitialImport> {
  const { store } = await getEnabledShop(db, shopCode);
  const requestId =
    idempotencyKey === undefined ? undefined : idOfRequest(principal, idempotencyKey, "initialImport", shopCode);
  const last = await find(shopCode);
  if (requestId !== undefined && memoOf(last).requestId === requestId) return get(shopCode);
  const input: InitialImportInput = {
    shopCode,
    store,
    lines,
    requestedBy: principal,
    ...(timing === undefined ? {} : { timing }),
  };
  const memo: InitialImportMemo = {
    lines: linesBefore(lines),
    requestedBy: principal,
    ...(requestId === undefined ? {} : { requestId }),
  };
  try {
    await client.workflow.start("initialImport", {
      workflowId: initialImportWorkflowId(shopCode),
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      taskQueue: taskQueues.sync,
      args: [input],
      memo: { ...memo },
      staticSummary: `Initial import of ${shopCode}`,
      typedSearchAttributes: new TypedSearchAttributes([{ key: attributes.shopCode, value: shopCode }]),
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) throw importRunning(shopCode);
    throw error;
  }
  return get(shopCode);
}

const memoOf = (execution: WorkflowExecutionDescription | undefined): Partial<InitialImportMemo> =>
  execution?.memo ?? {};

async function importView(
  deps: FindEntryDeps,
  shopCode: string,
  execution: WorkflowExecutionDescription,
): Promise<InitialImport> {
  const { lines = [], requestedBy = null } = memoOf(execution);
  const seen = await Promise.all(lines.map((line) => lineNow(deps, line)));
  return {
    shopCode,
    status: statusOf(execution, seen),
    lines: seen,
    startedAt: execution.startTime.toISOString(),
    endedAt: execution.closeTime?.toISOString() ?? null,
    requestedBy,
    temporalUrl: deps.urlOf(execution.workflowId, execution.runId),
  };
}

function statusOf(execution: WorkflowExecutionDescription, lines: readonly ImportLine[]): ImportStatus {
  if (isOpen(execution)) return "running";
  const { name } = execution.status;
  if (name !== "COMPLETED") return name === "CANCELLED" ? "cancelled" : "terminated";
  return lines.every(({ status }) => status === "success") ? "completed" : "completedWithErrors";
}

/** Of a line whose job was started, and of which the import has not heard yet how it ended, the job itself says what it does. */
async function lineNow(deps: FindEntryDeps, line: ImportLine): Promise<ImportLine> {
  if (line.status !== "inProcess" || line.entryId === null) return line;
  const entry = await entryOrNone(deps, line.entryId);
  return entry === undefined ? { ...line, status: "blank" } : { ...line, ...endingOf(entry) };
}

/** Business Central's words: a job that only waits leaves its line blank. */
const statusOfOpenEntry: Readonly<Partial<Record<EntryStatus, ImportLine["status"]>>> = {
  ready: "blank",
  waiting: "blank",
  retrying: "blank",
  onHold: "blank",
  inProcess: "inProcess",
  paused: "inProcess",
};

function endingOf({ status, error, result }: JobQueueEntry): Pick<ImportLine, "status" | "error"> {
  const told = error === null ? null : { type: error.type, message: error.message };
  const open = statusOfOpenEntry[status];
  if (open !== undefined) return { status: open, error: told };
  const ended = told ?? (result && errorOfResult(result));
  return { status: ended === null ? "success" : "error", error: ended };
}

async function entryOrNone(deps: FindEntryDeps, entryId: string): Promise<JobQueueEntry | undefined> {
  try {
    return await getEntry(deps, entryId);
  } catch (error) {
    if (error instanceof OperationalError && error.type === "job-not-found") return undefined;
    throw error;
  }
}

const failure = (type: string, message: string, shop: string): OperationalError =>
  new OperationalError(type, message, { retryable: false, params: { shop } });

const importNotFound = (shop: string): OperationalError =>
  failure("initial-import-not-found", `No initial import of shop ${shop} is known: start one`, shop);

const importRunning = (shop: string): OperationalError =>
  failure(
    "initial-import-running",
    `An initial import of shop ${shop} is under way: wait until it has ended, or cancel it`,
    shop,
  );

const importNotRunning = (shop: string): OperationalError =>
  failure("initial-import-not-running", `The initial import of shop ${shop} has ended already`, shop);
