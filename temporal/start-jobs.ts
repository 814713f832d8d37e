import { WorkflowExecutionAlreadyStartedError, WorkflowIdReusePolicy, type Client } from "@temporalio/client";
import type { Database } from "#database/connection";
import { getShop, listShops } from "#database/shops";
import { OperationalError } from "#domain/failure";
import type { Shop } from "#domain/shops/shop";
import type { Catalogue, Report } from "#workflows/catalogue";
import { jobWorkflowId } from "#workflows/ids";
import type { JobParameters, RunJobInput } from "#workflows/messages";
import type { JobTiming } from "#workflows/policies";
import { idOfRequest, newId } from "./entry-ids.ts";
import { priorityNumbers, type PriorityName } from "./job-queue-entry.ts";
import { runJobOptions } from "#workflows/job-options";

const MAX_PARAMETERS_BYTES = 20_000;
const DEFAULT_ATTEMPTS = 5;

export interface StartRequest {
  /** Name or number. */
  readonly report: string;
  /** None: all enabled shops. */
  readonly shopCodes?: readonly string[];
  /** Who asks has to do with these shops only; left out: with all. */
  readonly onlyShops?: readonly string[];
  /** Checked against the report's schema by the caller. */
  readonly parameters: JobParameters;
  /** Reruns after the first run; default 5, in the foreground 0. */
  readonly maxAttempts?: number;
  readonly rerunDelaySec?: number;
  readonly priority?: PriorityName;
  /** Left out: the report's. Null: none, the job waits for nobody. */
  readonly category?: string | null;
  readonly startAt?: string;
  readonly expiresAt?: string;
  readonly jobTimeoutSec?: number;
  /** Who asks. */
  readonly principal: string;
  readonly idempotencyKey?: string;
  /** Of jobs that belong together though they are started one by one; left out: a new one. */
  readonly batchId?: string;
  readonly rerunOf?: string;
  readonly supersedes?: readonly string[];
  readonly timing?: Partial<JobTiming>;
}

export interface StartedJob {
  readonly entryId: string;
  /** Null: for the whole company. */
  readonly shop: string | null;
  /** Its shop runs syncs while the caller waits. */
  readonly isForeground: boolean;
}

export interface StartedBatch {
  readonly batchId: string;
  readonly jobs: readonly StartedJob[];
}

export interface StartDeps {
  readonly client: Client;
  readonly db: Database;
  readonly catalogue: Catalogue;
}

/**
 * Starts one job per shop, so that a failure in one shop neither hides nor stops another. With an Idempotency-Key the same request
 * starts nothing a second time. Throws `report-not-found`, `report-not-available`, `shop-not-found`, `shop-disabled`,
 * `no-enabled-shop`, `shop-codes-not-allowed`, `shop-not-allowed`, `parameters-too-large`; then nothing is started.
 */
export async function startJobs(deps: StartDeps, request: StartRequest): Promise<StartedBatch> {
  const report = getAvailableReport(deps.catalogue, request.report);
  if (Buffer.byteLength(JSON.stringify(request.parameters)) > MAX_PARAMETERS_BYTES) throw parametersTooLarge();
  const shops = await shopsOf(deps.db, report, request);
  const { principal, idempotencyKey } = request;
  const idFor = (...parts: readonly string[]): string =>
    idempotencyKey === undefined ? newId() : idOfRequest(principal, idempotencyKey, report.name, ...parts);
  const batchId = request.batchId ?? idFor();
  const jobs: StartedJob[] = [];
  // One after the other: the line is first come, first served, and the order of the shops is the order they were named in.
  for (const shop of shops) {
    const isForeground = shop !== null && !shop.allowBackgroundSyncs;
    const entryId = idFor(shop?.code ?? "");
    await startOnce(deps.client, entryId, inputOf(request, report, shop, batchId));
    jobs.push({ entryId, shop: shop?.code ?? null, isForeground });
  }
  return { batchId, jobs };
}

