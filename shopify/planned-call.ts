import type { CallContext } from "#database/registered-store-tokens";
import type { ExecuteOptions } from "./client.ts";
import type { DocumentFacts } from "./document.ts";
import type { CallFacts } from "./failures.ts";

/** A call whose gates are open. */
export interface PlannedCall {
  readonly document: DocumentFacts;
  readonly context: CallContext;
  readonly call: CallFacts;
  readonly body: string;
  readonly options: ExecuteOptions;
}
