/**
 * What Shopify charges for an operation in advance ("Shopify: API rate limits", and measured answers): scalars are free, an object is one point, a
 * list costs like one element, an abstract type like its dearest selection, a mutation ten points more, and a connection of n elements
 * 2 + floor(2 · ln n) · (1 + element). Variables are taken at their default, page sizes without one at Shopify's largest, and every
 * `@include` as asked for, so the figure is an upper bound for the page sizes that are written out.
 */
import { getNamedType, isAbstractType, isCompositeType, isObjectType } from "graphql";

const LARGEST_PAGE = 250;

/** Free with everything below. */
const freeTypes = new Set(["MoneyBag", "MoneyV2", "Weight", "InventoryItemMeasurement", "CurrencyFormats", "PageInfo"]);
const freeFields = new Set([
  "Customer.defaultAddress",
  "Customer.addresses",
  "Location.address",
  "Shop.shopAddress",
  "Customer.emailMarketingConsent",
  "Customer.smsMarketingConsent",
]);

export function requestedCost(schema, operation, fragments) {
  const defaults = new Map(
    (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [variable.name.value, defaultValue]),
  );
  const cost = { schema, fragments, defaults };
  return operation.operation === "mutation"
    ? mutationCost(cost, schema.getMutationType(), operation.selectionSet)
    : selectionCost(cost, schema.getQueryType(), [operation.selectionSet], true);
}

/** The objects of a payload are free, what is selected below them is not. */
function mutationCost(cost, type, selectionSet) {
  return sum(fieldsOf(cost, type, [selectionSet]), ({ definition, selectionSets }) => {
    const payload = getNamedType(definition.type);
    const below = sum(fieldsOf(cost, payload, selectionSets), (field) => {
      const fieldType = getNamedType(field.definition.type);
      return field.name.endsWith("serErrors") || !isCompositeType(fieldType)
        ? 0
        : selectionCost(cost, fieldType, field.selectionSets, false);
    });
    return 10 + below;
  });
}

/** Cost of everything selected on a type, without the object itself. */
function selectionCost(cost, type, selectionSets, isRoot) {
  const concrete = isAbstractType(type) ? cost.schema.getPossibleTypes(type) : [type];
  return Math.max(
    ...concrete.map((candidate) =>
      sum(fieldsOf(cost, candidate, selectionSets), (field) => fieldCost(cost, candidate, field, isRoot)),
    ),
  );
}

function fieldCost(cost, parent, field, isRoot) {
  const type = getNamedType(field.definition.type);
  if (!isCompositeType(type) || freeTypes.has(type.name) || freeFields.has(`${parent.name}.${field.name}`)) return 0;
  if (type.name === "Count") return isRoot ? 10 : 1;
  if (isConnection(type)) return connectionCost(cost, type, field);
  return 1 + selectionCost(cost, type, field.selectionSets, false);
}

function connectionCost(cost, type, field) {
  const size = Math.min(LARGEST_PAGE, pageSize(cost, field.node));
  const elements = fieldsOf(cost, type, field.selectionSets).flatMap((child) =>
    child.name === "edges" ? fieldsOf(cost, getNamedType(child.definition.type), child.selectionSets) : [child],
  );
  const children = sum(elements, (element) =>
    element.name === "node" || element.name === "nodes"
      ? selectionCost(cost, getNamedType(element.definition.type), element.selectionSets, false)
      : 0,
  );
  return 2 + Math.floor(2 * Math.log(Math.max(2, size))) * (1 + children);
}

function isConnection(type) {
  return isObjectType(type) && type.name.endsWith("Connection") && type.getFields().pageInfo !== undefined;
}

function pageSize(cost, node) {
  const argument = node.arguments?.find(({ name }) => name.value === "first" || name.value === "last");
  const value = argument?.value.kind === "Variable" ? cost.defaults.get(argument.value.name.value) : argument?.value;
  return value?.kind === "IntValue" ? Number(value.value) : LARGEST_PAGE;
}

/** Fields selected on a concrete type, those of the same response key merged. */
function fieldsOf(cost, type, selectionSets) {
  const merged = new Map();
  const collect = (selectionSet) => {
    for (const selection of selectionSet.selections) {
      if (selection.kind === "Field") add(selection);
      else {
        const fragment = selection.kind === "FragmentSpread" ? cost.fragments.get(selection.name.value) : selection;
        if (applies(cost, type, fragment.typeCondition?.name.value)) collect(fragment.selectionSet);
      }
    }
  };
  const add = (node) => {
    if (node.name.value === "__typename") return;
    const key = node.alias?.value ?? node.name.value;
    const field = merged.get(key) ?? {
      node,
      name: node.name.value,
      definition: type.getFields()[node.name.value],
      selectionSets: [],
    };
    if (node.selectionSet) field.selectionSets.push(node.selectionSet);
    merged.set(key, field);
  };
  selectionSets.forEach(collect);
  return [...merged.values()];
}

function applies(cost, type, condition) {
  if (condition === undefined || condition === type.name) return true;
  const target = cost.schema.getType(condition);
  return isAbstractType(target) && cost.schema.isSubType(target, type);
}

const sum = (items, value) => items.reduce((total, item) => total + value(item), 0);
