import type { AuditedChange } from "#domain/access/audited-change";
import type { StartedBatch, StartRequest } from "#temporal/start-jobs";
import type { ReportName } from "#workflows/catalogue";
import type { ApiDeps } from "./deps.ts";
import { accepted, ok } from "./http/endpoint.ts";
import { invalid } from "./http/problem.ts";
import { invalidValues } from "./http/serve.ts";
import { entryView } from "./job-views.ts";

const FOREGROUND_WAIT_MS = 60_000;

type StartDeps = Pick<ApiDeps, "jobs" | "catalogue" | "reportParameters"> & {
  readonly foregroundWaitMs?: number | undefined;
};

/**
 * Starts a report and answers its jobs: 202 while any of them goes on in the background, 200 when all were waited for and have
 * ended, however they ended. Parameters are checked here, against the report's own schema.
 */
export async function startAndAnswer(
  deps: StartDeps,
  request: StartRequest,
  /** Called once they are started, before any is waited for. */
  note: (batch: StartedBatch) => Promise<void>,
) {
  const batch = await deps.jobs.start({ ...request, parameters: checkedParameters(deps, request) });
  await note(batch);
  return answerBatch(deps, batch);
}

/**
 * Starts jobs of one batch that run in this order, and answers them and the `facts` about the batch; otherwise as `startAndAnswer`.
 */
export async function startInTurnAndAnswer<Facts extends object>(
  deps: StartDeps,
  requests: readonly StartRequest[],
  facts: Facts,
  note: (batch: StartedBatch) => Promise<void>,
) {
  const checked = requests.map((request) => ({ ...request, parameters: checkedParameters(deps, request) }));
  const batch = await deps.jobs.startInTurn(checked);
  await note(batch);
  const { body, ...answer } = await answerBatch(deps, batch);
  return { ...answer, body: { ...body, ...facts } };
}

/** What a batch leaves in the audit log: each job, and what it was asked to do. */
export const startedJobs = ({ batchId, jobs }: StartedBatch, asked: object): readonly AuditedChange[] =>
  jobs.map(({ entryId, shop }) => ({ recordId: entryId, shop, after: { batchId, ...asked } }));

/** What is known of a started batch, after the shops that are waited for have had their time. */
export async function answerBatch({ jobs, foregroundWaitMs = FOREGROUND_WAIT_MS }: StartDeps, batch: StartedBatch) {
  const foreground = batch.jobs.filter(({ isForeground }) => isForeground);
  const hasEnded =
    foreground.length > 0 &&
    (await jobs.waitForEnd(
      foreground.map(({ entryId }) => entryId),
      foregroundWaitMs,
    ));
  const entries = await Promise.all(batch.jobs.map(async ({ entryId }) => entryView(await jobs.get(entryId))));
  const body = { batchId: batch.batchId, entries };
  if (hasEnded && foreground.length === batch.jobs.length) return ok(body);
  const [only] = entries;
  return accepted(
    entries.length === 1 && only !== undefined
      ? `/api/job-queue-entries/${only.id}`
      : `/api/job-queue-entries?batchId=${batch.batchId}`,
    body,
  );
}

/** Parameters as the report's schema makes them. Throws the problem of all that are wrong; unknown reports are told by who starts them. */
export function checkedParameters(
  deps: Pick<StartDeps, "catalogue" | "reportParameters">,
  { report, parameters }: Pick<StartRequest, "report" | "parameters">,
) {
  const checked = checkParameters(deps, deps.catalogue.find(report)?.name, parameters);
  if (checked.kind === "refused") throw invalid(checked.errors);
  return checked.parameters;
}

/** The same for those who look for more that is wrong. A report without a schema takes what it is given. */
export function checkParameters(
  { reportParameters }: Pick<StartDeps, "reportParameters">,
  report: ReportName | undefined,
  parameters: Readonly<Record<string, unknown>>,
) {
  const schema = report === undefined ? undefined : reportParameters[report];
  const result = schema?.safeParse(parameters);
  if (result === undefined) return { kind: "checked", parameters } as const;
  if (result.success) return { kind: "checked", parameters: result.data } as const;
  const errors = result.error.issues
    .flatMap((issue) => invalidValues(issue, "body"))
    .map((value) => Object.assign({}, value, { pointer: `/parameters${value.pointer}` }));
  return { kind: "refused", errors } as const;
}
