import { expect, test } from "@jest/globals";
import { supervise, type Part, type RunningPart } from "#scripts/lib/supervisor";

/** A part whose life the test decides. */
function aPart(name: string, stopped: string[]): Part & { readonly starts: number; die(): void } {
  let starts = 0;
  let die: () => void = () => undefined;
  return {
    name,
    get starts() {
      return starts;
    },
    die: () => {
      die();
    },
    start: (): Promise<RunningPart> => {
      starts += 1;
      const ended = new Promise<void>((resolve) => {
        die = resolve;
      });
      return Promise.resolve({
        pid: starts,
        ended,
        lastOutput: () => "last words",
        stop: () => {
          stopped.push(name);
          die();
          return Promise.resolve();
        },
      });
    },
  };
}

async function until(condition: () => boolean): Promise<void> {
  for (const limit = Date.now() + 5000; !condition() && Date.now() < limit;) {
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

test("a part that dies is started again, and its last words are told", async () => {
  const said: string[] = [];
  const supervisor = supervise((line) => said.push(line));
  const part = aPart("worker", []);
  await supervisor.keep(part);

  part.die();
  await until(() => said.length === 2);

  expect(part.starts).toBe(2);
  expect(said).toEqual([
    "worker ended and is started again. It said last:\nlast words",
    "worker runs again (process 2)",
  ]);
  await supervisor.stop();
});

test("everything ends in reverse order and stays ended", async () => {
  const stopped: string[] = [];
  const supervisor = supervise(() => undefined);
  const parts = ["PostgreSQL", "worker", "API"].map((name) => aPart(name, stopped));
  for (const part of parts) await supervisor.keep(part);

  await supervisor.stop();
  await new Promise((resolve) => {
    setTimeout(resolve, 600);
  });

  expect(stopped).toEqual(["API", "worker", "PostgreSQL"]);
  expect(parts.map((part) => part.starts)).toEqual([1, 1, 1]);
});

/** A part that is starting until the test says it is ready. */
function aSlowPart(name: string, stopped: string[]): Part & { becomeReady(): void; fail(reason: Error): void } {
  let becomeReady: () => void = () => undefined;
  let fail: (reason: Error) => void = () => undefined;
  const isReady = new Promise<void>((resolve, reject) => {
    becomeReady = resolve;
    fail = reject;
  });
  const part = aPart(name, stopped);
  return { name, start: () => isReady.then(() => part.start()), becomeReady, fail };
}

test("a part that was still starting when everything ended is ended too, and its start is refused", async () => {
  const stopped: string[] = [];
  const supervisor = supervise(() => undefined);
  await supervisor.keep(aPart("PostgreSQL", stopped));
  const slow = aSlowPart("worker", stopped);
  const starting = supervisor.keep(slow).catch((error: unknown) => error);

  let hasStopped = false;
  const stopping = supervisor.stop().then(() => {
    hasStopped = true;
  });
  await new Promise((resolve) => {
    setTimeout(resolve, 50);
  });
  expect(hasStopped).toBe(false);
  slow.becomeReady();
  await stopping;

  expect(stopped).toEqual(["worker", "PostgreSQL"]);
  expect(await starting).toMatchObject({ message: "worker is not started: everything is being stopped" });
});

test("a part whose start fails meanwhile does not keep the others from ending", async () => {
  const stopped: string[] = [];
  const supervisor = supervise(() => undefined);
  await supervisor.keep(aPart("PostgreSQL", stopped));
  const slow = aSlowPart("worker", stopped);
  const starting = supervisor.keep(slow).catch((error: unknown) => error);

  const stopping = supervisor.stop();
  slow.fail(new Error("no heap"));
  await stopping;

  expect(stopped).toEqual(["PostgreSQL"]);
  expect(await starting).toMatchObject({ message: "no heap" });
});

test("nothing is started once everything is being stopped", async () => {
  const supervisor = supervise(() => undefined);
  await supervisor.stop();
  const part = aPart("API", []);

  await expect(supervisor.keep(part)).rejects.toThrow("API is not started");
  expect(part.starts).toBe(0);
});

test("a part that is coming back when everything ends is ended before that is said to be done", async () => {
  const stopped: string[] = [];
  const supervisor = supervise(() => undefined);
  let hasDied = false;
  const first = aPart("worker", stopped);
  const second = aSlowPart("worker", stopped);
  await supervisor.keep({
    name: "worker",
    start: () => {
      if (!hasDied) return first.start();
      return second.start();
    },
  });
  hasDied = true;
  first.die();
  await new Promise((resolve) => {
    setTimeout(resolve, 700);
  });

  const stopping = supervisor.stop();
  second.becomeReady();
  await stopping;

  expect(stopped).toEqual(["worker"]);
});
