import { ApplicationFailure } from "@temporalio/common";
import { v7 } from "uuid";
import { updateShop } from "#database/shops";
import type { CancelOrderInput } from "#activities/orders/order-action-activities";
import { actionWorkflowId, notificationWorkflowId, watchWorkflowId } from "#workflows/ids";
import { taskQueues } from "#workflows/task-queues";
import type { End, Scene, Stage } from "#test/support/replay-stage";

interface Action {
  readonly type: string;
  /** Asked of the action besides the shop. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** Set before it is done. */
  readonly isEnabled?: boolean;
}

/** Each works on the first order of the scene's store where it needs one. */
const actions: readonly Action[] = [
  { type: "testShopConnection" },
  { type: "askStore" },
  { type: "refreshShopSettings" },
  { type: "enableShop", isEnabled: false },
  { type: "disableShop" },
  { type: "setOrderWebhook", input: { on: true } },
  { type: "markOrderAsPaid" },
  {
    type: "cancelOrder",
    input: {
      reason: "customer",
      notifyCustomer: false,
      restock: true,
      refundOriginalPaymentMethods: false,
      staffNote: "",
    } satisfies Omit<CancelOrderInput, "shopCode" | "orderId">,
  },
  { type: "findOrderMappings" },
  { type: "explainOrder", input: { jobs: [] } },
  { type: "createRefundDocument", input: { refundId: "41" } },
];

async function openDisabled(stage: Stage): Promise<void> {
  await stage.open();
  await updateShop(stage.world.db, stage.shopCode, { enabled: false });
}

async function act(
  stage: Stage,
  { type, input = {} }: Action,
  orderId: string,
  path: string,
  end: End,
  says?: string,
): Promise<void> {
  const execution = await stage.world.client.workflow.start(type, {
    workflowId: actionWorkflowId(stage.shop.host, `${type}/${path}`),
    taskQueue: taskQueues.sync,
    args: [{ shopCode: stage.shopCode, by: "maria", orderId, ...input }],
  });
  await stage.keep(path, execution, end, says);
}

const scenesOfActions = actions.map((action): Scene => ({
  name: `${action.type}-action`,
  play: async (stage) => {
    await stage.open({ orders: 2, makesDocuments: false });
    await stage.ended(stage.job(await stage.start()));
    const { db } = stage.world;
    const { shopifyOrderId } = await db
      .selectFrom("orderHeader")
      .select("shopifyOrderId")
      .where("shop", "=", stage.shopCode)
      .orderBy("shopifyOrderId")
      .limit(1)
      .executeTakeFirstOrThrow();
    if (action.isEnabled === false) await updateShop(db, stage.shopCode, { enabled: false });
    await act(stage, action, shopifyOrderId, "success", "completed");
    // Not every one of them asks the store for something that could be refused, so the shop is gone.
    const gone = { ...action, input: { ...action.input, shopCode: "GONE" } };
    await act(stage, gone, shopifyOrderId, "failure", "failed");
  },
}));

