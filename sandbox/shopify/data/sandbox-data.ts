/** The data part of the sandbox: what `startSandbox` plugs into the engine. */
import type { ShopState } from "../engine/contract.ts";
import type { SandboxData } from "../engine/data-part.ts";
import { orderRoutes } from "./control/orders.ts";
import { recordRoutes } from "./control/records.ts";
import { shopRoutes } from "./control/shop.ts";
import { furnish } from "./furnish.ts";
import { createJobs } from "./jobs.ts";
import { createCompanyMutations } from "./mutations/company-mutations.ts";
import { createFulfillmentCreate } from "./mutations/fulfillment-create.ts";
import { createGiftCardCreate } from "./mutations/gift-card-create.ts";
import { createOrderCreate } from "./mutations/order-create.ts";
import { createOrderEditMutations } from "./mutations/order-edit.ts";
import { createOrderCapture } from "./mutations/order-capture.ts";
import { createOrderMutations } from "./mutations/order-mutations.ts";
import { createRefundCreate } from "./mutations/refund-create.ts";
import { createRecordMutations } from "./mutations/record-mutations.ts";
import { createReturnMutations } from "./mutations/return-mutations.ts";
import { createWebhookMutations } from "./mutations/webhook-mutations.ts";
import type { DataPart, Workshop } from "./part.ts";
import { profileOf } from "./profile.ts";
import { createQueries } from "./query/queries.ts";
import { createRestCollections } from "./rest/collections.ts";
import { restShop } from "./rest/rest-records.ts";
import { createStore } from "./store.ts";
import { createWebhooks } from "./webhooks/deliveries.ts";

function createShopData(shop: ShopState): DataPart {
  const now = () => shop.clock.now();
  const createdAt = now();
  const store = createStore(profileOf(shop, createdAt, createdAt), shop.seed, now);
  furnish(store);
  const webhooks = createWebhooks(shop, store);
  const jobs = createJobs(shop.clock, () => store.ids.next("Job"));
  const workshop: Workshop = { shop, store, webhooks, jobs };
  return {
    ...workshop,
    query: createQueries(store, jobs),
    mutation: {
      ...createOrderMutations(workshop),
      orderCapture: createOrderCapture(workshop),
      orderCreate: createOrderCreate(workshop),
      ...createOrderEditMutations(workshop),
      refundCreate: createRefundCreate(workshop),
      fulfillmentCreate: createFulfillmentCreate(workshop),
      giftCardCreate: createGiftCardCreate(workshop),
      ...createCompanyMutations(workshop),
      ...createReturnMutations(workshop),
      ...createRecordMutations(workshop),
      ...createWebhookMutations(workshop),
    },
    rest: createRestCollections(store),
    restShop: () => restShop(store),
    settingsChanged() {
      Object.assign(store.profile, profileOf(shop, createdAt, now()));
    },
    counters: () => ({
      orders: store.orders.size,
      customers: store.customers.size,
      products: store.products.size,
      webhookSubscriptions: store.webhooks.size,
      webhooksDelivered: webhooks.log.filter((each) => each.status === "delivered").length,
      webhooksWaiting: webhooks.log.filter((each) => each.status === "waiting").length,
      jobsWaiting: jobs.waiting,
    }),
    async close() {
      jobs.close();
      await webhooks.close();
    },
  };
}

/** Fields are members of the records; none needs a resolver of its own. */
export const sandboxData: SandboxData<DataPart> = {
  createShopData,
  registerFields() {},
  controlRoutes: [...shopRoutes, ...orderRoutes, ...recordRoutes],
};
