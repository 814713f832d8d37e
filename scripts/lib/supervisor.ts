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
  /** Starts a part, waits until it is ready, and keeps it running from then on. Rejects when the first start fails. */
  keep(part: Part): Promise<RunningPart>;
  /** Ends everything in reverse order. Parts that end from now on stay ended. */
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;

/**
 * Keeps parts running. A part that was ready and died is back after half a second; the pause grows to five seconds only while
 * it dies before it is ready, so that one crash costs little and a broken part does not spin.
 */
export function supervise(say: (line: string) => void): Supervisor {
  const kept: { readonly name: string; current: RunningPart }[] = [];
  let isStopping = false;

  async function revive(part: Part): Promise<RunningPart | undefined> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      await sleep(pauseMs);
      if (isStopping) return undefined;
      try {
        const running = await part.start();
        say(`${part.name} runs again (process ${String(running.pid)})`);
        return running;
      } catch (error) {
        say(`${part.name} did not start again: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  async function watch(part: Part, slot: { current: RunningPart }): Promise<void> {
    for (;;) {
      const { current } = slot;
      await current.ended;
      if (isStopping) return;
      const output = current.lastOutput().trim();
      say(`${part.name} ended and is started again.${output === "" ? "" : ` It said last:\n${output}`}`);
      const running = await revive(part);
      if (running === undefined) return;
      slot.current = running;
      // Told to stop while this one was starting: nobody else knows it yet.
      if (isStopping as boolean) await running.stop();
    }
  }

  return {
    async keep(part) {
      const slot = { name: part.name, current: await part.start() };
      kept.push(slot);
      void watch(part, slot);
      return slot.current;
    },
    async stop() {
      isStopping = true;
      for (const slot of kept.toReversed()) await slot.current.stop();
    },
  };
}
