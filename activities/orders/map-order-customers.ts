import { customerTemplate } from "#database/mappings";
import type { OrderMappingColumns, OrderToMap } from "#database/order-mapping";
import {
  completeCustomers,
  type CustomerNos,
  type CustomerPlan,
  type CustomerSide,
  planCustomers,
} from "#domain/orders/map-customer";
import { customerRefusal, type Missing } from "#domain/orders/order-problem";
import type { Shop } from "#domain/shops/shop";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import { isOfOrder } from "./order-fault.ts";
import { resolveCompany } from "../companies/resolve-company.ts";
import { resolveCustomer } from "./resolve-customer.ts";

type CustomerColumns = Pick<
  OrderMappingColumns,
  "sellToCustomerNo" | "billToCustomerNo" | "sellToContactNo" | "billToContactNo"
>;

/** Finds the customers of an order and the persons to contact there. */
export async function mapOrderCustomers(
  deps: OrderActivityDeps,
  shop: Shop,
  order: OrderToMap["header"],
): Promise<{ readonly columns: CustomerColumns; readonly missing: readonly Missing[] }> {
  const defaultNo = order.b2b ? shop.defaultCompanyNo : shop.defaultCustomerNo;
  const { sellTo, billTo } = await (order.b2b ? customersOfCompany : customersOfConsumer)(deps, shop, order);
  const nos = completeCustomers({ sellToCustomerNo: sellTo.no, billToCustomerNo: billTo.no }, defaultNo);
  const refusal = customerRefusal(order);
  const missing: Missing[] = [];
  if (nos.sellToCustomerNo === "") missing.push({ what: "sellToCustomer", ...refusal, ...sellTo.refusal });
  if (nos.billToCustomerNo === "") missing.push({ what: "billToCustomer", ...refusal, ...billTo.refusal });
  return { columns: { ...nos, ...(await mapContacts(deps, order, nos, defaultNo)) }, missing };
}

/** The customer of one side; blank when there is none, and then perhaps why. */
interface FoundSide {
  readonly no: string;
  readonly refusal?: { readonly refusal: string };
}

interface FoundSides {
  readonly sellTo: FoundSide;
  readonly billTo: FoundSide;
}

async function customersOfCompany(
  deps: OrderActivityDeps,
  shop: Shop,
  order: OrderToMap["header"],
): Promise<FoundSides> {
  try {
    const { sellToCustomerNo, billToCustomerNo } = await resolveCompany(deps, shop, order);
    return { sellTo: { no: sellToCustomerNo }, billTo: { no: billToCustomerNo } };
  } catch (error) {
    const refused = refusalOf(error);
    return { sellTo: { ...refused, no: order.sellToCustomerNo }, billTo: refused };
  }
}

async function customersOfConsumer(
  deps: OrderActivityDeps,
  shop: Shop,
  order: OrderToMap["header"],
): Promise<FoundSides> {
  const plan = planCustomers(
    {
      sellToCustomerNo: order.sellToCustomerNo,
      billToCustomerNo: order.billToCustomerNo,
      sellTo: { name: order.sellToName, name2: order.sellToName2 },
      billTo: { name: order.billToName, name2: order.billToName2 },
      template: (await customerTemplate(deps.db, shop.code, order.shipToCountryCode)) ?? null,
    },
    shop,
  );
  const sellTo = await resolve(deps, shop, order, plan.sellTo, {
    name: order.sellToName,
    name2: order.sellToName2,
    address: order.sellToAddress,
    address2: order.sellToAddress2,
    postCode: order.sellToPostCode,
    city: order.sellToCity,
    countryCode: order.sellToCountryCode,
  });
  const billTo = isSameSearch(plan)
    ? sellTo
    : await resolve(deps, shop, order, plan.billTo, {
        name: order.billToName,
        name2: order.billToName2,
        address: order.billToAddress,
        address2: order.billToAddress2,
        postCode: order.billToPostCode,
        city: order.billToCity,
        countryCode: order.billToCountryCode,
      });
  return { sellTo, billTo };
}

/** Persons of the customers' companies with the names of the order. The default one stands for anybody. */
async function mapContacts(
  deps: OrderActivityDeps,
  order: OrderToMap["header"],
  nos: CustomerNos,
  defaultNo: string,
): Promise<Pick<CustomerColumns, "sellToContactNo" | "billToContactNo">> {
  const find = async (customerNo: string, name: string): Promise<string> =>
    customerNo === "" || customerNo === defaultNo || name === ""
      ? ""
      : ((await deps.erp.findContactNo(customerNo, name)) ?? "");
  const keptSellTo = keptContact(order.sellToContactNo, order.sellToCustomerNo, nos.sellToCustomerNo);
  const keptBillTo = keptContact(order.billToContactNo, order.billToCustomerNo, nos.billToCustomerNo);
  const sellToContactNo = keptSellTo || (await find(nos.sellToCustomerNo, order.sellToContactName));
  const isSamePerson =
    nos.billToCustomerNo === nos.sellToCustomerNo && order.billToContactName === order.sellToContactName;
  if (keptBillTo !== "") return { sellToContactNo, billToContactNo: keptBillTo };
  if (isSamePerson) return { sellToContactNo, billToContactNo: sellToContactNo };
  return { sellToContactNo, billToContactNo: await find(nos.billToCustomerNo, order.billToContactName) };
}

/** A contact belongs to its customer and goes with it. */
const keptContact = (contactNo: string, customerNoBefore: string, customerNo: string): string =>
  customerNoBefore === "" || customerNoBefore === customerNo ? contactNo : "";

/** E-mail and phone are those of the buyer on both sides: one search answers for both. */
const isSameSearch = ({ sellTo, billTo }: CustomerPlan): boolean =>
  sellTo.kind === "find" &&
  billTo.kind === "find" &&
  [sellTo, billTo].every(({ strategy }) => strategy === "byEmailPhone");

/** A customer that cannot be created leaves the side blank and says why: a default customer may still step in. */
async function resolve(
  deps: OrderActivityDeps,
  shop: Shop,
  order: OrderToMap["header"],
  side: CustomerSide,
  block: Parameters<typeof resolveCustomer>[4],
): Promise<FoundSide> {
  try {
    return { no: await resolveCustomer(deps, shop, order, side, block) };
  } catch (error) {
    return refusalOf(error);
  }
}

/** Throws what concerns more than this order. */
function refusalOf(error: unknown): FoundSide {
  if (!isOfOrder(error)) throw error;
  return { no: "", refusal: { refusal: error.message } };
}
