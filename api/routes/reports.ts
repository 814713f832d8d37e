import { z } from "zod";
import * as contract from "../contract/reports.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";

/** The catalogue of reports. */
export const reportRoutes = ({ catalogue, reportParameters }: ApiDeps): readonly Route[] => {
  const items = catalogue.reports.map((report) => {
    const schema = reportParameters[report.name];
    return Object.assign({}, report, {
      parameters: schema === undefined ? null : z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }),
    });
  });
  return [route(contract.listReports, () => Promise.resolve(ok({ items })))];
};
