import { Kind, OperationTypeNode, parse, type FragmentDefinitionNode } from "graphql";
import type { ListCost } from "#sandbox/shopify/engine/contract";
import { actualCost } from "#sandbox/shopify/engine/cost/actual";
import { planOperation, type Selection } from "#sandbox/shopify/engine/cost/plan";
import { requestedCost } from "#sandbox/shopify/engine/cost/requested";
import { executableSchema } from "#sandbox/shopify/engine/schema";

type Members = Readonly<Record<string, unknown>>;

function plan(text: string, variables: Members): Selection {
  const schema = executableSchema();
  const document = parse(text);
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error("the document has no operation");
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const root = operation.operation === OperationTypeNode.MUTATION ? schema.getMutationType() : schema.getQueryType();
  if (root === null || root === undefined) throw new Error("the schema has no such root");
  return planOperation({ schema, fragments, variables }, operation, root);
}

/** Requested cost of a document. */
export const requested = (text: string, variables: Members = {}): number => requestedCost(plan(text, variables));

/** Actual cost of a document whose answer was `data`. */
export const actual = (text: string, data: Members | null, listCost: ListCost = "pooled", variables: Members = {}) =>
  actualCost(plan(text, variables), data, listCost, ({ __typename: type }) =>
    typeof type === "string" ? type : "Order",
  );

/** Everything an order import reads, as the cost table of the documentation was computed with. */
export const ORDER_WITH_EVERYTHING = `fragment Everything on Order {
  id name updatedAt totalPriceSet { shopMoney { amount } presentmentMoney { amount } }
  customer { id defaultAddress { city } }
  billingAddress { city } shippingAddress { city } displayAddress { city }
  transactions { id amountSet { shopMoney { amount } } }
  taxLines { title priceSet { shopMoney { amount } } }
  customAttributes { key value }
  risk { assessments { riskLevel } }
  purchasingEntity { ... on PurchasingCompany { company { id } } }
  lineItems(first: $lines) { nodes {
    id quantity originalTotalSet { shopMoney { amount } }
    product { id } variant { id } taxLines { title } customAttributes { key }
    discountAllocations { allocatedAmountSet { shopMoney { amount } } discountApplication { index } }
  } }
  shippingLines(first: 10) { nodes { id taxLines { title } discountAllocations { allocatedAmountSet { shopMoney { amount } } } } }
  fulfillmentOrders(first: 5) { nodes {
    id assignedLocation { name location { id } } deliveryMethod { id } destination { city }
    supportedActions { action } fulfillmentHolds { reason } order { id }
  } }
}`;