function inputOf(request: StartRequest, report: Report, shop: Shop | null, batchId: string): RunJobInput {
  const isForeground = shop !== null && !shop.allowBackgroundSyncs;
  const { category, rerunDelaySec, startAt, expiresAt, jobTimeoutSec, rerunOf, supersedes, timing } = request;
  return {
    report: report.name,
    shopCode: shop?.code ?? null,
    store: shop?.store ?? null,
    category: category === undefined ? report.category : category,
    priority: priorityNumbers[request.priority ?? (isForeground ? "high" : "normal")],
    trigger: isForeground ? "foreground" : "manual",
    parameters: request.parameters,
    maxAttempts: request.maxAttempts ?? (isForeground ? 0 : DEFAULT_ATTEMPTS),
    batchId,
    requestedBy: request.principal,
    ...(rerunDelaySec === undefined ? {} : { rerunDelaySec }),
    ...(startAt === undefined ? {} : { startAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(jobTimeoutSec === undefined ? {} : { jobTimeoutSec }),
    ...(rerunOf === undefined ? {} : { rerunOf }),
    ...(supersedes === undefined ? {} : { supersedes }),
    ...(timing === undefined ? {} : { timing }),
  };
}

async function startOnce(client: Client, entryId: string, input: RunJobInput): Promise<void> {
  try {
    await client.workflow.start("runJob", {
      ...runJobOptions(input),
      workflowId: jobWorkflowId(entryId),
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    });
  } catch (error) {
    // The same request again: the job is there.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

function getAvailableReport(catalogue: Catalogue, nameOrNumber: string): Report {
  const report = catalogue.find(nameOrNumber);
  if (report === undefined)
    throw new OperationalError("report-not-found", `There is no report ${nameOrNumber}: see GET /api/reports`, {
      retryable: false,
      params: { report: nameOrNumber },
    });
  if (!report.available)
    throw new OperationalError("report-not-available", `${report.caption} is not part of this version yet`, {
      retryable: false,
      params: { report: report.name },
    });
  return report;
}

async function shopsOf(
  db: Database,
  report: Report,
  { shopCodes, onlyShops }: Pick<StartRequest, "shopCodes" | "onlyShops">,
): Promise<readonly (Shop | null)[]> {
  const named = [...new Set(shopCodes)];
  const isAllowed = (code: string): boolean => onlyShops?.includes(code) ?? true;
  if (report.scope === "company") {
    if (onlyShops !== undefined) throw shopNotAllowed(`${report.caption} works for the whole company`);
    if (named.length === 0) return [null];
    throw new OperationalError(
      "shop-codes-not-allowed",
      `${report.caption} works for the whole company: leave shopCodes out`,
      { retryable: false, params: { report: report.name } },
    );
  }
  if (named.length > 0) {
    const foreign = named.find((code) => !isAllowed(code));
    if (foreign !== undefined) throw shopNotAllowed(`Shop ${foreign} is not one of your shops`);
    const shops = await Promise.all(named.map((code) => getShop(db, code)));
    return shops.map(requireEnabled);
  }
  const enabled = (await listShops(db)).filter((shop) => shop.enabled && isAllowed(shop.code));
  if (enabled.length > 0) return enabled;
  throw new OperationalError("no-enabled-shop", "No shop is enabled: connect and enable one on its shop card first", {
    retryable: false,
  });
}

/** A shop that jobs may be started for. Throws `shop-not-found`, `shop-disabled`. */
export const getEnabledShop = async (db: Database, code: string): Promise<Shop> =>
  requireEnabled(await getShop(db, code));

function requireEnabled(shop: Shop): Shop {
  if (!shop.enabled) throw shopDisabled(shop.code);
  return shop;
}

const shopDisabled = (shop: string): OperationalError =>
  new OperationalError("shop-disabled", `Shop ${shop} is disabled: enable it on the shop card, or leave it out`, {
    retryable: false,
    params: { shop },
  });

const shopNotAllowed = (why: string): OperationalError =>
  new OperationalError("shop-not-allowed", `${why}: ask somebody who may start jobs for it`, { retryable: false });

const parametersTooLarge = (): OperationalError =>
  new OperationalError(
    "parameters-too-large",
    `Parameters may have ${MAX_PARAMETERS_BYTES} bytes: name fewer records, or use a filter`,
    { retryable: false, params: { limit: MAX_PARAMETERS_BYTES } },
  );
