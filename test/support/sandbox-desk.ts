import { aClient } from "../shopify/client-setup.ts";
import { anOrderDesk, type OrderDesk } from "./order-desk.ts";
import type { SandboxHandle } from "./sandbox.ts";

/** A desk that reads a store of the sandbox by the official schema. A store that is down is asked again soon, one that is slow is waited for. */
export const aDeskAt = (
  { url, clientId, clientSecret }: SandboxHandle,
  records?: "known" | "unknown",
): Promise<OrderDesk> =>
  anOrderDesk(
    (database) =>
      aClient(database, url, {
        appOf: () => ({ clientId, clientSecret }),
        pauses: { serverErrorMs: 5, answerTimeoutMs: 30_000 },
      }).shopify,
    records,
  );
