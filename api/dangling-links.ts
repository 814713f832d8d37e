import { linkedCompanyNos } from "#database/company-list";
import { linkedCustomerNos, linkedItemNos } from "#database/mapped-records";
import type { Database } from "#database/connection";
import type { ErpPort } from "#erp/port";

interface LinkDeps {
  readonly db: Database;
  readonly erp: ErpPort;
}

/** Numbers that Shopify customers are linked to and that no customer of the ERP has any more. */
export const danglingCustomers = ({ db, erp }: LinkDeps): Promise<readonly string[]> =>
  erp.missingCustomers(linkedCustomerNos(db));

/** Numbers that companies of Shopify are linked to, likewise. */
export const danglingCompanies = ({ db, erp }: LinkDeps): Promise<readonly string[]> =>
  erp.missingCustomers(linkedCompanyNos(db));

/** Numbers that Shopify products are linked to and that no item of the ERP has any more. */
export const danglingItems = ({ db, erp }: LinkDeps): Promise<readonly string[]> => erp.missingItems(linkedItemNos(db));
