import { ApplicationFailure } from "@temporalio/common";
import { CancellationScope, isCancellation, patched, proxyActivities, workflowInfo } from "@temporalio/workflow";
import type { EnableActivities } from "#activities/shops/enable-activities";
import type { ShopActionInput, ShopActivities } from "#activities/shops/shop-activities";
import { diagnose } from "../failures.ts";
import { attendedCall, undoing } from "../policies.ts";

const steps = proxyActivities<ShopActivities & EnableActivities>(attendedCall);
const { undoEnabling } = proxyActivities<EnableActivities>(undoing);

/** Nobody waits longer, and what is done late would surprise. */
const ENABLING_MS = 120_000;

export interface EnableShopInput extends ShopActionInput {
  /** For how long it is tried, from when it was asked for. */
  readonly withinMs?: number;
}

/**
 * Enables a shop step by step, or undoes the steps it has done, leaves the shop disabled and says why; started as
 * `action/{store}/connection`. It minds the time itself: a time-out from outside would leave the shop half enabled.
 */
export async function enableShop(input: EnableShopInput): Promise<void> {
  // Those that began before that are at most two minutes old when the code is replaced.
  if (!patched("enable-step-by-step")) return steps.enableShop(input);
  const { shopCode, withinMs = ENABLING_MS } = input;
  const leftMs = workflowInfo().startTime.getTime() + withinMs - Date.now();
  if (leftMs <= 0) throw tooLate(shopCode);
  let hasEntered = false;
  try {
    await CancellationScope.withTimeout(leftMs, async () => {
      hasEntered = (await steps.enterStore(input)) === "entered";
      if (!hasEntered) return;
      await steps.subscribeToStore(input);
      await steps.refreshShopSettings(input);
      await steps.syncShipToCountriesOfShop(input);
      await steps.markEnabled(input);
    });
  } catch (error) {
    const isCancelled = CancellationScope.current().consideredCancelled;
    const reason = isCancellation(error) ? (isCancelled ? cancelled(shopCode) : tooLate(shopCode)) : error;
    if (hasEntered)
      await CancellationScope.nonCancellable(() => undoEnabling({ shopCode, problem: problemOf(reason) }));
    throw isCancelled ? error : reason;
  }
  // Also when an earlier try got no further than this.
  await steps.followEnabledShop(input);
}

function problemOf(reason: unknown) {
  const { type: code, message, params = {} } = diagnose(reason);
  return { code, message, params };
}

const tooLate = (shop: string): ApplicationFailure =>
  ApplicationFailure.create({
    type: "enabling-timed-out",
    message: `Shop ${shop} could not be enabled in time and is left disabled: look whether a worker runs and the store answers, then enable it again`,
    nonRetryable: true,
    details: [{ isTemporary: false, params: { shop } }],
  });

const cancelled = (shop: string): ApplicationFailure =>
  ApplicationFailure.create({
    type: "enabling-cancelled",
    message: `Enabling shop ${shop} was cancelled, and it is left disabled: enable it again if that is still wanted`,
    nonRetryable: true,
    details: [{ isTemporary: false, params: { shop } }],
  });
