/** A worker process: reads the environment, serves the task queues of its roles, says "ready", ends cleanly when told to. */
import { DefaultLogger, Runtime } from "@temporalio/worker";
import { pino } from "pino";
import { EnvironmentError, readEnvironment, type Environment } from "#config/environment";
import { startProblem } from "#config/start-problem";
import { OperationalError } from "#domain/failure";
import { prometheusAt } from "./metrics.ts";
import { runWorker } from "./run-worker.ts";

/** The settings without which there is nothing to do. */
function required(environment: Environment): Environment & { DATABASE_URL: string; ENCRYPTION_KEY: string } {
  const { DATABASE_URL, ENCRYPTION_KEY } = environment;
  if (DATABASE_URL === undefined || ENCRYPTION_KEY === undefined) {
    throw new EnvironmentError(
      "A worker needs DATABASE_URL (where PostgreSQL is) and ENCRYPTION_KEY (32 bytes in base64, the same in all workers and the API); npm start makes them itself",
    );
  }
  return { ...environment, DATABASE_URL, ENCRYPTION_KEY };
}

try {
  const environment = required(readEnvironment(process.env));
  const log = pino({ level: environment.LOG_LEVEL, base: { service: "worker" } });
  Runtime.install({
    logger: new DefaultLogger("WARN", ({ level, message, meta }) => {
      if (level === "ERROR") log.error(meta ?? {}, message);
      else log.warn(meta ?? {}, message);
    }),
    ...(environment.METRICS_PORT === 0
      ? {}
      : { telemetryOptions: prometheusAt(`${environment.HOST}:${String(environment.METRICS_PORT)}`) }),
  });
  await runWorker({ environment, variables: process.env, log, onReady: () => process.send?.("ready") });
} catch (error) {
  const isForPeople = error instanceof EnvironmentError || error instanceof OperationalError;
  const sentence = isForPeople ? error.message : startProblem(error, process.env);
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  // Not by itself: some of its workers may still run.
  process.exit(1);
}
