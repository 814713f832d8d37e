import type { ApiDeps } from "./deps.ts";
import type { Route } from "./http/endpoint.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { auditRoutes } from "./routes/audit-entries.ts";
import { shopifyCompanyRoutes } from "./routes/companies.ts";
import { companyRoutes } from "./routes/company.ts";
import { cueRoutes } from "./routes/cues.ts";
import { customerRoutes } from "./routes/customers.ts";
import { dataCaptureRoutes } from "./routes/data-captures.ts";
import { documentLinkRoutes } from "./routes/document-links.ts";
import { errorGroupRoutes } from "./routes/error-groups.ts";
import { explainOrderRoutes } from "./routes/explain-order.ts";
import { healthRoutes } from "./routes/health.ts";
import { initialImportRoutes } from "./routes/initial-import.ts";
import { jobBulkRoutes } from "./routes/job-bulk.ts";
import { jobLogRoutes } from "./routes/job-log.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { ledgerDocumentRoutes } from "./routes/ledger-documents.ts";
import { ledgerMasterRoutes } from "./routes/ledger-masters.ts";
import { notificationRuleRoutes } from "./routes/notification-rules.ts";
import { notificationRoutes } from "./routes/notifications.ts";
import { oauthRoutes, oauthStartRoutes } from "./routes/oauth.ts";
import { orderMappingRoutes } from "./routes/order-mapping.ts";
import { orderActionRoutes } from "./routes/order-actions.ts";
import { orderRetryRoutes } from "./routes/order-retry.ts";
import { orderRoutes } from "./routes/orders.ts";
import { ordersToImportRoutes } from "./routes/orders-to-import.ts";
import { preflightRoutes } from "./routes/preflight.ts";
import { productRoutes } from "./routes/products.ts";
import { refundRoutes } from "./routes/refunds.ts";
import { reportRoutes } from "./routes/reports.ts";
import { retentionRoutes } from "./routes/retention-policies.ts";
import { scheduleRoutes } from "./routes/schedules.ts";
import { shopActionRoutes } from "./routes/shop-actions.ts";
import { shopMappingRoutes } from "./routes/shop-mappings.ts";
import { shopifyLogRoutes } from "./routes/shopify-log-entries.ts";
import { shopRoutes } from "./routes/shops.ts";
import { skippedRecordRoutes } from "./routes/skipped-records.ts";
import { taxAreaRoutes } from "./routes/tax-areas.ts";
import { webhookRoutes } from "./routes/webhooks.ts";

/** Answered without an API key. */
export const publicRoutes = (deps: ApiDeps): readonly Route[] => [
  ...healthRoutes(deps),
  ...webhookRoutes(deps),
  ...oauthRoutes(deps),
];

/** Everything that needs one. */
export const protectedRoutes = (deps: ApiDeps): readonly Route[] => [
  ...cueRoutes(deps),
  ...reportRoutes(deps),
  ...jobRoutes(deps),
  ...jobLogRoutes(deps),
  ...jobBulkRoutes(deps),
  ...initialImportRoutes(deps),
  ...errorGroupRoutes(deps),
  ...notificationRoutes(deps),
  ...notificationRuleRoutes(deps),
  ...scheduleRoutes(deps),
  ...shopRoutes(deps),
  ...shopActionRoutes(deps),
  ...preflightRoutes(deps),
  ...explainOrderRoutes(deps),
  ...oauthStartRoutes(deps),
  ...orderRoutes(deps),
  ...orderRetryRoutes(deps),
  ...refundRoutes(deps),
  ...orderMappingRoutes(deps),
  ...orderActionRoutes(deps),
  ...ordersToImportRoutes(deps),
  ...customerRoutes(deps),
  ...shopifyCompanyRoutes(deps),
  ...taxAreaRoutes(deps),
  ...shopMappingRoutes(deps),
  ...productRoutes(deps),
  ...skippedRecordRoutes(deps),
  ...dataCaptureRoutes(deps),
  ...shopifyLogRoutes(deps),
  ...retentionRoutes(deps),
  ...documentLinkRoutes(deps),
  ...companyRoutes(deps),
  ...apiKeyRoutes(deps),
  ...auditRoutes(deps),
  ...(deps.ledger === undefined
    ? []
    : [...ledgerMasterRoutes(deps, deps.ledger), ...ledgerDocumentRoutes(deps, deps.ledger)]),
];
