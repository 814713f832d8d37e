import type { Database } from "#database/connection";
import { insertShop } from "#database/shops";
import { seedLedger } from "#erp/ledger/seed";
import { BOOKS_EVERYTHING } from "#scripts/lib/demo-shop";
import { aKillStage, shoot } from "../kill-stage.ts";
import type { SandboxHandle, SandboxShop } from "../sandbox.ts";
import { readState } from "./life-state.ts";
import { accountOf, NOT_BOOKED, readBooked, type Account } from "./lives-books.ts";
import type { LivesPlan } from "./lives-plan.ts";
import { editedOrders, repairOrders } from "./lives-repair.ts";
import type { LifeStep, OrderLife } from "./order-life.ts";
import { customerNodes, nodeOfLife, productNodes } from "./place-life.ts";
import { CUSTOMERS, KNOWN_SKUS, taxPercentOf, UNKNOWN_SKUS } from "./plan-lives.ts";
import { liveStep, type StepOutcome } from "./staff.ts";

const STORES = { gross: "gross.myshopify.com", net: "net.myshopify.com" } as const;
const SHOPS = ["GROSS", "NET"];
const NOW = "2026-03-02T10:00:00Z";
/** A killed worker's step is taken up ten seconds later; with several kills some of that adds up. */
const LONGEST_JOB_MS = 240_000;
/** Staff that works at the same time. */
const HANDS = 8;

type StepFigures = Partial<Record<LifeStep["kind"], Record<StepOutcome["kind"], number>>>;

type LifeAccount = Account & { readonly life: OrderLife };

