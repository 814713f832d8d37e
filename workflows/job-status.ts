import { upsertSearchAttributes } from "@temporalio/workflow";
import { attributes, type JobStatus } from "./search-attributes.ts";

/** Shows a status in lists. `runJob` shows none while its attempt has one, so that each job is listed once. */
export function showStatus(status: JobStatus | null): void {
  upsertSearchAttributes([{ key: attributes.status, value: status }]);
}
