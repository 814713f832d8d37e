import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the store answers next. Members left out are those of a good answer. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: unknown;
  readonly delayMs?: number;
  /** Cuts the connection instead of answering. */
  readonly reset?: boolean;
}

export interface ReceivedCall {
  readonly path: string;
  readonly token: string | undefined;
  readonly forwardedHost: string | undefined;
  readonly body: string;
}

export interface ScriptedStore {
  readonly url: string;
  /** Calls of the Admin API, in order. */
  readonly calls: readonly ReceivedCall[];
  /** Requests for a token. */
  readonly tokenRequests: readonly URLSearchParams[];
  /** Answers of the next calls, in order; the last one stays. */
  answers(...answers: readonly ScriptedAnswer[]): void;
  tokenAnswers(...answers: readonly ScriptedAnswer[]): void;
  reset(): void;
  close(): Promise<void>;
}

export const cost = (actual: number, currentlyAvailable = 1990, more: Readonly<Record<string, number>> = {}) => ({
  cost: {
    requestedQueryCost: actual,
    actualQueryCost: actual,
    throttleStatus: { maximumAvailable: 2000, currentlyAvailable, restoreRate: 100 },
    ...more,
  },
});
export const good: ScriptedAnswer = { body: { data: { app: { id: "gid://shopify/App/1" } }, extensions: cost(1) } };

/** A store that says exactly what a test wants to hear, for answers that no store gives at will. */
export async function aScriptedStore(): Promise<ScriptedStore> {
  const calls: ReceivedCall[] = [];
  const tokenRequests: URLSearchParams[] = [];
  let script: ScriptedAnswer[] = [good];
  let tokenScript: ScriptedAnswer[] = [];
  const take = (answers: ScriptedAnswer[]): ScriptedAnswer => (answers.length > 1 ? answers.shift() : answers[0]) ?? {};

  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      if (request.url?.endsWith("/oauth/access_token")) {
        tokenRequests.push(new URLSearchParams(body));
        const granted = { access_token: `token-${tokenRequests.length}`, scope: "write_orders", expires_in: 86_399 };
        return send(response, tokenScript.length === 0 ? { body: granted } : take(tokenScript));
      }
      calls.push({
        path: request.url ?? "",
        token: headerOf(request, "x-shopify-access-token"),
        forwardedHost: headerOf(request, "x-forwarded-host"),
        body,
      });
      return send(response, take(script));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    tokenRequests,
    answers: (...answers) => {
      script = [...answers];
    },
    tokenAnswers: (...answers) => {
      tokenScript = [...answers];
    },
    reset: () => {
      calls.length = 0;
      tokenRequests.length = 0;
      script = [good];
      tokenScript = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function send(response: ServerResponse, answer: ScriptedAnswer): Promise<void> {
  if (answer.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.delayMs).unref());
  if (answer.reset === true) {
    response.destroy();
    return;
  }
  response.writeHead(answer.status ?? 200, {
    "X-Request-Id": "req-1",
    "X-Shopify-API-Version": "2026-07",
    ...answer.headers,
  });
  response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {}));
}

const headerOf = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};
