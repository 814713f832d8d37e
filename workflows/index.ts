// Every workflow type, and nothing else: the name of a function is the type it is started by.
export { cancelOrder, explainOrder, findOrderMappings, markOrderAsPaid } from "./actions/order-actions.ts";
export { createRefundDocument } from "./actions/refund-actions.ts";
export { connectStore } from "./actions/connect-store.ts";
export { enableShop } from "./actions/enable-shop.ts";
export {
  askStore,
  disableShop,
  refreshShopSettings,
  setOrderWebhook,
  testShopConnection,
} from "./actions/shop-actions.ts";
export { testNotificationRule } from "./actions/test-notification-rule.ts";
export { applyRetention } from "./apply-retention.ts";
export { deliverNotification } from "./deliver-notification.ts";
export { checkShops } from "./check-shops.ts";
export { initialImport } from "./initial-import.ts";
export { jobQueue } from "./job-queue.ts";
export { notifyOfJobs } from "./notify-of-jobs.ts";
export { reconcile } from "./reconcile.ts";
export { createSalesOrders } from "./reports/create-sales-orders.ts";
export { syncCountries } from "./reports/sync-countries.ts";
export { syncOrders } from "./reports/sync-orders.ts";
export { runJob } from "./run-job.ts";
export { watchSchedules } from "./watch-schedules.ts";