export interface LivesResult {
  readonly accounts: readonly LifeAccount[];
  /** Of orders that had been edited after they had their document, when a person has done what they asked for. */
  readonly repaired: readonly LifeAccount[];
  /** By their kind, how often they were done, refused and pointless. */
  readonly steps: StepFigures;
  /** How often Shopify refused something, by what it said. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly syncs: number;
  readonly deaths: number;
  readonly missedKills: readonly string[];
  readonly lastWords: readonly string[];
  readonly durationMs: number;
}

/**
 * Lets orders of two stores live while both order reports run again and again by worker processes that are killed now and then, and looks at
 * the books when everything has come to rest.
 */
export async function runLives(plan: LivesPlan): Promise<LivesResult> {
  const startedAt = Date.now();
  const stage = await aKillStage([STORES.gross, STORES.net], { kills: plan.boundaries, longestJobMs: LONGEST_JOB_MS });
  const { db, client, sandbox } = stage;
  let syncs = 0;
  const run = async (
    report: string,
    shopCodes: readonly string[] = SHOPS,
    parameters: Readonly<Record<string, unknown>> = {},
  ): Promise<void> => {
    await stage.run(report, shopCodes, parameters);
    syncs += shopCodes.length;
  };
  try {
    const [stores, crew] = await Promise.all([openStores(db, sandbox), stage.startCrew(plan.workers)]);
    const world = aWorld(stores);
    for (let round = 0; round < plan.rounds; round += 1) {
      await world.place(plan.lives.filter(({ born }) => born === round));
      await world.live(plan.lives, round, "before");
      const shots = plan.moments.filter((moment) => moment.round === round).map((moment) => shoot(crew, moment));
      // Some go on living while they are read.
      await Promise.all([run("syncOrders"), world.live(plan.lives, round, "meanwhile"), ...shots]);
      if (round % 2 === 1) await run("createSalesOrders");
      await world.passTime();
    }
    for (const report of ["syncOrders", "createSalesOrders"]) await run(report);
    const atRest = await accounts(db, world, plan.lives);
    const edited = await editedOrders(db);
    await repairOrders(db, client, edited);
    for (const shop of new Set(edited.map((order) => order.shop))) {
      const orderIds = edited.filter((order) => order.shop === shop).map(({ shopifyOrderId }) => shopifyOrderId);
      await run("syncOrders", [shop], { orderIds });
      await run("createSalesOrders", [shop]);
    }
    const editedIds = new Set(edited.map(({ shopifyOrderId }) => shopifyOrderId));
    return {
      accounts: atRest,
      repaired: await accounts(
        db,
        world,
        plan.lives.filter((life) => editedIds.has((world.ids.get(life) ?? "").split("/").at(-1) ?? "")),
      ),
      steps: world.steps,
      refusals: world.refusals,
      syncs,
      deaths: crew.deaths,
      missedKills: stage.missedKills(),
      lastWords: crew.lastWords,
      durationMs: Date.now() - startedAt,
    };
  } finally {
    await stage.close();
  }
}

type Stores = Readonly<Record<OrderLife["store"], SandboxShop>>;

interface World {
  readonly stores: Stores;
  readonly ids: ReadonlyMap<OrderLife, string>;
  readonly steps: StepFigures;
  readonly refusals: Record<string, number>;
  place(lives: readonly OrderLife[]): Promise<void>;
  /** Of every other order, all steps of a round. Those whose bank takes its time never live on while they are read. */
  live(lives: readonly OrderLife[], round: number, when: "before" | "meanwhile"): Promise<void>;
  passTime(): Promise<void>;
}

function aWorld(stores: Stores): World {
  const ids = new Map<OrderLife, string>();
  const steps: StepFigures = {};
  const refusals: Record<string, number> = {};
  const liveRound = async (life: OrderLife, round: number): Promise<void> => {
    const id = ids.get(life);
    if (id === undefined) return;
    for (const step of life.rounds[round - life.born] ?? []) {
      const outcome = await liveStep(stores[life.store], id, step);
      const figures = (steps[step.kind] ??= { done: 0, refused: 0, pointless: 0 });
      figures[outcome.kind] += 1;
      if (outcome.kind !== "refused") continue;
      const what = `${step.kind}: ${outcome.message}`;
      refusals[what] = (refusals[what] ?? 0) + 1;
    }
  };
  return {
    stores,
    ids,
    steps,
    refusals,
    async place(lives) {
      for (const store of ["gross", "net"] as const) {
        const born = lives.filter((life) => life.store === store);
        const placed = await stores[store].placeOrders(born.map(nodeOfLife));
        for (const [index, life] of born.entries()) ids.set(life, placed[index]?.id ?? "");
      }
    },
    async live(lives, round, when) {
      // Money goes on its way in two calls, between which nobody may look.
      const isSlow = ({ rounds, born }: OrderLife): boolean =>
        (rounds[round - born] ?? []).some((step) => "slowly" in step && step.slowly);
      const living = lives.filter((life) => (when === "before") === (life.no % 2 === 0 || isSlow(life)));
      const waiting = [...living];
      const hands = Array.from({ length: HANDS }, async () => {
        for (let life = waiting.shift(); life !== undefined; life = waiting.shift()) await liveRound(life, round);
      });
      await Promise.all(hands);
    },
    async passTime() {
      for (const store of Object.values(stores)) await store.clock({ advance: "PT10M" });
    },
  };
}

/**
 * A store whose prices include VAT, booked in its own currency with credit memos, and one whose prices exclude it, booked in the buyers' currencies
 * with return orders. Both sell what one ledger knows most of.
 */
async function openStores(db: Database, sandbox: SandboxHandle): Promise<Stores> {
  const stores = { gross: sandbox, net: sandbox.shop(STORES.net) };
  // The ledger is seeded with nine tenths of what is named.
  await seedLedger(db, { products: Math.floor(KNOWN_SKUS / 0.9), customers: CUSTOMERS * 2 });
  for (let customer = 1; customer <= CUSTOMERS; customer += 1) {
    const vatBusinessGroup = { 0: "DOMESTIC", 20: "VAT20", 24: "VAT24" }[taxPercentOf(customer)] ?? "DOMESTIC";
    await db
      .updateTable("ledger.customer")
      .set({ vatBusinessGroup })
      .where("no", "=", String(10_000 + customer))
      .execute();
  }
  const settings = {
    ...BOOKS_EVERYTHING,
    autoCreateUnknownItems: false,
    returnAndRefundProcess: "autoCreateSalesDocument",
  } as const;
  await insertShop(db, { ...settings, code: "GROSS", store: STORES.gross, processReturnsAs: "creditMemo" });
  await insertShop(db, {
    ...settings,
    code: "NET",
    store: STORES.net,
    processReturnsAs: "returnOrder",
    currencyHandling: "presentmentCurrency",
  });
  for (const store of Object.values(stores)) {
    await store.putShop({ plan: "plus", currency: "USD", tokens: [{ token: "shpat_test" }] });
    await store.clock({ set: NOW });
    await store.place("products", productNodes(KNOWN_SKUS + UNKNOWN_SKUS));
    await store.place("customers", customerNodes(CUSTOMERS));
  }
  return stores;
}

async function accounts(
  db: Database,
  { stores, ids }: World,
  lives: readonly OrderLife[],
): Promise<readonly LifeAccount[]> {
  const booked = await readBooked(db);
  const isKnownVariant = (id: string): boolean => Number(id.split("/").at(-1)) < 501 + KNOWN_SKUS;
  const all: LifeAccount[] = [];
  for (const life of lives) {
    const order = await readState(stores[life.store], ids.get(life) ?? "");
    const account = accountOf(order, booked.get(order.legacyResourceId) ?? NOT_BOOKED, isKnownVariant);
    all.push({ ...account, life });
  }
  return all;
}
