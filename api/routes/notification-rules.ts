import { randomBytes } from "node:crypto";
import { v7 } from "uuid";
import {
  changeRule,
  countRules,
  deleteRule,
  findRule,
  insertRule,
  listRules,
  listSealedSecrets,
  lockRule,
  placeOfSecret,
  replaceSecret,
  type NotificationRule,
  type RuleTerms,
} from "#database/notification-rules";
import { findShop } from "#database/shops";
import { problemOfWebhookAddress, type AddressProblem } from "#domain/jobs/webhook-address";
import { findReport } from "#workflows/catalogue";
import type { RuleToTest, TestOutcome } from "#workflows/messages";
import * as contract from "../contract/notification-rules.ts";
import type { ApiDeps } from "../deps.ts";
import { created, noContent, ok, route, type Route } from "../http/endpoint.ts";
import { card } from "../http/etag.ts";
import { pageOfRows } from "../http/page.ts";
import { invalid, notFound, Problem, type InvalidValue } from "../http/problem.ts";

const SECRET_BYTES = 32;
/** Each is a signature more in the header of every message. */
const MOST_SECRETS = 5;

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

    route(contract.createNotificationRule, async ({ body, principal, audit }) => {
      const terms = await checkedTerms(deps, body);
      const { kind } = body;
      const id = v7();
      const secret = kind === "webhook" ? newSecret() : null;
      const sealedSecret = secret === null ? null : deps.secrets.seal(secret, placeOfSecret(id));
      const rule = await db.transaction().execute(async (transaction) => {
        const after = await insertRule(transaction, { id, kind, ...terms, sealedSecret, createdBy: principal });
        await audit.note(transaction, { recordId: id, shop: after.shop, after: stateOf(after) });
        return after;
      });
      return created(`/api/notification-rules/${id}`, { ...ruleView(rule), secret });
    }),

    route(contract.getNotificationRule, async ({ params: { id } }) => ruleCard(await getRule(deps, id))),

    route(contract.putNotificationRule, async ({ params: { id }, body, principal, audit, precondition }) => {
      const { kind } = await getRule(deps, id);
      if (kind !== body.kind) throw kindFixed(kind);
      const terms = await checkedTerms(deps, body);
      const rule = await db.transaction().execute(async (transaction) => {
        const before = await lockRule(transaction, id);
        precondition.check(before && stateOf(before));
        const after = await changeRule(transaction, { id, kind }, terms, principal);
        if (before === undefined || after === undefined) throw notFound("notification-rule", id);
        await audit.note(transaction, {
          recordId: id,
          shop: after.shop,
          before: stateOf(before),
          after: stateOf(after),
        });
        return after;
      });
      return ruleCard(rule);
    }),

    route(contract.deleteNotificationRule, async ({ params: { id }, audit, precondition }) => {
      await db.transaction().execute(async (transaction) => {
        const before = await lockRule(transaction, id);
        if (before === undefined) throw notFound("notification-rule", id);
        precondition.check(stateOf(before));
        await deleteRule(transaction, id);
        await audit.note(transaction, { recordId: id, shop: before.shop, before: stateOf(before) });
      });
      return noContent;
    }),

    route(
      contract.rotateNotificationRuleSecret,
      async ({ params: { id }, body: { overlapHours }, principal, audit }) => {
        const secret = newSecret();
        const sealedSecret = deps.secrets.seal(secret, placeOfSecret(id));
        const rule = await db.transaction().execute(async (transaction) => {
          const before = await lockRule(transaction, id);
          if (before === undefined) throw notFound("notification-rule", id);
          const { sealedSecret: former, kind, shop } = before;
          if (former === null) throw withoutSecret(kind);
          if (overlapHours > 0 && (await listSealedSecrets(transaction, id)).length >= MOST_SECRETS)
            throw tooManyFormer();
          const replaced = { id, sealedSecret: former };
          const after = await replaceSecret(transaction, replaced, { sealedSecret, overlapHours }, principal);
          await audit.note(transaction, {
            recordId: id,
            shop,
            before: signingOf(before),
            after: signingOf(after),
          });
          return after;
        });
        // The place is where to look when the answer got lost: what is shown once is not repeated.
        const headers = { location: `/api/notification-rules/${id}` };
        return { ...ok({ ...ruleView(rule), secret }), headers };
      },
    ),

    route(contract.testNotificationRule, async ({ params: { id }, principal }) => {
      await getRule(deps, id);
      const outcome = await deps.actions.run<(input: RuleToTest) => Promise<TestOutcome>>({
        type: "testNotificationRule",
        store: "company",
        subject: `notification-rule/${id}`,
        input: { ruleId: id, askedBy: principal },
      });
      const error = outcome.kind === "failed" ? { type: outcome.type, message: outcome.message } : null;
      return ok({ delivered: error === null, error });
    }),
  ];
};

