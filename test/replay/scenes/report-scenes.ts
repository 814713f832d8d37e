import { setTimeout as sleep } from "node:timers/promises";
import type { Scene, Stage } from "#test/support/replay-stage";

type Report = "syncOrders" | "createSalesOrders";

/** The activity that makes a report's documents, together with another that writes numbers. */
const documentsOf = { syncOrders: "createDueDocuments", createSalesOrders: "createSalesDocuments" } as const;

/** `HH:MM:SS` in UTC, so many seconds from now. */
const timeOfDay = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString().slice(11, 19);

/** The paths of an attempt, which are the same in every report. */
export const scenesOf = (report: Report): readonly Scene[] => {
  const scene = (name: string, play: Scene["play"]): Scene => ({ name: `${report}-${name}`, play });
  /** Opens the shop with orders that this report makes documents of. */
  const openWithOrders = async (stage: Stage): Promise<void> => {
    await stage.open({ orders: 3, makesDocuments: report === "syncOrders" });
    if (report === "createSalesOrders") await stage.ended(stage.job(await stage.start()));
  };

  return [
    scene("success", async (stage) => {
      await openWithOrders(stage);
      const entryId = await stage.start({ report });
      await stage.keep("success", stage.attempt(entryId), "completed", '"changed":3');
    }),
    scene("going-on", async (stage) => {
      await openWithOrders(stage);
      const entryId = await stage.start({ report, timing: { batchesPerRun: 3, progressMemoMs: 0 } });
      await stage.keep("going-on", stage.attempt(entryId), "completed", '"outcome":"succeeded"');
    }),
    scene("without-line", async (stage) => {
      await stage.open();
      const entryId = await stage.start({ report, category: null });
      await stage.keep("without-line", stage.attempt(entryId), "completed");
    }),
    scene("scope-missing", async (stage) => {
      await stage.open();
      await stage.shop.putShop({ scopes: ["read_locations"] });
      const entryId = await stage.start({ report });
      await stage.keep("scope-missing", stage.attempt(entryId), "failed", "scope-missing");
    }),
    scene("shop-disabled", async (stage) => {
      await stage.open();
      await stage.world.db.updateTable("shop").set({ enabled: false }).where("code", "=", stage.shopCode).execute();
      const entryId = await stage.start({ report });
      await stage.keep("shop-disabled", stage.attempt(entryId), "failed", "shop-disabled");
    }),
    scene("store-closed-while-writing", async (stage) => {
      await openWithOrders(stage);
      await stage.shop.faults({
        match: { operation: "OrderAttributesById" },
        effect: { kind: "shopUnavailable", status: 423 },
        count: null,
      });
      const entryId = await stage.start({ report });
      await stage.keep("store-closed-while-writing", stage.attempt(entryId), "failed", "store-unavailable");
    }),
    scene("waited", async (stage) => {
      await stage.open();
      const { release } = await stage.holdSlot();
      // Joins again and again meanwhile, with a new priority too.
      const entryId = await stage.startWaiting({ report, timing: { rejoinMs: 200 } });
      await stage.world.queue.setPriority(entryId, "high");
      await sleep(500);
      release();
      await stage.keep("waited", stage.attempt(entryId), "completed");
    }),
    scene("cancelled-while-waiting", async (stage) => {
      await stage.open();
      const { release } = await stage.holdSlot();
      const entryId = await stage.startWaiting({ report });
      await stage.job(entryId).cancel();
      await stage.keep("cancelled-while-waiting", stage.attempt(entryId), "canceled");
      release();
    }),
    scene("held-while-waiting", async (stage) => {
      await stage.open();
      const { release } = await stage.holdSlot();
      const entryId = await stage.startWaiting({ report });
      await stage.world.queue.hold(entryId);
      await stage.keep("held-while-waiting", stage.attempt(entryId), "completed", '"reason":"held"');
      release();
      await stage.world.queue.cancel(entryId);
    }),
    scene("expired-while-waiting", async (stage) => {
      await stage.open();
      const { release } = await stage.holdSlot();
      const entryId = await stage.startWaiting({ report, expiresAt: new Date(Date.now() + 1_500).toISOString() });
      await stage.keep("expired-while-waiting", stage.attempt(entryId), "completed", '"reason":"expired"');
      release();
    }),
    scene("outside-window", async (stage) => {
      await stage.open();
      const window = { startingTime: timeOfDay(-7_200), endingTime: timeOfDay(-3_600), timeZone: "UTC" };
      const entryId = await stage.start({ report, trigger: "schedule", window });
      await stage.keep("outside-window", stage.attempt(entryId), "completed", '"reason":"outsideWindow"');
    }),
    scene("window-over-while-waiting", async (stage) => {
      await stage.open();
      const { release } = await stage.holdSlot();
      const window = { startingTime: timeOfDay(-3_600), endingTime: timeOfDay(2), timeZone: "UTC" };
      const entryId = await stage.startWaiting({ report, trigger: "schedule", window });
      // Both ends belong to the window, and it knows whole seconds.
      await sleep(3_100);
      release();
      await stage.keep("window-over-while-waiting", stage.attempt(entryId), "completed", '"reason":"outsideWindow"');
    }),
    scene("cancelled-while-running", async (stage) => {
      await openWithOrders(stage);
      const making = stage.stopAt(documentsOf[report]);
      const writing = stage.stopAt("writeBackDocumentNumbers");
      const entryId = await stage.start({ report });
      await Promise.all([making.reached, writing.reached]);
      await stage.job(entryId).cancel();
      await stage.keep("cancelled-while-running", stage.attempt(entryId), "canceled");
    }),
    scene("paused", async (stage) => {
      await stage.open();
      const first = stage.stopAt("requireScopes");
      const entryId = await stage.start({ report });
      await first.reached;
      await stage.world.queue.hold(entryId);
      first.go();
      await stage.statusBecomes(stage.attempt(entryId), "Paused");
      await stage.world.queue.ready(entryId);
      await stage.keep("paused", stage.attempt(entryId), "completed");
    }),
    scene("paused-beyond-time-out", async (stage) => {
      await stage.open();
      const first = stage.stopAt("requireScopes");
      const entryId = await stage.start({ report, timing: { jobTimeoutMs: 3_000 } });
      await first.reached;
      await stage.world.queue.hold(entryId);
      first.go();
      await stage.statusBecomes(stage.attempt(entryId), "Paused");
      await sleep(3_100);
      await stage.world.queue.ready(entryId);
      await stage.keep("paused-beyond-time-out", stage.attempt(entryId), "completed");
    }),
    scene("cancelled-while-paused", async (stage) => {
      await stage.open();
      const first = stage.stopAt("requireScopes");
      const entryId = await stage.start({ report });
      await first.reached;
      await stage.world.queue.hold(entryId);
      first.go();
      await stage.statusBecomes(stage.attempt(entryId), "Paused");
      await stage.job(entryId).cancel();
      await stage.keep("cancelled-while-paused", stage.attempt(entryId), "canceled");
    }),
    scene("timed-out", async (stage) => {
      await stage.open();
      const making = stage.stopAt(documentsOf[report]);
      const entryId = await stage.start({ report, timing: { jobTimeoutMs: 2_000 } });
      await making.reached;
      await stage.keep("timed-out", stage.attempt(entryId), "failed", "job-timeout");
    }),
  ];
};

