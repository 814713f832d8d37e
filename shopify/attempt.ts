import { settlePoints, type Settlement } from "#database/shopify-bucket";
import { tokenFor } from "./access.ts";
import { parseBody, type ParsedBody } from "./answer.ts";
import { PINNED_API_VERSION } from "./api-version.ts";
import type { ClientDeps } from "./client-deps.ts";
import type { PlannedCall } from "./planned-call.ts";
import type { Reservation } from "./reserve.ts";
import { post, type AnsweredExchange, type Exchange, type UnansweredExchange } from "./transport.ts";

/** One exchange of a call. */
export type Attempt =
  | {
      readonly kind: "answered";
      readonly token: string;
      readonly requestId: string | null;
      readonly exchange: AnsweredExchange;
      readonly body: ParsedBody;
    }
  | {
      readonly kind: "unanswered";
      readonly token: string;
      readonly requestId: null;
      readonly exchange: UnansweredExchange;
      readonly body: null;
    };

export const GRAPHQL_PATH = `/admin/api/${PINNED_API_VERSION}/graphql.json`;

/** Sends a call once and settles its reservation, whatever happens: with nothing spent when nothing was sent. */
export async function sendOnce(
  deps: ClientDeps,
  planned: PlannedCall,
  reservation: Reservation,
  knownToken: string | null,
): Promise<Attempt> {
  let spent: Settlement["spent"] = 0;
  try {
    const token = knownToken ?? (await tokenFor(deps, planned.call, planned.context.access));
    spent = "all";
    const { signal } = planned.options;
    const exchange = await post(deps.hosts, {
      store: planned.context.store,
      path: GRAPHQL_PATH,
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-Shopify-Access-Token": token },
      body: planned.body,
      timeoutMs: deps.pauses.answerTimeoutMs,
      ...(signal === undefined ? {} : { signal }),
    });
    const attempt = attemptOf(token, exchange);
    await settlePoints(deps.db, settlementOf(planned, reservation, attempt));
    return attempt;
  } catch (error) {
    await settlePoints(deps.db, { ...emptySettlement(planned, reservation), spent });
    throw error;
  }
}

function attemptOf(token: string, exchange: Exchange): Attempt {
  if (exchange.kind === "unanswered") return { kind: "unanswered", token, requestId: null, exchange, body: null };
  const requestId = exchange.headers.get("x-request-id");
  return { kind: "answered", token, requestId, exchange, body: parseBody(exchange.body) };
}

const emptySettlement = (planned: PlannedCall, reservation: Reservation): Settlement => ({
  id: reservation.id,
  store: planned.context.store,
  operation: planned.document.name,
  spent: "all",
  status: null,
  requested: null,
  askedVersion: PINNED_API_VERSION,
  servedVersion: null,
  throttled: false,
});

/** Refusals that Shopify makes before it executes anything. */
const NOT_EXECUTED = new Set([401, 402, 403, 404, 423, 429, 430]);

function settlementOf(planned: PlannedCall, reservation: Reservation, attempt: Attempt): Settlement {
  const settlement = emptySettlement(planned, reservation);
  if (attempt.kind === "unanswered") return { ...settlement, spent: attempt.exchange.mayHaveArrived ? "all" : 0 };
  const { exchange, body } = attempt;
  const isThrottled = isThrottledBody(body);
  return {
    ...settlement,
    spent: body.cost.actual ?? (isThrottled || NOT_EXECUTED.has(exchange.status) ? 0 : "all"),
    status: body.cost.status,
    requested: body.cost.requested,
    servedVersion: exchange.headers.get("x-shopify-api-version"),
    throttled: isThrottled,
  };
}

const isThrottledBody = (body: ParsedBody): boolean =>
  body.errors.some((error) => error.extensions?.code === "THROTTLED");
