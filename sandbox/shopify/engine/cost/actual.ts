/** Cost of what was really delivered: the formula with the real numbers of nodes. */
import type { ListCost } from "../contract.ts";
import { sizeFactor } from "./kinds.ts";
import type { PlannedField, Selection, Shape } from "./plan.ts";
import { wholePoints } from "./requested.ts";

type Delivered = Readonly<Record<string, unknown>>;

/**
 * Shopify does not publish what a plain list costs in the end, so `listCost` chooses: `pooled` takes a list as one element that has
 * the nodes of all elements, `dearest` as its dearest element, `perElement` adds the elements up. Nodes of a connection differ: their mean
 * goes into the formula, which is exact where they cost the same.
 *
 * @param typeOf Concrete type of a delivered object at an interface or union.
 */
export function actualCost(
  operation: Selection,
  delivered: Delivered | null,
  listCost: ListCost,
  typeOf: (object: Delivered) => string,
): number {
  const selectionCost = (selection: Selection, pool: readonly Delivered[]): number => {
    let points = 0;
    for (const field of selection) {
      if (field.kind !== "leaf")
        points += fieldCost(
          field,
          pool.map((object) => object[field.key]),
        );
    }
    return points;
  };

  const shapeCost = (shape: Shape | null, pool: readonly Delivered[]): number => {
    const [first] = pool;
    if (shape === null || first === undefined) return 0;
    if (pool.length === 1) return selectionCost(shape.selectionFor(typeOf(first)), pool);
    const bySelection = new Map<Selection, Delivered[]>();
    for (const object of pool) {
      const selection = shape.selectionFor(typeOf(object));
      const same = bySelection.get(selection);
      if (same === undefined) bySelection.set(selection, [object]);
      else same.push(object);
    }
    return Math.max(...[...bySelection].map(([selection, objects]) => selectionCost(selection, objects)));
  };

  const fieldCost = (field: PlannedField, values: readonly unknown[]): number => {
    switch (field.kind) {
      case "leaf":
        return 0;
      case "object":
        return field.own + field.input + shapeCost(field.shape, values.filter(isObject));
      case "list":
        return listOf(field, values.flat().filter(isObject));
      case "connection":
        return connection(field, values.filter(isObject));
    }
  };

  const listOf = (field: PlannedField, elements: readonly Delivered[]): number => {
    const each = () => elements.map((element) => field.own + shapeCost(field.shape, [element]));
    switch (listCost) {
      case "pooled":
        return field.own + shapeCost(field.shape, elements);
      case "dearest":
        return Math.max(field.own, ...each());
      case "perElement":
        return Math.max(
          field.own,
          each().reduce((sum, points) => sum + points, 0),
        );
    }
  };

  const connection = (field: PlannedField, pages: readonly Delivered[]): number => {
    let points = field.own;
    const parts = field.shape?.selections()[0] ?? [];
    const listed = (key: string) => pages.flatMap((page) => page[key]).filter(isObject);
    for (const part of parts) {
      const elements = part.name === "nodes" || part.name === "edges" ? listed(part.key) : [];
      const factor = sizeFactor(elements.length);
      if (part.name === "nodes") points += factor * mean(elements, (node) => 1 + shapeCost(part.shape, [node]));
      else if (part.name === "edges") points += factor * mean(elements, (edge) => shapeCost(part.shape, [edge]));
      else
        points += fieldCost(
          part,
          pages.map((page) => page[part.key]),
        );
    }
    return points;
  };

  return wholePoints(selectionCost(operation, [delivered ?? {}]));
}

const isObject = (value: unknown): value is Delivered => typeof value === "object" && value !== null;

function mean<T>(elements: readonly T[], points: (element: T) => number): number {
  if (elements.length === 0) return 0;
  return elements.reduce((sum, element) => sum + points(element), 0) / elements.length;
}