/** What only Sync Orders does. */
export const syncOrdersScenes: readonly Scene[] = [
  {
    name: "syncOrders-unknown-order",
    play: async (stage) => {
      await stage.open({ orders: 2 });
      const entryId = await stage.start({ parameters: { orderIds: ["1"] } });
      await stage.keep("unknown-order", stage.attempt(entryId), "completed", "succeededWithSkips");
    },
  },
  {
    name: "syncOrders-import-only",
    play: async (stage) => {
      await stage.open({ orders: 2 });
      const entryId = await stage.start({ parameters: { importOnly: true } });
      await stage.keep("import-only", stage.attempt(entryId), "completed", '"changed":2');
    },
  },
  {
    name: "syncOrders-number-nobody-knows",
    play: async (stage) => {
      await stage.open();
      const entryId = await stage.start({ parameters: { orderNos: ["404"] } });
      await stage.keep("number-nobody-knows", stage.attempt(entryId), "failed", "order-not-found");
    },
  },
  {
    name: "syncOrders-repeated-step",
    play: async (stage) => {
      await stage.open();
      await stage.shop.faults({ match: { operation: "OrdersToImport" }, effect: { kind: "internalError" }, count: 5 });
      const entryId = await stage.start();
      await stage.keep("repeated-step", stage.attempt(entryId), "completed");
    },
  },
  {
    name: "syncOrders-terminated",
    play: async (stage) => {
      await stage.open();
      const { entryId } = await stage.holdSlot();
      await stage.attempt(entryId).terminate();
      await stage.keep("terminated", stage.attempt(entryId), "terminated");
    },
  },
];

/** Sync Countries has one step, and shares its line with the other reports. */
export const syncCountriesScenes: readonly Scene[] = [
  {
    name: "syncCountries-success",
    play: async (stage) => {
      await stage.open();
      const entryId = await stage.start({ report: "syncCountries" });
      await stage.keep("success", stage.attempt(entryId), "completed", '"changed":6');
    },
  },
  {
    name: "syncCountries-store-closed",
    play: async (stage) => {
      await stage.open();
      const match = { operation: "ShipToCountries" };
      await stage.shop.faults({ match, effect: { kind: "shopUnavailable", status: 423 }, count: null });
      const entryId = await stage.start({ report: "syncCountries" });
      await stage.keep("store-closed", stage.attempt(entryId), "failed", "store-unavailable");
    },
  },
  {
    name: "syncCountries-shop-disabled",
    play: async (stage) => {
      await stage.open();
      await stage.world.db.updateTable("shop").set({ enabled: false }).where("code", "=", stage.shopCode).execute();
      const entryId = await stage.start({ report: "syncCountries" });
      await stage.keep("shop-disabled", stage.attempt(entryId), "failed", "shop-disabled");
    },
  },
  {
    name: "syncCountries-repeated-step",
    play: async (stage) => {
      await stage.open();
      await stage.shop.faults({ match: { operation: "ShipToCountries" }, effect: { kind: "internalError" }, count: 5 });
      const entryId = await stage.start({ report: "syncCountries" });
      await stage.keep("repeated-step", stage.attempt(entryId), "completed");
    },
  },
  {
    name: "syncCountries-waited",
    play: async (stage) => {
      await stage.open();
      const { release } = await stage.holdSlot();
      const entryId = await stage.startWaiting({ report: "syncCountries" });
      release();
      await stage.keep("waited", stage.attempt(entryId), "completed");
    },
  },
  {
    name: "syncCountries-cancelled-while-running",
    play: async (stage) => {
      await stage.open();
      const reading = stage.stopAt("syncShipToCountries");
      const entryId = await stage.start({ report: "syncCountries" });
      await reading.reached;
      await stage.job(entryId).cancel();
      await stage.keep("cancelled-while-running", stage.attempt(entryId), "canceled");
    },
  },
];
