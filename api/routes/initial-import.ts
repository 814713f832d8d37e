import { defined } from "#database/defined";
import type { InitialImport } from "#temporal/initial-imports";
import { styleOfLine } from "#workflows/initial-import-lines";
import * as contract from "../contract/initial-import.ts";
import type { ApiDeps } from "../deps.ts";
import { accepted, ok, route, type Route } from "../http/endpoint.ts";
import { planInitialImport } from "../plan-initial-import.ts";
import { checkedParameters } from "../start-jobs.ts";

/** The first import of a store's records. */
export const initialImportRoutes = (deps: ApiDeps): readonly Route[] => {
  const { initialImports, catalogue } = deps;
  return [
    route(contract.startInitialImport, async ({ params: { code }, headers, body, principal, audit }) => {
      const lines = planInitialImport(body, catalogue).map((line) => ({
        ...line,
        parameters: checkedParameters(deps, line),
      }));
      const idempotencyKey = headers["idempotency-key"];
      const started = await initialImports.start({ shopCode: code, lines, principal, ...defined({ idempotencyKey }) });
      await audit.note(deps.db, { recordId: code, shop: code, after: body });
      return accepted(`/api/shops/${code}/initial-import`, view(started));
    }),

    route(contract.getInitialImport, async ({ params: { code } }) => ok(view(await initialImports.get(code)))),

    route(contract.cancelInitialImport, async ({ params: { code }, audit }) => {
      const cancelled = await initialImports.cancel(code);
      await audit.note(deps.db, { recordId: code, shop: code });
      return ok(view(cancelled));
    }),
  ];
};

const view = ({ lines, ...rest }: InitialImport) => ({
  ...rest,
  lines: lines.map((line) => ({
    ...line,
    style: styleOfLine(line.status),
    entry: line.entryId === null ? null : `/api/job-queue-entries/${line.entryId}`,
  })),
});
