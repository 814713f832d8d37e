import { cancelled, heartbeat } from "@temporalio/activity";

/** A place where an activity waits for the scene to go on. */
export interface Stop {
  /** Resolves when an activity waits here. */
  readonly reached: Promise<void>;
  go(): void;
}

/** Gives activities their cues: where they wait, and when they fail. */
export interface Cues {
  /** The next call that matches waits before it begins. It can be cancelled there. */
  stop(activity: string, matches: (input: never) => boolean): Stop;
  /** The next call that matches fails instead of beginning. */
  fail(activity: string, matches: (input: never) => boolean, failure: Error): void;
  /** The next call of it answers this instead of beginning. */
  answer(activity: string, value: unknown): void;
  /** The same activities, listening to their cues. */
  direct<A extends object>(activities: A): A;
}

interface Cue {
  readonly activity: string;
  readonly matches: (input: never) => boolean;
  /** What it answers stands for the activity's own answer. */
  readonly act: () => Promise<{ readonly answer: unknown } | undefined>;
}

/** Below every time-out, so that an activity that waits hears at once that it is cancelled. */
const HEARTBEAT_MS = 200;

export function createCues(): Cues {
  const cues = new Set<Cue>();
  const take = (activity: string, input: unknown): Cue | undefined => {
    const cue = [...cues].find((one) => one.activity === activity && one.matches(input as never));
    if (cue !== undefined) cues.delete(cue);
    return cue;
  };
  return {
    stop(activity, matches) {
      const [reached, reach] = aSignal();
      const [opened, open] = aSignal();
      const act = async (): Promise<undefined> => {
        reach();
        const beat = setInterval(() => heartbeat(), HEARTBEAT_MS);
        try {
          await Promise.race([opened, cancelled()]);
        } finally {
          clearInterval(beat);
        }
      };
      cues.add({ activity, matches, act });
      return { reached, go: open };
    },
    fail(activity, matches, failure) {
      cues.add({ activity, matches, act: () => Promise.reject(failure) });
    },
    answer(activity, value) {
      cues.add({ activity, matches: () => true, act: () => Promise.resolve({ answer: value }) });
    },
    direct: (activities) =>
      Object.fromEntries(
        Object.entries(activities).map(([name, run]) => [
          name,
          async (input: unknown): Promise<unknown> => {
            const instead = await take(name, input)?.act();
            return instead === undefined ? (run as (input: unknown) => Promise<unknown>)(input) : instead.answer;
          },
        ]),
      ) as typeof activities,
  };
}

function aSignal(): readonly [Promise<void>, () => void] {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return [given, give];
}
