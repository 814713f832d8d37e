import { setTimeout as sleep } from "node:timers/promises";
import { startService } from "#scripts/lib/service-process";
import type { RunningPart } from "#scripts/lib/supervisor";

/** A process that died is back so long after its death, as the starter does it. */
const PAUSE_MS = 500;

/** Worker processes that are started again when they die. */
export interface Crew {
  /** Ends a worker by SIGKILL; another one, when it is not there at the moment. False when none is. */
  kill(worker: number): boolean;
  /** How many died so far. */
  readonly deaths: number;
  /** What workers that died had said. One that is killed has no time for that. */
  readonly lastWords: readonly string[];
  stop(): Promise<void>;
}

interface Post {
  current: RunningPart | undefined;
  /** Resolves when nobody is on this post any more. */
  watch: Promise<void>;
}

/** Starts worker processes and keeps their number. */
export async function aCrew(size: number, environment: Readonly<Record<string, string>>): Promise<Crew> {
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let deaths = 0;
  const lastWords: string[] = [];
  const start = (): Promise<RunningPart> =>
    startService({ name: "worker", main: "test/support/chaos-worker", environment });

  const keep = async (post: Post): Promise<void> => {
    while (post.current !== undefined) {
      const { current } = post;
      await current.ended;
      post.current = undefined;
      if (isStopping()) return;
      deaths += 1;
      const words = current.lastOutput();
      if (words !== "") lastWords.push(words);
      // One that is killed while it starts, or finds nobody to connect to, is started again as well.
      while (!isStopping() && post.current === undefined) {
        await sleep(PAUSE_MS);
        try {
          post.current = await start();
        } catch (error) {
          lastWords.push(String(error));
        }
      }
      // Whoever stops meanwhile does not know of it.
      if (isStopping() && post.current !== undefined) process.kill(post.current.pid, "SIGKILL");
    }
  };
  const posts = await Promise.all(
    Array.from({ length: size }, async (): Promise<Post> => {
      const post: Post = { current: await start(), watch: Promise.resolve() };
      post.watch = keep(post);
      return post;
    }),
  );
  return {
    kill(worker) {
      const order = [...posts.slice(worker % size), ...posts.slice(0, worker % size)];
      const victim = order.find(({ current }) => current !== undefined)?.current;
      if (victim === undefined) return false;
      process.kill(victim.pid, "SIGKILL");
      return true;
    },
    get deaths() {
      return deaths;
    },
    lastWords,
    async stop() {
      stopping.abort();
      for (const { current } of posts) if (current !== undefined) process.kill(current.pid, "SIGKILL");
      await Promise.all(posts.map(({ watch }) => watch));
    },
  };
}
