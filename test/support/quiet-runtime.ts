import { DefaultLogger, Runtime } from "@temporalio/worker";

// Workers are noisy about the failures that tests cause on purpose.
Runtime.install({ logger: new DefaultLogger("ERROR") });
