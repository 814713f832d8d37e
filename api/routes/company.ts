import { pick } from "../contract/fields.ts";
import * as contract from "../contract/company.ts";
import type { ApiDeps } from "../deps.ts";
import { card } from "../http/etag.ts";
import { route, type Route } from "../http/endpoint.ts";

/** The company, whatever ERP keeps its books. */
export const companyRoutes = ({ erp }: ApiDeps): readonly Route[] => [
  route(contract.getCompany, async () => card(pick(contract.company, await erp.company()))),
];
