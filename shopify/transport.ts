export interface AnsweredExchange {
  readonly kind: "answered";
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly body: string;
  readonly durationMs: number;
}

export interface UnansweredExchange {
  readonly kind: "unanswered";
  /** False when the request cannot have reached Shopify. */
  readonly mayHaveArrived: boolean;
  readonly timedOut: boolean;
  readonly reason: string;
  readonly cause: unknown;
  readonly durationMs: number;
}

/** One HTTP exchange with Shopify: an answer, or the reason why there is none. */
export type Exchange = AnsweredExchange | UnansweredExchange;

/** Store hosts that are served elsewhere (the sandbox): host → base address. */
export type HostMap = ReadonlyMap<string, string>;

export interface HttpRequest {
  readonly store: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Failures before a connection stood: nothing was sent. */
const NOT_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/**
 * Posts to a store and reads the whole answer within the time-out. Never throws for the network's sake; throws the signal's reason when the
 * caller's signal ends the call.
 */
export async function post(hosts: HostMap, request: HttpRequest): Promise<Exchange> {
  const startedAt = performance.now();
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]);
  try {
    const response = await fetch(addressOf(hosts, request.store, request.path), {
      method: "POST",
      redirect: "manual",
      headers: { ...request.headers, ...(hosts.has(request.store) ? { "X-Forwarded-Host": request.store } : {}) },
      body: request.body,
      signal,
    });
    const body = await response.text();
    return {
      kind: "answered",
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
      body,
      durationMs: Math.round(performance.now() - startedAt),
    };
  } catch (error) {
    request.signal?.throwIfAborted();
    return {
      kind: "unanswered",
      timedOut: timeout.aborted,
      ...reasonOf(error, timeout.aborted, request.timeoutMs),
      cause: error,
      durationMs: Math.round(performance.now() - startedAt),
    };
  }
}

/** Where a path of a store is found. */
export function addressOf(hosts: HostMap, store: string, path: string): string {
  return `${hosts.get(store) ?? `https://${store}`}${path}`;
}

function reasonOf(
  error: unknown,
  timedOut: boolean,
  timeoutMs: number,
): { readonly mayHaveArrived: boolean; readonly reason: string } {
  if (timedOut) return { mayHaveArrived: true, reason: `no answer within ${timeoutMs} ms` };
  const { code, message } = innermost(error);
  return { mayHaveArrived: !NOT_SENT.has(code), reason: code === "" ? message : `${code}: ${message}` };
}

/** fetch says "fetch failed" and hides why in causes; a host with several addresses has a list of them. */
function innermost(error: unknown): { readonly code: string; readonly message: string } {
  const { cause, errors, code, message } = Object(error) as Record<string, unknown>;
  if (cause !== undefined) return innermost(cause);
  if (typeof code !== "string" && Array.isArray(errors) && errors.length > 0) return innermost(errors[0]);
  return { code: typeof code === "string" ? code : "", message: typeof message === "string" ? message : String(error) };
}
