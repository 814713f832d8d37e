import { v7 } from "uuid";
import {
  changeRule,
  countRules,
  deleteRule,
  findRule,
  insertRule,
  listRules,
  type NotificationRule,
  type RuleTerms,
} from "#database/notification-rules";
import { findShop } from "#database/shops";
import { findReport } from "#workflows/catalogue";
import * as contract from "../contract/notification-rules.ts";
import type { ApiDeps } from "../deps.ts";
import { created, noContent, ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";
import { invalid, notFound, Problem, type InvalidValue } from "../http/problem.ts";

/** Who is told of which failures. */
export const notificationRuleRoutes = (deps: ApiDeps): readonly Route[] => {
  const { db } = deps;
  return [
    route(contract.listNotificationRules, async ({ query }) =>
      ok(
        await pageOfRows(query, {
          key: ["text"],
          read: (after, limit) => listRules(db, { after: after?.[0], limit }),
          keyOf: ({ id }) => [id],
          show: ruleView,
          count: () => countRules(db),
        }),
      ),
    ),

    route(contract.createNotificationRule, async ({ body, principal }) => {
      const terms = await checkedTerms(deps, body);
      const { kind } = body;
      const rule = await insertRule(db, { id: v7(), kind, ...terms, sealedSecret: null, createdBy: principal });
      return created(`/api/notification-rules/${rule.id}`, ruleView(rule));
    }),

    route(contract.getNotificationRule, async ({ params: { id } }) => ok(ruleView(await getRule(deps, id)))),

    route(contract.putNotificationRule, async ({ params: { id }, body, principal }) => {
      const { kind } = await getRule(deps, id);
      if (kind !== body.kind) throw kindFixed(kind);
      const rule = await changeRule(db, { id, kind }, await checkedTerms(deps, body), principal);
      if (rule === undefined) throw notFound("notification-rule", id);
      return ok(ruleView(rule));
    }),

    route(contract.deleteNotificationRule, async ({ params: { id } }) => {
      if (!(await deleteRule(db, id))) throw notFound("notification-rule", id);
      return noContent;
    }),
  ];
};

async function getRule({ db }: ApiDeps, id: string): Promise<NotificationRule> {
  const rule = await findRule(db, id);
  if (rule === undefined) throw notFound("notification-rule", id);
  return rule;
}

const ruleView = ({ shop, address: _address, sealedSecret: _secret, ...rule }: NotificationRule) => ({
  ...rule,
  shopCode: shop,
});

/** What a request asks of a rule. Throws all that it names and that is not there. */
async function checkedTerms({ db }: ApiDeps, given: contract.GivenRule): Promise<RuleTerms> {
  const { report: named, shopCode, principal, afterFailures, onRecovery, enabled } = given;
  const report = named === null ? undefined : findReport(named);
  const problems: InvalidValue[] = [];
  const refuse = (pointer: string, detail: string) =>
    problems.push({ in: "body", pointer, code: "reference-invalid", detail });
  if (named !== null && report === undefined) refuse("/report", `There is no report ${named}: see /api/reports`);
  if (shopCode !== null && report?.scope === "company")
    refuse("/shopCode", `${report.name} runs for the whole company: leave the shop out`);
  else if (shopCode !== null && (await findShop(db, shopCode)) === undefined)
    refuse("/shopCode", `There is no shop ${shopCode}`);
  if (problems.length > 0) throw invalid(problems);
  return { principal, address: null, report: report?.name ?? null, shop: shopCode, afterFailures, onRecovery, enabled };
}

const kindFixed = (kind: string): Problem =>
  new Problem(
    409,
    "notification-kind-fixed",
    `This rule is of kind ${kind}, and stays so: make another one and delete this`,
    { params: { kind } },
  );