/** The actions somebody waits for, and the upkeep. */
export const actionScenes: readonly Scene[] = [
  ...scenesOfActions,
  {
    name: "enableShop-undone",
    play: async (stage) => {
      await openDisabled(stage);
      const match = { operation: "ShipToCountries" };
      await stage.shop.faults({ match, effect: { kind: "shopUnavailable", status: 402 }, count: null });
      await act(stage, { type: "enableShop" }, "", "undone", "failed", "store-unavailable");
    },
  },
  {
    name: "enableShop-timed-out",
    play: async (stage) => {
      await openDisabled(stage);
      stage.stopAt("refreshShopSettings");
      await act(
        stage,
        { type: "enableShop", input: { withinMs: 3_000 } },
        "",
        "timed-out",
        "failed",
        "enabling-timed-out",
      );
    },
  },
  {
    name: "enableShop-too-late",
    play: async (stage) => {
      await openDisabled(stage);
      await act(stage, { type: "enableShop", input: { withinMs: 0 } }, "", "too-late", "failed", "enabling-timed-out");
    },
  },
  {
    name: "enableShop-enabled",
    play: async (stage) => {
      await stage.open();
      await act(stage, { type: "enableShop" }, "", "enabled", "completed");
    },
  },
  {
    name: "enableShop-cancelled",
    play: async (stage) => {
      await openDisabled(stage);
      const stop = stage.stopAt("refreshShopSettings");
      const acting = act(stage, { type: "enableShop" }, "", "cancelled", "canceled");
      await stop.reached;
      const id = actionWorkflowId(stage.shop.host, "enableShop/cancelled");
      await stage.world.client.workflow.getHandle(id).cancel();
      await acting;
    },
  },
  {
    name: "testShopConnection-repeated",
    play: async (stage) => {
      await stage.open();
      await stage.shop.faults({ match: { operation: "AppId" }, effect: { kind: "internalError" }, count: 5 });
      await act(stage, { type: "testShopConnection" }, "", "repeated", "completed");
    },
  },
  {
    name: "testShopConnection-cancelled",
    play: async (stage) => {
      await stage.open();
      const stop = stage.stopAt("testShopConnection");
      const acting = act(stage, { type: "testShopConnection" }, "", "cancelled", "canceled");
      await stop.reached;
      const { host } = stage.shop;
      const subject = "testShopConnection/cancelled";
      await stage.world.client.workflow.getHandle(actionWorkflowId(host, subject)).cancel();
      await acting;
    },
  },
  {
    name: "connectStore",
    play: async (stage) => {
      await stage.open();
      const { client, db } = stage.world;
      const store = stage.shop.host;
      const connect = (stateHash: string) =>
        client.workflow.start("connectStore", {
          workflowId: actionWorkflowId(store, "connection"),
          taskQueue: taskQueues.sync,
          args: [{ store, stateHash, by: "maria" }],
        });
      const expiresAt = new Date(Date.now() + 60_000);
      const requested = { store, requestedScope: "write_orders", requestedBy: "maria", expiresAt };
      // As when the page is loaded again; a code of Shopify's comes only with a browser.
      await db
        .insertInto("oauthRequest")
        .values({ ...requested, stateHash: stage.shopCode, connectedAt: new Date() })
        .execute();
      await stage.keep("success", await connect(stage.shopCode), "completed");
      await stage.keep("failure", await connect("unknown"), "failed", "oauth-code-refused");
    },
  },
  {
    name: "retention",
    play: async (stage) => {
      const apply = () =>
        stage.world.client.workflow.start("applyRetention", {
          workflowId: "system/retention",
          taskQueue: taskQueues.sync,
          args: [],
        });
      await stage.keep("success", await apply(), "completed");
      stage.fail("deleteExpiredLogEntries", ApplicationFailure.nonRetryable("The log is broken"), () => true);
      await stage.keep("failure", await apply(), "failed");
    },
  },
  {
    name: "notifyOfJobs",
    play: async (stage) => {
      const notify = () =>
        stage.world.client.workflow.start("notifyOfJobs", {
          workflowId: "system/notify",
          taskQueue: taskQueues.sync,
          args: [],
        });
      await stage.keep("success", await notify(), "completed");
      stage.fail("noteOccasions", ApplicationFailure.nonRetryable("The log is broken"), () => true);
      await stage.keep("failure", await notify(), "failed");
    },
  },
  {
    name: "deliverNotification",
    play: async (stage) => {
      // Nobody knows it any more, which is all the same to its workflow.
      const deliver = (notificationId: string) =>
        stage.world.client.workflow.start("deliverNotification", {
          workflowId: notificationWorkflowId(notificationId),
          taskQueue: taskQueues.sync,
          args: [{ notificationId, firstDelayMs: 10 }],
        });
      await stage.keep("success", await deliver(v7()), "completed");
      const refused = ApplicationFailure.nonRetryable("The receiver refuses", "notification-refused");
      stage.fail("sendNotification", refused, () => true);
      await stage.keep("failure", await deliver(v7()), "failed", "The receiver refuses");
      const stop = stage.stopAt("sendNotification", () => true);
      const delivering = await deliver(v7());
      await stop.reached;
      await delivering.cancel();
      stop.go();
      await stage.keep("cancelled", delivering, "canceled");
    },
  },
  {
    name: "testNotificationRule",
    play: async (stage) => {
      const { client, db } = stage.world;
      const { id } = await db.selectFrom("notificationRule").select("id").executeTakeFirstOrThrow();
      const send = (ruleId: string) =>
        client.workflow.start("testNotificationRule", {
          workflowId: actionWorkflowId("company", `notification-rule/${ruleId}`),
          taskQueue: taskQueues.sync,
          args: [{ ruleId, askedBy: "maria" }],
        });
      await stage.keep("success", await send(id), "completed");
      stage.fail("testNotificationRule", ApplicationFailure.nonRetryable("The rule is broken"), () => true);
      await stage.keep("failure", await send(id), "failed", "The rule is broken");
    },
  },
  {
    name: "checkShops",
    play: async (stage) => {
      await stage.open();
      const check = () => {
        // Other scenes have shops of their own, and how many there are by now is chance.
        stage.world.cues.answer("enabledShopsByStore", [[stage.shopCode]]);
        return stage.world.client.workflow.start("checkShops", {
          workflowId: "system/daily-check",
          taskQueue: taskQueues.sync,
          args: [],
        });
      };
      await stage.keep("success", await check(), "completed", '"told":1');
      stage.fail("checkStore", ApplicationFailure.nonRetryable("Shopify is away", "shopify-unavailable"));
      await stage.keep("unanswered", await check(), "completed", '"unanswered":1');
    },
  },
  {
    name: "watch-schedules",
    play: async (stage) => {
      const watch = () =>
        stage.world.client.workflow.start("watchSchedules", {
          workflowId: watchWorkflowId,
          taskQueue: taskQueues.sync,
          args: [],
        });
      await stage.keep("success", await watch(), "completed");
      stage.fail("lookAtSchedules", ApplicationFailure.nonRetryable("Nobody can look"), () => true);
      await stage.keep("failure", await watch(), "failed");
    },
  },
  {
    name: "reconcile",
    play: async (stage) => {
      const upkeep = () =>
        stage.world.client.workflow.start("reconcile", {
          workflowId: "system/reconcile",
          taskQueue: taskQueues.sync,
          args: [],
        });
      await stage.keep("success", await upkeep(), "completed");
      stage.fail("refreshJobLog", ApplicationFailure.nonRetryable("The log is broken"), () => true);
      await stage.keep("failure", await upkeep(), "failed");
    },
  },
];
