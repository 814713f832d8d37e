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
