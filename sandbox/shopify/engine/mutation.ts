/** What happens to every mutation, whoever answers it: faults, the directive `@idempotent`, repeats. */
import { getDirectiveValues, type GraphQLResolveInfo } from "graphql";
import type { Arguments } from "./contract.ts";
import type { EngineContext } from "./engine-context.ts";
import { badRequest } from "./errors.ts";
import type { EffectOf } from "./faults/effects.ts";
import { MESSAGE_OF_PROBLEM, needsIdempotencyKey } from "./idempotency.ts";
import { refusedPayload } from "./payload.ts";

export function resolveMutation<D>(
  work: () => unknown,
  args: Arguments,
  context: EngineContext<D>,
  info: GraphQLResolveInfo,
): unknown {
  const key = idempotencyKeyOf(info);
  if (key === null && needsIdempotencyKey(info.fieldName))
    throw badRequest("The @idempotent directive is required for this mutation but was not provided.");
  for (const fault of context.faults) {
    const refused = refusedBy(fault, info);
    if (refused !== null) return refused;
  }
  if (key === null) return work();
  return context.idempotency.run(key, info.fieldName, args, work).then((result) => {
    if (result.kind === "done") return result.payload;
    context.note(result.problem);
    return refusedPayload(info, [{ field: null, message: MESSAGE_OF_PROBLEM[result.problem], code: result.problem }]);
  });
}

function idempotencyKeyOf(info: GraphQLResolveInfo): string | null {
  const directive = info.schema.getDirective("idempotent");
  const [node] = info.fieldNodes;
  if (directive === undefined || directive === null || node === undefined) return null;
  const key = getDirectiveValues(directive, node, info.variableValues)?.["key"];
  return typeof key === "string" ? key : null;
}

function refusedBy(fault: EffectOf<"during">, info: GraphQLResolveInfo): object | null {
  switch (fault.kind) {
    case "userErrors":
      return refusedPayload(info, fault.errors, fault.list);
    case "staleChangeFromQuantity":
      return refusedPayload(
        info,
        fault.lines.map((line) => ({
          field: ["input", "quantities", String(line), "changeFromQuantity"],
          message: "The changeFromQuantity argument no longer matches the persisted quantity.",
          code: "CHANGE_FROM_QUANTITY_STALE",
        })),
      );
    case "idempotencyConcurrentRequest": {
      const code = "IDEMPOTENCY_CONCURRENT_REQUEST";
      return refusedPayload(info, [{ field: null, message: MESSAGE_OF_PROBLEM[code], code }]);
    }
    case "missingScope":
    case "indexLag":
    case "nodeError":
      return null;
  }
}
