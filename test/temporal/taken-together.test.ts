import { expect, test } from "@jest/globals";
import { takenTogether } from "#temporal/taken-together";

/** Work that goes on until it is told to end. */
function aWork() {
  const begun: { readonly items: readonly number[]; readonly end: (error?: Error) => void }[] = [];
  const take = takenTogether<number>(
    (items) =>
      new Promise<void>((resolve, reject) => {
        begun.push({ items: [...items], end: (error) => (error === undefined ? resolve() : reject(error)) });
      }),
  );
  const soon = () => new Promise((resolve) => setImmediate(resolve));
  return { begun, take, soon };
}

test("what comes while work is under way is taken together by the next", async () => {
  const { begun, take, soon } = aWork();
  const first = take(1);
  await soon();
  const others = [take(2), take(3)];
  await soon();
  expect(begun.map(({ items }) => items)).toEqual([[1]]);

  begun[0]?.end();
  await first;
  await soon();
  expect(begun.map(({ items }) => items)).toEqual([[1], [2, 3]]);

  const later = take(4);
  begun[1]?.end();
  await Promise.all(others);
  await soon();
  begun[2]?.end();
  await later;
  expect(begun.map(({ items }) => items)).toEqual([[1], [2, 3], [4]]);
});

test("work that fails fails those it had taken, and nobody else", async () => {
  const { begun, take, soon } = aWork();
  const failing = Promise.allSettled([take(1), take(2)]);
  await soon();
  const next = take(3);
  begun[0]?.end(new Error("away"));
  expect((await failing).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await soon();
  begun[1]?.end();

  await expect(next).resolves.toBeUndefined();
});
