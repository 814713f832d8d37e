import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it came. */
  readonly body: string;
}

export interface WebhookReceiver {
  /** `http://127.0.0.1:…` */
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** The next requests get these answers, in their order; `silence` none. All others get 204. */
  answerWith(...answers: readonly (number | "silence")[]): void;
  close(): Promise<void>;
}

/** Somebody else's server that takes messages. */
export async function aWebhookReceiver(headers: Readonly<Record<string, string>> = {}): Promise<WebhookReceiver> {
  const requests: ReceivedRequest[] = [];
  const answers: (number | "silence")[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      requests.push({ path: request.url ?? "", headers: request.headers, body });
      const status = answers.shift() ?? 204;
      if (status !== "silence") response.writeHead(status, headers).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answerWith: (...next) => {
      answers.push(...next);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
