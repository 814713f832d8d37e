/** One shop of the sandbox: settings, clock, tokens, quota, faults, log, and the data part behind it. */
import { createBucket, BUCKET_OF_PLAN, type Bucket } from "../bucket.ts";
import { createClock, type ControlledClock } from "../clock.ts";
import type { Plan, ShopPart, ShopSettings, ShopState } from "../contract.ts";
import type { SandboxData } from "../data-part.ts";
import { createFaultDesk, type FaultDesk } from "../faults/desk.ts";
import { createIdempotencyStore, type IdempotencyStore } from "../idempotency.ts";
import { hasUserErrors } from "../payload.ts";
import { seedOf } from "../random.ts";
import { API_VERSION } from "../schema.ts";
import { allScopes } from "./all-scopes.ts";
import { latencySampler } from "./latency.ts";
import { createRequestLog, type RequestLog } from "./request-log.ts";
import { DEFAULT_SETTINGS, type ShopChange } from "./settings.ts";
import { createTokenStore, type Token, type TokenStore } from "./tokens.ts";

export interface Shop<D extends ShopPart> extends ShopState {
  readonly clock: ControlledClock;
  readonly data: D;
  readonly tokens: TokenStore;
  readonly faults: FaultDesk;
  readonly log: RequestLog;
  readonly idempotency: IdempotencyStore;
  bucketOf(token: Token): Bucket;
  /** Real milliseconds the next call takes. */
  nextLatencyMs(): number;
  change(change: ShopChange): void;
  changePlan(plan: Plan): void;
  /** Empties the shop: data, faults, log, quota, clock. Settings and tokens stay. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export interface AppCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export function createShop<D extends ShopPart>(host: string, app: AppCredentials, sandbox: SandboxData<D>): Shop<D> {
  const clock = createClock();
  const faults = createFaultDesk();
  const log = createRequestLog();
  const newIdempotency = () => createIdempotencyStore(clock, hasUserErrors);
  const buckets = new Map<string, Bucket>();
  let settings: ShopSettings = DEFAULT_SETTINGS;
  let grantedScopes: readonly string[] = allScopes();
  let nextLatencyMs = latencySampler(settings.latency);
  let idempotency = newIdempotency();

  const state: ShopState = {
    host,
    seed: seedOf(host),
    get settings() {
      return settings;
    },
    clock,
    clientSecret: app.clientSecret,
    apiVersion: API_VERSION,
    get grantedScopes() {
      return grantedScopes;
    },
    takeWebhookEffect({ topic, resourceId, payload }) {
      const meeting = faults.meet({ operation: null, kind: "webhook", topic, variables: payload });
      const [effect] = meeting.take("webhook");
      if (effect !== undefined) {
        log.add({
          at: new Date(clock.now()).toISOString(),
          requestId: resourceId ?? "",
          method: "POST",
          path: topic,
          operation: null,
          kind: "webhook",
          variables: null,
          status: null,
          outcome: "ok",
          errorCodes: [],
          requestedCost: null,
          actualCost: null,
          faults: meeting.struck.map(({ rule }) => ({ rule, kind: effect.kind })),
          notes: [],
          durationMs: 0,
        });
      }
      return effect;
    },
  };
  let data = sandbox.createShopData(state);

  const apply = (next: Partial<ShopSettings>) => {
    settings = { ...settings, ...next };
    if (next.plan !== undefined) for (const bucket of buckets.values()) bucket.resize(BUCKET_OF_PLAN[next.plan]);
    if (next.latency !== undefined) nextLatencyMs = latencySampler(next.latency);
    data.settingsChanged();
  };

  const shop: Omit<Shop<D>, keyof ShopState> = {
    get data() {
      return data;
    },
    tokens: createTokenStore(clock, host),
    faults,
    log,
    get idempotency() {
      return idempotency;
    },
    bucketOf({ app: user }) {
      const known = buckets.get(user);
      if (known !== undefined) return known;
      const bucket = createBucket(BUCKET_OF_PLAN[settings.plan]);
      buckets.set(user, bucket);
      return bucket;
    },
    nextLatencyMs: () => nextLatencyMs(),
    change(change) {
      apply(change.settings);
      if (change.scopes !== undefined) grantedScopes = change.scopes;
      for (const { token, scopes } of change.tokens) shop.tokens.addStatic(token, scopes ?? grantedScopes);
    },
    changePlan: (plan) => apply({ plan }),
    async reset() {
      await data.close();
      faults.clear();
      log.clear();
      buckets.clear();
      clock.freeze(false);
      clock.set(Date.now());
      idempotency = newIdempotency();
      data = sandbox.createShopData(state);
    },
    close: async () => data.close(),
  };
  shop.tokens.knowApp(app.clientId, grantedScopes);
  return Object.defineProperties(shop, Object.getOwnPropertyDescriptors(state)) as Shop<D>;
}
