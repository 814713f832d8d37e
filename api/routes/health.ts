import { sql } from "kysely";
import * as contract from "../contract/health.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { Problem } from "../http/problem.ts";

const PATIENCE_MS = 2_000;

/** For whoever supervises this process. */
export const healthRoutes = ({ db, temporal }: ApiDeps): readonly Route[] => {
  const hasDatabase = (): Promise<boolean> =>
    Promise.race([
      sql`select 1`.execute(db).then(
        () => true,
        () => false,
      ),
      new Promise<false>((resolve) => {
        setTimeout(resolve, PATIENCE_MS, false).unref();
      }),
    ]);
  return [
    route(contract.healthz, () => Promise.resolve(ok({ status: "ok" }))),
    route(contract.readyz, async () => {
      const [database, engine] = await Promise.all([hasDatabase(), temporal.isServing()]);
      if (database && engine) return ok({ status: "ready" });
      const away = [...(database ? [] : ["PostgreSQL"]), ...(engine ? [] : ["Temporal"])].join(" and ");
      throw new Problem(503, "not-ready", `${away} cannot be reached`, {
        params: { database, temporal: engine },
        headers: { "retry-after": "5" },
      });
    }),
  ];
};
