import { sql } from "kysely";
import type { Database } from "./connection.ts";

export interface ReservationRequest {
  readonly id: string;
  readonly store: string;
  readonly operation: string;
  /** Computed when the code was built; replaced by what Shopify last charged this store for the operation. */
  readonly expectedCost: number;
  readonly priority: string;
  /** Share of the capacity (0 … 1) this call must leave to more urgent ones. */
  readonly floorShare: number;
  /** Milliseconds after which an unsettled reservation counts as spent. */
  readonly expiresAfterMs: number;
}

/** How the bucket stood when the reservation was tried. */
export interface ReservationOutcome {
  readonly granted: boolean;
  readonly points: number;
  /** Points there were, after refilling and before taking any. */
  readonly level: number;
  /** Points there have to be. */
  readonly needed: number;
  readonly restoreRate: number;
  /** Milliseconds for which Shopify wants no call at all; 0 when it does not mind. */
  readonly blockedForMs: number;
}

/**
 * Takes points from the store's bucket, or answers how far it is from having them. One statement under the lock of the bucket's row, by the
 * clock of the database: any number of processes may call it at once. A reservation of the same id is not taken twice.
 */
export async function reservePoints(db: Database, request: ReservationRequest): Promise<ReservationOutcome> {
  const outcome = await tryReservation(db, request);
  if (outcome !== undefined) return outcome;
  // First call to this store ever: whoever comes first makes the row.
  await db
    .insertInto("shopifyBucket")
    .values({ store: request.store })
    .onConflict((conflict) => conflict.column("store").doNothing())
    .execute();
  const second = await tryReservation(db, request);
  if (second === undefined) throw new Error(`The quota row of store ${request.store} disappeared while it was read`);
  return second;
}

async function tryReservation(db: Database, request: ReservationRequest): Promise<ReservationOutcome | undefined> {
  const { rows } = await sql<ReservationOutcome>`
    with bucket as materialized (
      select store, capacity, restore_rate, clock_timestamp() as at,
             least(capacity, level + restore_rate * greatest(0, extract(epoch from clock_timestamp() - level_at)::float8)) as level,
             greatest(0, coalesce(extract(epoch from blocked_until - clock_timestamp())::float8, 0) * 1000) as blocked_for_ms
        from shopify_bucket where store = ${request.store} for update
    ), wish as materialized (
      select bucket.*, cost.points, least(capacity, cost.points + capacity * ${request.floorShare}::float8) as needed
        from bucket, lateral (
          select least(capacity, coalesce(
            (select requested from shopify_operation_cost where store = ${request.store} and operation = ${request.operation}),
            ${request.expectedCost}::float8)) as points
        ) cost
    ), taken as (
      update shopify_bucket b
         set level = wish.level - wish.points, level_at = wish.at, last_reservation = ${request.id}::uuid
        from wish
       where b.store = wish.store and wish.level >= wish.needed and wish.blocked_for_ms = 0
      returning b.store, wish.points
    ), expired as (
      delete from shopify_reservation where store = ${request.store} and expires_at < clock_timestamp()
    ), noted as (
      insert into shopify_reservation (id, store, points, priority, expires_at)
      select ${request.id}::uuid, store, points, ${request.priority},
             clock_timestamp() + ${request.expiresAfterMs}::float8 * interval '1 millisecond'
        from taken
    )
    select exists (select from taken) as granted, points, level, needed, restore_rate, blocked_for_ms from wish`.execute(
    db,
  );
  return rows[0];
}

/** What an answer of Shopify says about the bucket (`extensions.cost.throttleStatus`). */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

export interface Settlement {
  readonly id: string;
  readonly store: string;
  readonly operation: string;
  /** Points that are really gone; what was reserved beyond them comes back. */
  readonly spent: number | "all";
  readonly status: ThrottleStatus | null;
  /** What Shopify charged in advance: the next reservation of this operation takes it. */
  readonly requested: number | null;
  /** API version that was asked for. */
  readonly askedVersion: string;
  /** API version of the answer; null when it does not say. */
  readonly servedVersion: string | null;
  /** Shopify refused the call for want of points: counted, because pacing is there to prevent it. */
  readonly throttled: boolean;
}

/**
 * Gives back what was not used and follows Shopify's figures: a lower level always wins, because somebody else may use the same token; a higher
 * one only when nothing else is open and no later call was made. A reservation that had expired gives nothing back. Safe to repeat.
 */
export async function settlePoints(db: Database, settlement: Settlement): Promise<void> {
  const { status } = settlement;
  await sql`
    with bucket as materialized (
      select store, capacity, restore_rate, last_reservation, clock_timestamp() as at,
             level + restore_rate * greatest(0, extract(epoch from clock_timestamp() - level_at)::float8) as level
        from shopify_bucket where store = ${settlement.store} for update
    ), closed as (
      delete from shopify_reservation where id = ${settlement.id}::uuid and exists (select from bucket)
      returning points, expires_at
    ), own as materialized (
      select bucket.*,
             level + coalesce((select greatest(0, points - coalesce(${settlement.spent === "all" ? null : settlement.spent}::float8, points))
                                 from closed where expires_at >= at), 0) as refunded,
             exists (select from shopify_reservation r
                      where r.store = bucket.store and r.id <> ${settlement.id}::uuid and r.expires_at >= at) as others_open,
             coalesce(${status?.maximumAvailable ?? null}::float8, capacity) as new_capacity,
             coalesce(${status?.restoreRate ?? null}::float8, restore_rate) as new_rate,
             ${status?.currentlyAvailable ?? null}::float8 as available
        from bucket
    ), cost as (
      insert into shopify_operation_cost as known (store, operation, requested)
      select store, ${settlement.operation}, ${settlement.requested}::float8 from own where ${settlement.requested}::float8 is not null
      on conflict (store, operation) do update set requested = excluded.requested, seen_at = now()
        where known.requested <> excluded.requested
    )
    update shopify_bucket b
       set capacity = own.new_capacity, restore_rate = own.new_rate, level_at = own.at,
           level = least(own.new_capacity, case
             when available is null then refunded
             when available < refunded then available
             when not others_open and own.last_reservation = ${settlement.id}::uuid then available
             else refunded end),
           served_version = coalesce(${settlement.servedVersion}, served_version),
           asked_version = case when ${settlement.servedVersion}::text is null then asked_version else ${settlement.askedVersion} end,
           throttled_count = throttled_count + ${settlement.throttled ? 1 : 0}
      from own where b.store = own.store`.execute(db);
}

/** Keeps every worker away from the store until `ms` from now, or longer if that was decided already. */
export async function blockBucket(db: Database, store: string, ms: number): Promise<void> {
  await sql`
    update shopify_bucket
       set blocked_until = greatest(blocked_until, clock_timestamp() + ${ms}::float8 * interval '1 millisecond')
     where store = ${store}`.execute(db);
}

export interface BucketState {
  readonly capacity: number;
  readonly restoreRate: number;
  /** Points available now. */
  readonly level: number;
  readonly blockedUntil: Date | null;
  readonly throttledCount: number;
}

/** The quota of a store as it stands now; undefined before the first call. */
export async function findBucket(db: Database, store: string): Promise<BucketState | undefined> {
  const { rows } = await sql<BucketState>`
    select capacity, restore_rate, throttled_count::float8 as throttled_count,
           least(capacity, level + restore_rate * greatest(0, extract(epoch from clock_timestamp() - level_at)::float8)) as level,
           case when blocked_until > clock_timestamp() then blocked_until end as blocked_until
      from shopify_bucket where store = ${store}`.execute(db);
  return rows[0];
}
