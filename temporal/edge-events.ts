import type { Client } from "@temporalio/client";
import { WorkflowNotFoundError } from "@temporalio/client";
import {
  decodeArrayFromPayloads,
  decodeOptionalFailureToOptionalError,
} from "@temporalio/common/lib/internal-non-workflow/index.js";
import { TemporalFailure } from "@temporalio/common";
import { grpcCodes, hasGrpcCode } from "./grpc-code.ts";

/** The first and the last event of an execution: what lists do not say. An execution that is gone says nothing. */

export interface Execution {
  readonly workflowId: string;
  readonly runId: string;
}

const ALL_EVENTS = 1;
const CLOSE_EVENT = 2;

/** Why an execution was closed, as text; null when it is gone or says no reason. */
export async function closingReason(client: Client, execution: Execution): Promise<string | null> {
  const event = await edgeEvent(client, execution, CLOSE_EVENT);
  if (event?.workflowExecutionTerminatedEventAttributes)
    return event.workflowExecutionTerminatedEventAttributes.reason ?? null;
  const failed = event?.workflowExecutionFailedEventAttributes?.failure;
  const error = await decodeOptionalFailureToOptionalError(client.options.loadedDataConverter, failed);
  return error instanceof TemporalFailure ? error.message : null;
}

/** The argument an execution was started with; undefined when it is gone. */
export async function startArgument(client: Client, execution: Execution): Promise<unknown> {
  const event = await edgeEvent(client, execution, ALL_EVENTS);
  const payloads = event?.workflowExecutionStartedEventAttributes?.input?.payloads;
  const [argument] = await decodeArrayFromPayloads(client.options.loadedDataConverter, payloads);
  return argument;
}

async function edgeEvent(client: Client, execution: Execution, historyEventFilterType: number) {
  try {
    const { history } = await client.workflowService.getWorkflowExecutionHistory({
      namespace: client.options.namespace,
      execution,
      historyEventFilterType,
      maximumPageSize: 1,
      skipArchival: true,
    });
    return history?.events?.[0];
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Of a history the client and its service say in different ways that Temporal does not know the execution. */
export const isGone = (error: unknown): boolean =>
  error instanceof WorkflowNotFoundError || hasGrpcCode(error, grpcCodes.notFound);
