import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import {
  blockBucket,
  findBucket,
  reservePoints,
  settlePoints,
  type ReservationRequest,
  type Settlement,
} from "#database/shopify-bucket";
import { floorShares, Pauses, waitForPoints } from "#shopify/pacing";
import { OperationalError } from "#domain/failure";
import { aDatabase, type TestDatabase } from "#test/support/database";

const STORE = "demo.myshopify.com";
let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
  await database.db
    .insertInto("registeredStore")
    .values([{ store: STORE }, { store: "other.myshopify.com" }])
    .execute();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.deleteFrom("shopifyBucket").execute();
  await database.db.deleteFrom("shopifyOperationCost").execute();
});

const request = (changes: Partial<ReservationRequest> = {}): ReservationRequest => ({
  id: uuidv7(),
  store: STORE,
  operation: "Anything",
  expectedCost: 100,
  priority: "person",
  floorShare: 0,
  expiresAfterMs: 60_000,
  ...changes,
});
const settlement = (id: string, changes: Partial<Settlement> = {}): Settlement => ({
  id,
  store: STORE,
  operation: "Anything",
  spent: 30,
  status: null,
  requested: null,
  askedVersion: "2026-07",
  servedVersion: null,
  throttled: false,
  ...changes,
});
async function aBucket(row: { level: number; capacity?: number; restoreRate?: number; store?: string }): Promise<void> {
  await sql`insert into shopify_bucket (store, capacity, restore_rate, level)
            values (${row.store ?? STORE}, ${row.capacity ?? 2000}, ${row.restoreRate ?? 100}, ${row.level})`.execute(
    database.db,
  );
}
const levelNow = async (): Promise<number> => (await findBucket(database.db, STORE))?.level ?? Number.NaN;

test.each([
  { level: 1000, restoreRate: 50, cost: 0, elapsedMs: 0, waitMs: 0 },
  { level: 50, restoreRate: 50, cost: 150, elapsedMs: 0, waitMs: 2000 },
  { level: 50, restoreRate: 50, cost: 50, elapsedMs: 0, waitMs: 0 },
  { level: 0, restoreRate: 100, cost: 30, elapsedMs: 0, waitMs: 300 },
  { level: 0, restoreRate: 100, cost: 30, elapsedMs: 1000, waitMs: 0 },
])(
  "CL-1 $level points at $restoreRate a second make a call of $cost wait $waitMs ms after $elapsedMs ms",
  (example) => {
    expect(waitForPoints(example, example.cost)).toBe(example.waitMs);
  },
);

test("CL-2 a bucket that is not known makes nobody wait", () => {
  expect(waitForPoints(null, 68)).toBe(0);
});

test("the first call to a store assumes the smallest plan", async () => {
  const outcome = await reservePoints(database.db, request());

  expect(outcome).toMatchObject({ granted: true, points: 100, level: 2000, restoreRate: 100, blockedForMs: 0 });
  expect(await levelNow()).toBeGreaterThanOrEqual(1900);
  expect(await levelNow()).toBeLessThan(1950);
});

test("a call the bucket cannot pay takes nothing and is told what is missing", async () => {
  await aBucket({ level: 50, restoreRate: 50 });

  const outcome = await reservePoints(database.db, request({ expectedCost: 150 }));

  expect(outcome.granted).toBe(false);
  expect(waitForPoints(outcome, outcome.needed)).toBeGreaterThan(1900);
  expect(waitForPoints(outcome, outcome.needed)).toBeLessThanOrEqual(2000);
  expect(await levelNow()).toBeGreaterThanOrEqual(50);
});

test("the bucket refills by the clock of the database and never beyond its capacity", async () => {
  await aBucket({ level: 0, restoreRate: 100 });
  await sql`update shopify_bucket set level_at = clock_timestamp() - interval '10 seconds'`.execute(database.db);
  expect(await levelNow()).toBeGreaterThanOrEqual(1000);
  expect(await levelNow()).toBeLessThan(1100);

  await sql`update shopify_bucket set level_at = clock_timestamp() - interval '1 hour'`.execute(database.db);
  expect(await levelNow()).toBe(2000);
});