async function getRule({ db }: ApiDeps, id: string): Promise<NotificationRule> {
  const rule = await findRule(db, id);
  if (rule === undefined) throw notFound("notification-rule", id);
  return rule;
}

/** What people change of a rule. */
const stateOf = ({
  kind,
  principal,
  toInitiator,
  address,
  report,
  shop,
  afterFailures,
  onRecovery,
  enabled,
}: NotificationRule) => ({
  kind,
  principal,
  toInitiator,
  address,
  report,
  shop,
  afterFailures,
  onRecovery,
  enabled,
});

/** The audit log shows of the secret only that it is another one. */
const signingOf = ({ sealedSecret, formerSecretUntil }: NotificationRule) => ({
  secret: sealedSecret,
  formerSignatureUntil: formerSecretUntil,
});

const ruleCard = (rule: NotificationRule) => card(ruleView(rule), stateOf(rule));

const ruleView = ({ shop, address, sealedSecret: _secret, formerSecretUntil, ...rule }: NotificationRule) => ({
  ...rule,
  formerSignatureUntil: formerSecretUntil,
  shopCode: shop,
  url: rule.kind === "webhook" ? address : null,
  email: rule.kind === "email" ? address : null,
});

/** As Standard Webhooks writes secrets: the prefix tells scanners of source code and logs what they see. */
const newSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;

/** What a request asks of a rule. Throws all that it names and that is not there. */
async function checkedTerms(
  { db, webhookHosts, hasMailServer }: ApiDeps,
  given: contract.GivenRule,
): Promise<RuleTerms> {
  const { report: named, shopCode, afterFailures, onRecovery, enabled } = given;
  if (given.kind === "email" && !hasMailServer) throw mailNotSetUp();
  const report = named === null ? undefined : findReport(named);
  const problems: InvalidValue[] = [];
  const refuse = (pointer: string, detail: string, code = "reference-invalid") =>
    problems.push({ in: "body", pointer, code, detail });
  const address = given.kind === "webhook" ? problemOfWebhookAddress(given.url, webhookHosts) : undefined;
  if (address !== undefined) refuse("/url", addressProblems[address], `address-${address}`);
  if (given.kind === "inProduct" && given.toInitiator && given.principal !== null)
    refuse("/principal", "Name a key or the initiators of jobs, not both", "receivers-contradict");
  if (named !== null && report === undefined) refuse("/report", `There is no report ${named}: see /api/reports`);
  if (shopCode !== null && report?.scope === "company")
    refuse("/shopCode", `${report.name} runs for the whole company: leave the shop out`);
  else if (shopCode !== null && (await findShop(db, shopCode)) === undefined)
    refuse("/shopCode", `There is no shop ${shopCode}`);
  if (problems.length > 0) throw invalid(problems);
  return {
    ...receiverOf(given),
    report: report?.name ?? null,
    shop: shopCode,
    afterFailures,
    onRecovery,
    enabled,
  };
}

function receiverOf(given: contract.GivenRule): Pick<RuleTerms, "principal" | "toInitiator" | "address"> {
  switch (given.kind) {
    case "inProduct":
      return { principal: given.principal, toInitiator: given.toInitiator, address: null };
    case "webhook":
      return { principal: null, toInitiator: false, address: given.url };
    case "email":
      return { principal: null, toInitiator: false, address: given.email };
  }
}

const addressProblems: Readonly<Record<AddressProblem, string>> = {
  "not-a-url": "Enter an address that begins with https://",
  "has-password": "Leave user and password out of the address: messages are signed, which proves where they come from",
  "not-https": "Messages are sent by https; name the host in WEBHOOK_HOSTS if it may be reached by http",
};

const mailNotSetUp = (): Problem =>
  new Problem(
    409,
    "mail-not-set-up",
    "No mail goes out from here: start API and workers with SMTP_URL and SMTP_FROM, then make the rule",
  );

const kindFixed = (kind: string): Problem =>
  new Problem(
    409,
    "notification-kind-fixed",
    `This rule is of kind ${kind}, and stays so: make another one and delete this`,
    { params: { kind } },
  );

const withoutSecret = (kind: string): Problem =>
  new Problem(
    409,
    "notification-rule-without-secret",
    `This rule is of kind ${kind}: only webhooks are signed with a secret`,
    { params: { kind } },
  );

const tooManyFormer = (): Problem =>
  new Problem(
    409,
    "former-secrets-too-many",
    `${MOST_SECRETS} secrets sign each message already: wait until the time of a former one is over, or send overlapHours 0 to end them all`,
    { params: { most: MOST_SECRETS } },
  );
