/** Task queues of the namespace; a worker process serves those of its roles. */
export const taskQueues = {
  /** Jobs and reports, and the local activities they call. */
  sync: "sync",
  /** Activities that talk to Shopify. */
  shopify: "shopify",
  /** Activities that talk to the ERP. */
  erp: "erp",
  /** The category lines, their watchers, and the upkeep of the log. */
  jobQueue: "job-queue",
} as const;

export type TaskQueue = (typeof taskQueues)[keyof typeof taskQueues];
