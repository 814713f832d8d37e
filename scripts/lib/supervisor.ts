import { setTimeout as sleep } from "node:timers/promises";

/** A running part: when it ends by itself, the supervisor starts it again. */
export interface RunningPart {
  readonly pid: number;
  readonly ended: Promise<unknown>;
  lastOutput(): string;
  stop(): Promise<void>;
}

/** A part to keep running. `start` resolves when it is ready for work. */
export interface Part {
  readonly name: string;
  start(): Promise<RunningPart>;
}

export interface Supervisor {
  /**
   * Starts a part, waits until it is ready, and keeps it running from then on. Rejects when the first start fails, and when
   * everything is being stopped.
   */
  keep(part: Part): Promise<RunningPart>;
  /** Ends everything in reverse order, and waits for what is just starting to end that too. Parts that end from now on stay ended. */
  stop(): Promise<void>;
  /** Aborted by `stop`: for work between the starts that need not be finished. */
  readonly stopping: AbortSignal;
}

/** A part's place in the order of stopping; empty while the part is not ready. */
interface Slot {
  current: RunningPart | undefined;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;

/**
 * Keeps parts running. A part that was ready and died is back after half a second; the pause grows to five seconds only while
 * it dies before it is ready, so that one crash costs little and a broken part does not spin.
 */
export function supervise(say: (line: string) => void): Supervisor {
  const kept: Slot[] = [];
  const pending = new Set<Promise<RunningPart>>();
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;

  /** Puts the part in its slot once it is ready. When everything was stopped meanwhile nobody else knows it, so it is ended here. */
  async function startUnlessStopping(part: Part, slot: Slot): Promise<RunningPart> {
    const refusal = `${part.name} is not started: everything is being stopped`;
    if (isStopping()) throw new Error(refusal);
    const running = await part.start();
    if (isStopping()) {
      await running.stop();
      throw new Error(refusal);
    }
    slot.current = running;
    return running;
  }

  async function start(part: Part, slot: Slot): Promise<RunningPart> {
    const starting = startUnlessStopping(part, slot);
    pending.add(starting);
    try {
      return await starting;
    } finally {
      pending.delete(starting);
    }
  }

  async function revive(part: Part, slot: Slot): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      await sleep(pauseMs);
      try {
        const running = await start(part, slot);
        say(`${part.name} runs again (process ${String(running.pid)})`);
        return;
      } catch (error) {
        if (isStopping()) return;
        say(`${part.name} did not start again: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  async function watch(part: Part, slot: Slot): Promise<void> {
    while (slot.current !== undefined) {
      const { current } = slot;
      await current.ended;
      if (isStopping()) return;
      slot.current = undefined;
      const output = current.lastOutput().trim();
      say(`${part.name} ended and is started again.${output === "" ? "" : ` It said last:\n${output}`}`);
      await revive(part, slot);
    }
  }

  return {
    stopping: stopping.signal,
    async keep(part) {
      const slot: Slot = { current: undefined };
      kept.push(slot);
      const running = await start(part, slot);
      void watch(part, slot);
      return running;
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(pending);
      for (const slot of kept.toReversed()) await slot.current?.stop();
    },
  };
}
