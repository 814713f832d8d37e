import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import { connectTemporal } from "#temporal/connection";

test("a connection is closed in peace while calls on it are being repeated", async () => {
  // Port 1 is reserved: nobody listens there.
  const temporal = connectTemporal({ connection: { address: "127.0.0.1:1" }, namespace: "default" });
  const call = temporal.client.workflow
    .getHandle("job")
    .describe()
    .catch((error: unknown) => error);
  await sleep(500);

  await temporal.close();

  expect(await call).toBeInstanceOf(Error);
}, 15_000);
