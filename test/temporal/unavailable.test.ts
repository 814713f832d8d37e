import { once } from "node:events";
import { constants, createServer, type Http2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { connectOptions, connectTemporal, type Temporal } from "#temporal/connection";
import { answeredWithin } from "#temporal/unavailable";

let server: Http2Server;
let temporal: Temporal;
afterEach(async () => {
  await temporal.close();
  server.close();
});

/** Resets every call, as a service does whose deadline for it has passed. */
async function aServiceThatGivesUp(): Promise<Temporal> {
  server = createServer();
  server.on("stream", (stream) => {
    stream.close(constants.NGHTTP2_CANCEL);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return connectTemporal(connectOptions({ address: `127.0.0.1:${port}`, namespace: "default" }, {}));
}

test("a service that gives up at our deadline a moment before we do does not answer", async () => {
  temporal = await aServiceThatGivesUp();

  await expect(
    answeredWithin(temporal.client, 2_000, () => temporal.client.workflow.count("ExecutionStatus = 'Running'")),
  ).rejects.toMatchObject({ type: "temporal-unavailable", retryable: true });
});
