import type { Database } from "#database/connection";
import { customerTemplate, ensureCustomerTemplate, taxAreaOfProvince } from "#database/mappings";
import type { CustomerFields } from "#domain/customers/customer-of-address";
import { OperationalError } from "#domain/failure";
import type { Shop } from "#domain/shops/shop";
import type { CustomerMatchKey, ErpPort } from "#erp/port";

/** What Shopify says of a customer to be; of companies more than of persons. */
interface NewCustomer extends CustomerFields {
  /** What somebody entered for the order the customer is for; blank when nobody did. */
  readonly customerTemplateCode: string;
  readonly registrationNo?: string;
  readonly vatRegistrationNo?: string;
  /** Left out: those of the template. */
  readonly paymentTermsCode?: string;
}

/** Where a customer lives, as Shopify names it. */
interface Place {
  readonly countryCode: string;
  readonly provinceName: string;
  readonly provinceCode: string;
}

/**
 * Creates the ERP customer of a customer or company of Shopify, or answers the one its keys find. The template is the order's own, else that
 * of the place's country, else the shop's. Throws `customer-template-missing` when none is set; a country without a row gets an empty one
 * to fill in.
 */
export async function createCustomer(
  deps: { readonly db: Database; readonly erp: ErpPort },
  shop: Shop,
  { customerTemplateCode, ...fields }: NewCustomer,
  place: Place,
  keys: readonly CustomerMatchKey[],
): Promise<string> {
  const templateCode = customerTemplateCode || (await templateFor(deps.db, shop, place.countryCode));
  const taxArea = await taxAreaOfProvince(deps.db, place);
  const countryCode = await erpCountryCode(deps.erp, place.countryCode);
  const { record } = await deps.erp.createCustomerOnce(keys, {
    registrationNo: "",
    vatRegistrationNo: "",
    paymentTermsCode: null,
    ...fields,
    no: null,
    templateCode,
    countryCode,
    taxAreaCode: taxArea?.taxAreaCode || null,
    taxLiable: taxArea === undefined || taxArea.taxAreaCode === "" ? null : taxArea.taxLiable,
    vatBusinessGroup: taxArea?.vatBusPostingGroup || null,
  });
  return record.no;
}

/** The country as the ERP codes it; where it does not know it, as Shopify does. */
export const erpCountryCode = async (erp: Pick<ErpPort, "countryCode">, isoCode: string): Promise<string> =>
  (await erp.countryCode(isoCode)) ?? isoCode;

async function templateFor(db: Database, shop: Shop, countryCode: string): Promise<string> {
  const row = await customerTemplate(db, shop.code, countryCode);
  if (row === undefined && countryCode !== "") await ensureCustomerTemplate(db, shop.code, countryCode);
  const templateCode = row?.customerTemplateCode || shop.customerTemplCode;
  if (templateCode !== "") return templateCode;
  throw new OperationalError(
    "customer-template-missing",
    `A customer cannot be created without a template: set Customer/Company Template Code on the shop card, or a template for country ${countryCode || "(blank)"}`,
    { retryable: false, params: { countryCode, setting: "customerTemplCode" } },
  );
}
