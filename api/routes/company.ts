import { pick } from "../contract/fields.ts";
import * as contract from "../contract/company.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";

/** The company, whatever ERP keeps its books. */
export const companyRoutes = ({ erp }: ApiDeps): readonly Route[] => [
  route(contract.getCompany, async () => ok(pick(contract.company, await erp.company()))),
];
