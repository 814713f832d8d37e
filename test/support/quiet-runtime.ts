import { DefaultLogger, Runtime } from "@temporalio/worker";

// One that an earlier file left behind, because it failed.
await Runtime.instance().shutdown();
// Workers are noisy about the failures that tests cause on purpose.
Runtime.install({ logger: new DefaultLogger("ERROR") });
