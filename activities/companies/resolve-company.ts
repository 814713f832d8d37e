import { findShopifyCompany, linkCompany, locationsOfCompany } from "#database/companies";
import { paymentTermsOfTemplate } from "#database/mappings";
import { customerOfCompany } from "#domain/companies/customer-of-company";
import { OperationalError } from "#domain/failure";
import { planCompany, type CompanyPlan } from "#domain/orders/map-company";
import type { CustomerNos } from "#domain/orders/map-customer";
import type { Shop } from "#domain/shops/shop";
import type { CustomerMatchKey } from "#erp/port";
import type { OrderActivityDeps } from "../orders/order-activity-deps.ts";
import { createCustomer } from "../customers/create-customer.ts";

type Company = NonNullable<Awaited<ReturnType<typeof findShopifyCompany>>>;
type Location = Awaited<ReturnType<typeof locationsOfCompany>>[number];

interface CompanyOrderHeader {
  readonly sellToCustomerNo: string;
  readonly billToCustomerNo: string;
  readonly companyId: string | null;
  readonly companyLocationId: string | null;
  /** For a customer that is created; blank: not entered. */
  readonly customerTemplateCode: string;
}

/**
 * Finds the ERP customers of a company's order, or creates the company's; blank where there is none. Company and location have been read
 * before. Safe to repeat: links are kept, and creating finds what an earlier try has created.
 */
export async function resolveCompany(
  deps: OrderActivityDeps,
  shop: Shop,
  order: CompanyOrderHeader,
): Promise<CustomerNos> {
  const company = order.companyId === null ? undefined : await findShopifyCompany(deps.db, shop.store, order.companyId);
  const locations =
    company === undefined ? [] : await locationsOfCompany(deps.db, shop.store, company.shopifyCompanyId);
  const plan = planCompany(
    {
      sellToCustomerNo: order.sellToCustomerNo,
      billToCustomerNo: order.billToCustomerNo,
      companyCustomerNo: company === undefined ? null : await followLink(deps, shop, company),
      location: locations.find((each) => each.shopifyCompanyLocationId === order.companyLocationId) ?? null,
    },
    shop,
  );
  switch (plan.kind) {
    case "known":
      return { sellToCustomerNo: plan.sellToCustomerNo, billToCustomerNo: plan.billToCustomerNo };
    case "find": {
      const { sellToCustomerNo } = plan;
      const no = company === undefined ? "" : await findOrCreate(deps, shop, company, locations, plan, order);
      return { sellToCustomerNo, billToCustomerNo: no };
    }
  }
}

/** The linked ERP customer. A link to a customer that is gone is removed. */
async function followLink(deps: OrderActivityDeps, shop: Shop, company: Company): Promise<string | null> {
  const { customerNo } = company;
  if (customerNo === null || (await deps.erp.existingCustomers([customerNo])).has(customerNo)) return customerNo;
  await linkCompany(deps.db, shop.store, company.shopifyCompanyId, null);
  return null;
}

async function findOrCreate(
  deps: OrderActivityDeps,
  shop: Shop,
  company: Company,
  locations: readonly Location[],
  { strategy, allowCreate }: Pick<Extract<CompanyPlan, { readonly kind: "find" }>, "strategy" | "allowCreate">,
  order: CompanyOrderHeader,
): Promise<string> {
  const location = locations.find(({ isDefault }) => isDefault);
  const key = matchKey(shop, company, location, strategy);
  const no = (await findBy(deps, key)) ?? (allowCreate ? await create(deps, shop, company, location, key, order) : "");
  if (no !== "") await linkCompany(deps.db, shop.store, company.shopifyCompanyId, no);
  return no;
}

type CompanyKey = Extract<CustomerMatchKey, { readonly by: "email" | "phone" | "taxId" }>;

/** An e-mail that nobody has is not tried as a telephone number: it says that the company is somebody else. */
function matchKey(
  shop: Shop,
  company: Company,
  location: Location | undefined,
  strategy: "byEmailPhone" | "byTaxId",
): CompanyKey {
  if (strategy === "byTaxId")
    return { by: "taxId", field: shop.companyTaxIdMapping, taxId: location?.taxRegistrationId ?? "" };
  return company.mainContactEmail === ""
    ? { by: "phone", phone: company.mainContactPhone }
    : { by: "email", email: company.mainContactEmail };
}

async function findBy({ erp }: OrderActivityDeps, key: CompanyKey): Promise<string | undefined> {
  switch (key.by) {
    case "email":
      return (await erp.findCustomerByEmail(key.email))?.no;
    case "phone":
      return (await erp.findCustomerByPhone(key.phone))?.no;
    case "taxId":
      return (await erp.findCustomerByTaxId(key))?.no;
  }
}

async function create(
  deps: OrderActivityDeps,
  shop: Shop,
  company: Company,
  location: Location | undefined,
  key: CompanyKey,
  { customerTemplateCode }: CompanyOrderHeader,
): Promise<string> {
  if (location === undefined) throw locationMissing(company);
  const terms = location.shopifyPaymentTermsId;
  const paymentTermsCode = terms === null ? "" : await paymentTermsOfTemplate(deps.db, shop.code, terms);
  const fields = { ...customerOfCompany(company, location, shop), customerTemplateCode };
  return createCustomer(deps, shop, { ...fields, ...(paymentTermsCode !== "" && { paymentTermsCode }) }, location, [
    { by: "source", key: `${shop.store}/company/${company.shopifyCompanyId}` },
    key,
  ]);
}

const locationMissing = ({ shopifyCompanyId, name }: Company): OperationalError =>
  new OperationalError(
    "company-location-missing",
    `Company ${name} has no location in Shopify, so no customer can be created for it: add one there, or link the company to a customer`,
    { retryable: false, params: { shopifyCompanyId } },
  );
