import { setTimeout as sleep } from "node:timers/promises";
import type { ApiDeps } from "#api/deps";
import { aJobSystem, type JobSystem, type WorkerSettings } from "#test/support/jobs";
import { anApi, type ApiAnswer, type TestApi } from "./an-api.ts";

export interface WorkingApi extends TestApi {
  readonly system: JobSystem;
  /** The first row of the log about an entry; the log follows Temporal within a second. */
  logRowOf(id: string): Promise<Record<string, unknown>>;
  /** The entry once it has one of these statuses. */
  entryWith(id: string, ...statuses: readonly string[]): Promise<ApiAnswer>;
}

/** The API with workers whose reports do what a test says. */
export async function aWorkingApi(changes: Partial<ApiDeps> = {}, settings: WorkerSettings = {}): Promise<WorkingApi> {
  const system = await aJobSystem(changes.catalogue === undefined ? {} : { catalogue: changes.catalogue });
  await system.startWorkers(["sync", "shopify", "job-queue"], settings);
  const api = await anApi(
    { jobs: system.queue, webhooks: system.webhooks, secrets: system.secrets, ...changes },
    system,
  );
  return {
    ...api,
    system,
    logRowOf: async (id) => {
      for (const until = Date.now() + 10_000; Date.now() < until; await sleep(200)) {
        const { body } = await api.call("GET", `/api/job-queue-log-entries?entryId=${id}`);
        const [row] = body["items"] as readonly Record<string, unknown>[];
        if (row !== undefined) return row;
      }
      throw new Error(`Entry ${id} never came into the log`);
    },
    entryWith: async (id, ...statuses) => {
      for (const until = Date.now() + 20_000; Date.now() < until; await sleep(50)) {
        const answer = await api.call("GET", `/api/job-queue-entries/${id}`);
        if (statuses.includes(String(answer.body["status"]))) return answer;
      }
      throw new Error(`Entry ${id} was never ${statuses.join(" or ")}`);
    },
  };
}

export const entriesOf = ({ body }: ApiAnswer) => body["entries"] as readonly Record<string, unknown>[];

export const firstIdOf = (answer: ApiAnswer): string => String(entriesOf(answer)[0]?.["id"]);
