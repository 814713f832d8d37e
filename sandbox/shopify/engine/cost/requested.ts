import { sizeFactor } from "./kinds.ts";
import type { PlannedField, Selection, Shape } from "./plan.ts";

/** An entry of `extensions.cost.fields`, sent when the header `Shopify-GraphQL-Cost-Debug` is set. */
export interface FieldCostReport {
  readonly path: readonly string[];
  readonly definedCost: number;
  readonly requestedTotalCost: number;
  readonly requestedChildrenCost: number | null;
}

/** Points a query may cost at most. */
export const MAX_QUERY_COST = 1_000;

/** Points are whole numbers; what is counted in parts is rounded up. */
export const wholePoints = (points: number): number => Math.max(0, Math.ceil(points - 1e-9));

/** Cost with full pages and the dearest type at each place, known before execution. */
export const requestedCost = (operation: Selection): number => wholePoints(selectionCost(operation));

const selectionCost = (selection: Selection): number => selection.reduce((sum, field) => sum + fieldCost(field), 0);

const shapeCost = (shape: Shape | null): number =>
  shape === null ? 0 : Math.max(0, ...shape.selections().map(selectionCost));

function fieldCost(field: PlannedField): number {
  switch (field.kind) {
    case "leaf":
      return 0;
    case "object":
    case "list":
      return field.own + field.input + shapeCost(field.shape);
    case "connection":
      return field.own + connectionChildrenCost(field);
  }
}

function connectionChildrenCost({ pageSize, shape }: PlannedField): number {
  const factor = sizeFactor(pageSize);
  let points = 0;
  for (const part of shape?.selections()[0] ?? []) {
    if (part.name === "nodes") points += factor * (1 + shapeCost(part.shape));
    else if (part.name === "edges") points += factor * selectionCost(part.shape?.selections()[0] ?? []);
    else points += fieldCost(part);
  }
  return points;
}

/** Field by field, dearest types only: what the debug header shows. */
export function fieldCosts(operation: Selection, above: readonly string[] = []): readonly FieldCostReport[] {
  return operation.flatMap((field) => {
    const path = [...above, field.key];
    const total = fieldCost(field);
    const selections = field.shape?.selections() ?? [];
    const dearest = selections.reduce<Selection>(
      (best, each) => (selectionCost(each) > selectionCost(best) ? each : best),
      selections[0] ?? [],
    );
    return [
      {
        path,
        definedCost: field.own,
        requestedTotalCost: total,
        requestedChildrenCost: field.shape === null ? null : total - field.own,
      },
      ...fieldCosts(dearest, path),
    ];
  });
}
