import { sandboxData } from "./data/sandbox-data.ts";
import { listen, type Sandbox, type SandboxOptions } from "./http/listen.ts";

/** Starts Shopify shops on a port of this machine; they are empty until `PUT /__sandbox/shop` or `POST /__sandbox/seed` makes one. */
export const startSandbox = (options: SandboxOptions = {}): Promise<Sandbox> => listen(sandboxData, options);