test("each priority leaves its share of the bucket to the more urgent ones", async () => {
  await aBucket({ level: 500, restoreRate: 0.001 });
  const granted = async (priority: keyof typeof floorShares): Promise<boolean> =>
    (await reservePoints(database.db, request({ priority, floorShare: floorShares[priority] }))).granted;

  expect(await granted("backfill")).toBe(false);
  expect(await granted("catalogue")).toBe(true);
  expect(await granted("catalogue")).toBe(false);
  expect(await granted("orders")).toBe(true);
  expect(await granted("orders")).toBe(true);
  expect(await granted("orders")).toBe(false);
  expect(await granted("person")).toBe(true);
});

test("a call dearer than the bucket goes when the bucket is full: Shopify decides about it", async () => {
  await aBucket({ level: 300, capacity: 300 });

  expect((await reservePoints(database.db, request({ expectedCost: 800, floorShare: 0.35 }))).granted).toBe(true);
});

test("what was reserved and not used comes back", async () => {
  await aBucket({ level: 1000, restoreRate: 0.001 });
  const call = request();
  await reservePoints(database.db, call);

  await settlePoints(database.db, settlement(call.id));

  expect(await levelNow()).toBeCloseTo(970, 0);
});

test("a settlement repeated gives back once", async () => {
  await aBucket({ level: 1000, restoreRate: 0.001 });
  const call = request();
  await reservePoints(database.db, call);

  await settlePoints(database.db, settlement(call.id));
  await settlePoints(database.db, settlement(call.id));

  expect(await levelNow()).toBeCloseTo(970, 0);
});

test("a reservation nobody settles expires as spent and blocks nobody", async () => {
  await aBucket({ level: 1000, restoreRate: 0.001 });
  const lost = request({ expiresAfterMs: 1 });
  await reservePoints(database.db, lost);
  await sql`select pg_sleep(0.005)`.execute(database.db);

  await settlePoints(database.db, settlement(lost.id));
  await reservePoints(database.db, request());

  expect(await levelNow()).toBeCloseTo(800, 0);
  expect(await database.db.selectFrom("shopifyReservation").selectAll().execute()).toHaveLength(1);
});

test("a lower level at Shopify always wins, because somebody else may use the token", async () => {
  await aBucket({ level: 1000, restoreRate: 0.001 });
  const [first, second] = [request(), request()];
  await reservePoints(database.db, first);
  await reservePoints(database.db, second);

  const status = { maximumAvailable: 2000, currentlyAvailable: 400, restoreRate: 0.001 };
  await settlePoints(database.db, settlement(first.id, { status }));

  expect(await levelNow()).toBeCloseTo(400, 0);
});

test("a higher level at Shopify is believed only when no other call is open and none was made later", async () => {
  await aBucket({ level: 1000, restoreRate: 0.001 });
  const status = { maximumAvailable: 2000, currentlyAvailable: 1900, restoreRate: 0.001 };
  const [first, second, third] = [request(), request(), request()];
  await reservePoints(database.db, first);
  await reservePoints(database.db, second);
  await settlePoints(database.db, settlement(second.id, { status }));
  expect(await levelNow()).toBeCloseTo(870, 0);
  await settlePoints(database.db, settlement(first.id, { status }));
  expect(await levelNow()).toBeCloseTo(940, 0);

  await reservePoints(database.db, third);
  await settlePoints(database.db, settlement(third.id, { status }));
  expect(await levelNow()).toBeCloseTo(1900, 0);
});

