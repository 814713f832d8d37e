import { insertShopifyLogEntry } from "#database/shopify-log";
import type { ParsedBody } from "./answer.ts";
import { PINNED_API_VERSION } from "./api-version.ts";
import { GRAPHQL_PATH, sendOnce, type Attempt } from "./attempt.ts";
import type { ClientDeps } from "./client-deps.ts";
import type { Answer } from "./client.ts";
import { unavailable, type CallFacts } from "./failures.ts";
import { logEntryOf } from "./log-entry.ts";
import { Pauses } from "./pacing.ts";
import type { PlannedCall } from "./planned-call.ts";
import { prepareRepeat, type Repeats } from "./repeat.ts";
import { reserve } from "./reserve.ts";
import { addressOf, type AnsweredExchange } from "./transport.ts";
import { verdictOn, type Verdict } from "./verdict.ts";

/** Sends a call whose gates are open, and repeats it as far as that is safe and promises something. */
export async function runCall(deps: ClientDeps, planned: PlannedCall): Promise<Answer<unknown>> {
  const pauses = new Pauses(deps.pauses, planned.options);
  const repeats: Repeats = { serverTrouble: 0, tooManyRequests: 0, throttled: 0, tokenReplaced: false };
  let token: string | null = null;
  for (let retryCount = 0; ; retryCount += 1) {
    const reservation = await reserve(deps, planned, pauses);
    const attempt: Attempt = await sendOnce(deps, planned, reservation, token);
    const call = { ...planned.call, requestId: attempt.requestId };
    const verdict = judge(planned, attempt, call);
    warn(deps, call, attempt);
    report(deps, call, attempt, verdict);
    await writeLog(deps, planned, attempt, call, retryCount);
    if (verdict.kind === "delivered") return answerOf(deps, verdict.exchange, verdict.body);
    token = await prepareRepeat(deps, planned, attempt, call, verdict, repeats, pauses);
  }
}

function judge(planned: PlannedCall, attempt: Attempt, call: CallFacts): Verdict {
  const { kind } = planned.document;
  if (attempt.kind === "answered") {
    const terms = { kind, acceptPartial: planned.options.acceptPartial ?? false };
    return verdictOn(attempt.exchange, attempt.body, call, terms);
  }
  const { exchange } = attempt;
  const outcomeKnown = kind === "query" || !exchange.mayHaveArrived;
  const failure = unavailable(call, exchange.reason, outcomeKnown, { cause: exchange.cause });
  // Half a minute was spent already; the activity decides about another one, perhaps with a smaller request.
  return { kind: exchange.timedOut ? "failed" : "serverTrouble", failure };
}

/** The log is for people to act on; when it cannot be written the call still has its answer. */
async function writeLog(
  deps: ClientDeps,
  planned: PlannedCall,
  attempt: Attempt,
  call: CallFacts,
  retryCount: number,
): Promise<void> {
  const entry = logEntryOf(
    {
      ...attempt,
      call,
      url: addressOf(deps.hosts, call.store, GRAPHQL_PATH),
      request: planned.body,
      retryCount,
      jobEntryId: planned.options.jobEntryId,
      secrets: [attempt.token],
    },
    planned.context.loggingMode,
  );
  if (entry === null) return;
  try {
    await insertShopifyLogEntry(deps.db, entry);
  } catch (error) {
    deps.log.error({ ...call, err: error }, "Shopify log entry not written");
  }
}

function answerOf(deps: ClientDeps, { headers }: AnsweredExchange, body: ParsedBody): Answer<unknown> {
  const date = Date.parse(headers.get("date") ?? "");
  const { requested, actual } = body.cost;
  return {
    data: body.data,
    errors: body.errors,
    cost: requested === null || actual === null ? null : { requested, actual },
    requestId: headers.get("x-request-id"),
    answeredAt: (Number.isNaN(date) ? deps.now() : new Date(date)).toISOString(),
    apiVersion: headers.get("x-shopify-api-version"),
  };
}

/** Things an answer says by the way, each once per process. That mutations stop after a foreign version is the gate's business. */
function warn(deps: ClientDeps, { store, operation }: CallFacts, { exchange }: Attempt): void {
  if (exchange.kind === "unanswered") return;
  const version = exchange.headers.get("x-shopify-api-version");
  if (version !== null && version !== PINNED_API_VERSION) {
    deps.once(`version/${store}/${version}`, () =>
      deps.log.warn({ store, version, pinned: PINNED_API_VERSION }, "Shopify answers with another API version"),
    );
  }
  const deprecated = exchange.headers.get("x-shopify-api-deprecated-reason");
  if (deprecated !== null) {
    deps.once(`deprecated/${operation}`, () =>
      deps.log.warn({ operation, deprecated }, "operation uses deprecated fields"),
    );
  }
}

function report(
  deps: ClientDeps,
  { store, operation }: CallFacts,
  { exchange, body }: Attempt,
  verdict: Verdict,
): void {
  deps.onExchange?.({
    store,
    operation,
    outcome: exchange.kind === "unanswered" ? "unanswered" : verdict.kind,
    durationMs: exchange.durationMs,
    actualCost: body?.cost.actual ?? null,
  });
}
