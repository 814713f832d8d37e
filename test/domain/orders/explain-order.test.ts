import { expect, test } from "@jest/globals";
import { explainOrder, reasonText, type MissedOrder, type OrderJob, type Reason } from "#domain/orders/explain-order";
import { queueRow } from "#domain/orders/queue-row";
import { aListedOrder } from "../../support/listed-order.ts";

const row = (changes: Parameters<typeof aListedOrder>[0] = {}) => ({
  ...queueRow(aListedOrder({ closed: false, updatedAt: "2026-03-01T12:00:00Z", tags: ["vip"], ...changes }), "new"),
  hasError: false,
});
const job = (changes: Partial<OrderJob> = {}): OrderJob => ({
  schedule: "file.orders",
  filters: {},
  isOnHold: false,
  ...changes,
});
const missed = (changes: Partial<MissedOrder> = {}): MissedOrder => ({
  shop: { code: "DEMO", enabled: true },
  missingScopes: [],
  importedBy: undefined,
  queued: undefined,
  atShopify: row(),
  cursor: new Date("2026-02-01T00:00:00Z"),
  jobs: [job()],
  ...changes,
});
const queued = { claimedBy: null, errorCode: "", row: row() };
const nextRun = { code: "next-run", schedules: ["file.orders"] };

const cases: readonly [string, Partial<MissedOrder>, readonly unknown[]][] = [
  ["nothing stands in its way", {}, [nextRun]],
  ["it is there", { importedBy: "DEMO", jobs: [] }, [{ code: "imported", shop: "DEMO" }]],
  ["another shop has imported it", { importedBy: "POS" }, [{ code: "claimed-by-another-shop", shop: "POS" }]],
  [
    "another shop has claimed it",
    { queued: { ...queued, claimedBy: "POS" } },
    [{ code: "claimed-by-another-shop", shop: "POS" }],
  ],
  [
    "its import failed",
    { queued: { ...queued, claimedBy: "DEMO", errorCode: "order-malformed" } },
    [{ code: "import-failed", errorCode: "order-malformed" }],
  ],
  ["the store does not show it", { atShopify: undefined }, [{ code: "unknown-to-shopify" }]],
  ["it was archived before it was imported", { atShopify: row({ closed: true }) }, [{ code: "archived" }]],
  [
    "it last changed before the cursor",
    { cursor: new Date("2026-03-01T12:02:01Z") },
    [{ code: "before-cursor", cursor: "2026-03-01T12:02:01.000Z" }],
  ],
  [
    "it changed just before the cursor, which is looked at again",
    { cursor: new Date("2026-03-01T12:02:00Z") },
    [nextRun],
  ],
  ["orders were never read", { cursor: undefined }, [nextRun]],
  [
    "every schedule leaves it out",
    {
      jobs: [
        job({ filters: { tags: "<>*vip*", channelName: "POS", fulfillmentStatus: [] } }),
        job({ schedule: "api.more", filters: { attributeKey: "Engraving", attributeKeyExists: true } }),
      ],
    },
    [
      { code: "filtered", schedule: "file.orders", filters: ["tags", "channelName"] },
      { code: "filtered", schedule: "api.more", filters: ["attributeKey"] },
    ],
  ],
  [
    "one schedule leaves it out and another takes it",
    { jobs: [job({ filters: { tags: "<>*vip*" } }), job({ schedule: "api.all" })] },
    [{ code: "next-run", schedules: ["api.all"] }],
  ],
  [
    "a queued one is judged by its row, also when its time is before the cursor",
    {
      queued,
      atShopify: undefined,
      cursor: new Date("2026-06-01T00:00:00Z"),
      jobs: [job({ filters: { tags: "gift" } })],
    },
    [{ code: "filtered", schedule: "file.orders", filters: ["tags"] }],
  ],
  ["the only schedule is on hold", { jobs: [job({ isOnHold: true })] }, [{ code: "on-hold", schedule: "file.orders" }]],
  ["there is no schedule", { jobs: [] }, [{ code: "no-schedule" }]],
  [
    "the shop is disabled and lacks a scope, and the order is archived besides",
    {
      shop: { code: "DEMO", enabled: false },
      missingScopes: ["read_all_orders"],
      atShopify: row({ closed: true }),
    },
    [{ code: "shop-disabled" }, { code: "scope-missing", scopes: ["read_all_orders"] }, { code: "archived" }],
  ],
  ["only the shop stands in its way", { shop: { code: "DEMO", enabled: false } }, [{ code: "shop-disabled" }]],
];

test.each(cases)("why an order is not here: %s", (_what, changes, reasons) => {
  expect(explainOrder(missed(changes))).toEqual(reasons);
});

test("every reason says in a sentence what to do about the order that was named", () => {
  const reasons: readonly Reason[] = [
    { code: "archived" },
    { code: "before-cursor", cursor: "2026-03-01T12:00:00Z" },
    { code: "filtered", schedule: "file.orders", filters: ["tags", "orderNo"] },
  ];
  expect(reasons.map((reason) => reasonText(reason, "#1001"))).toEqual([
    "Order #1001 was archived at Shopify before it was imported, and archived orders are left out: import it by its number or id",
    "Order #1001 last changed before 2026-03-01T12:00:00Z, from when on changes are read: import it by its number or id, or reset the orders cursor of the shop",
    "Schedule file.orders leaves order #1001 out by its filters tags, orderNo: change the schedule, or import the order by its number or id",
  ]);
});
