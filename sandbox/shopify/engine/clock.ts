/** Business time of a shop. It runs with real time unless frozen, and moves only forward unless it is set. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  readonly isFrozen: boolean;
  /** Called after each control step (set, advance, freeze), the place where waiting jobs end. Returns the way to unsubscribe. */
  onStep(listener: (now: number) => void): () => void;
}

export interface ControlledClock extends Clock {
  set(now: number): void;
  advance(ms: number): void;
  freeze(isFrozen: boolean): void;
  /** Tells the listeners; called once after the changes of one control call. */
  step(): void;
}

export function createClock(realNow: () => number = Date.now): ControlledClock {
  let offset = 0;
  let frozenAt: number | null = null;
  const listeners = new Set<(now: number) => void>();
  const now = () => frozenAt ?? realNow() + offset;
  const set = (time: number) => {
    offset = time - realNow();
    if (frozenAt !== null) frozenAt = time;
  };
  return {
    now,
    get isFrozen() {
      return frozenAt !== null;
    },
    onStep(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set,
    advance: (ms) => set(now() + ms),
    freeze(isFrozen) {
      if (isFrozen) frozenAt ??= now();
      else if (frozenAt !== null) {
        const time = frozenAt;
        frozenAt = null;
        set(time);
      }
    },
    step() {
      for (const listener of listeners) listener(now());
    },
  };
}
