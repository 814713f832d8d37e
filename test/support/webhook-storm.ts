import { randomOf } from "./random.ts";

/** How a forged delivery is forged. */
export const FORGERIES = ["otherSecret", "unsigned", "otherBody", "unknownStore"] as const;

export interface PlannedDelivery {
  /** Number of the order it tells of. */
  readonly order: number;
  /** Copies and many forgeries name the webhook of the order, others one that does not exist. */
  readonly webhookId: string;
  readonly forgery: (typeof FORGERIES)[number] | null;
}

export interface PlannedBurst {
  /** Numbers of the orders that are placed before it. */
  readonly orders: readonly number[];
  readonly deliveries: readonly PlannedDelivery[];
}

/** Shares of what a merchant's day brings, exaggerated. */
const LOST = 0.05;
const LATE = 0.15;
const DOUBLED = 0.4;
const TRIPLED = 0.15;
const FORGED = 0.3;

/**
 * Bursts of deliveries as Shopify and others may send them: of each order one, two or three copies, at once or bursts later, in any order; of some
 * orders none; forged ones in between. The same for the same seed.
 */
export function planStorm(
  seed: number,
  wanted: { readonly deliveries: number; readonly bursts: number },
): readonly PlannedBurst[] {
  const random = randomOf(seed);
  const below = (end: number): number => Math.floor(random() * end);
  const { bursts } = wanted;
  const orders = Array.from({ length: bursts }, (): number[] => []);
  const deliveries = Array.from({ length: bursts }, (): PlannedDelivery[] => []);
  let planned = 0;
  const deliver = (burst: number, delivery: PlannedDelivery): void => {
    planned += 1;
    deliveries[Math.min(burst, bursts - 1)]?.push(delivery);
  };
  for (let order = 0; planned < wanted.deliveries; order += 1) {
    const burst = order % bursts;
    orders[burst]?.push(order);
    const webhookId = `order-${order}`;
    const isLost = random() < LOST;
    const copies = isLost ? 0 : 1 + Number(random() < DOUBLED) + Number(random() < TRIPLED);
    for (let copy = 0; copy < copies; copy += 1) {
      const isLate = random() < LATE;
      deliver(isLate ? burst + 1 + below(bursts) : burst, { order, webhookId, forgery: null });
    }
    while (random() < FORGED) {
      const forgery = FORGERIES[below(FORGERIES.length)] ?? "unsigned";
      const isOfOrder = random() < 0.5;
      deliver(burst, { order, webhookId: isOfOrder ? webhookId : `forged-${planned}`, forgery });
    }
  }
  return orders.map((placed, burst) => ({ orders: placed, deliveries: shuffled(deliveries[burst] ?? [], below) }));
}

/** In an order of chance ("Fisher-Yates"). */
function shuffled<T>(list: readonly T[], below: (end: number) => number): readonly T[] {
  const rest = [...list];
  return list.flatMap(() => rest.splice(below(rest.length), 1));
}