test("a plan changed in mid-run is followed at the next answer", async () => {
  await aBucket({ level: 20_000, capacity: 20_000, restoreRate: 1000 });
  const call = request();
  await reservePoints(database.db, call);

  const status = { maximumAvailable: 2000, currentlyAvailable: 1970, restoreRate: 100 };
  await settlePoints(database.db, settlement(call.id, { status }));

  expect(await findBucket(database.db, STORE)).toMatchObject({ capacity: 2000, restoreRate: 100 });
  expect(await levelNow()).toBeLessThanOrEqual(2000);
});

test("what Shopify charged last replaces the computed cost, store by store", async () => {
  await aBucket({ level: 2000 });
  const call = request({ expectedCost: 50 });
  await reservePoints(database.db, call);
  await settlePoints(database.db, settlement(call.id, { requested: 240 }));

  expect((await reservePoints(database.db, request({ expectedCost: 50 }))).points).toBe(240);
  expect((await reservePoints(database.db, request({ expectedCost: 50, store: "other.myshopify.com" }))).points).toBe(
    50,
  );
});

test("after a 429 nobody calls the store until the time is over, whoever was told", async () => {
  await aBucket({ level: 2000 });
  await blockBucket(database.db, STORE, 2000);
  await blockBucket(database.db, STORE, 10);

  const outcome = await reservePoints(database.db, request({ expectedCost: 1 }));

  expect(outcome.granted).toBe(false);
  expect(outcome.blockedForMs).toBeGreaterThan(1800);
  expect(outcome.blockedForMs).toBeLessThanOrEqual(2000);
});

test("CL-11 a store without points does not delay another one", async () => {
  await aBucket({ level: 0 });

  expect((await reservePoints(database.db, request())).granted).toBe(false);
  expect((await reservePoints(database.db, request({ store: "other.myshopify.com" }))).granted).toBe(true);
});

test("many processes at once never take more than there is", async () => {
  await aBucket({ level: 1000, restoreRate: 0.001 });
  // All connections of the pool are open before the race begins.
  await Promise.all(Array.from({ length: 10 }, () => sql`select pg_sleep(0.1)`.execute(database.db)));

  const outcomes = await Promise.all(Array.from({ length: 200 }, () => reservePoints(database.db, request())));

  expect(outcomes.filter((outcome) => outcome.granted)).toHaveLength(10);
  expect(await levelNow()).toBeGreaterThanOrEqual(0);
  expect(await levelNow()).toBeLessThan(1);
});

test("forty first calls to an unknown store make one bucket", async () => {
  const outcomes = await Promise.all(Array.from({ length: 40 }, () => reservePoints(database.db, request())));

  expect(outcomes.filter((outcome) => outcome.granted).length).toBeGreaterThanOrEqual(20);
  expect(await levelNow()).toBeGreaterThanOrEqual(0);
});

test("a pause longer than a call may wait is handed to the caller, a short one is announced and taken", async () => {
  const waits: number[] = [];
  const settings = { longestPauseMs: 50, allPausesMs: 60, serverErrorMs: 1, tooManyRequestsMs: 1, answerTimeoutMs: 1 };
  const pauses = new Pauses(settings, { onWait: (ms) => waits.push(ms) });
  const tooLong = (ms: number): OperationalError =>
    new OperationalError("shopify-throttled", "later", { retryable: true, retryAfterMs: ms });

  await pauses.take(40, tooLong);

  await expect(pauses.take(51, tooLong)).rejects.toMatchObject({ retryAfterMs: 51 });
  await expect(pauses.take(30, tooLong)).rejects.toMatchObject({ retryAfterMs: 30 });
  expect(waits).toEqual([40]);
});

test("cancelling ends a pause at once", async () => {
  const controller = new AbortController();
  const pauses = new Pauses(
    { longestPauseMs: 5000, allPausesMs: 5000, serverErrorMs: 1, tooManyRequestsMs: 1, answerTimeoutMs: 1 },
    { signal: controller.signal, onWait: () => controller.abort(new Error("cancelled by a person")) },
  );

  await expect(pauses.take(4000, () => new OperationalError("x", "x", { retryable: true }))).rejects.toThrow(
    "cancelled by a person",
  );
});
