import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import { concurrently } from "#activities/concurrently";
import { inTurn } from "#activities/in-turn";

test("records of a key are worked on one after the other, those of other keys meanwhile", async () => {
  const steps: string[] = [];
  const work = inTurn<string, void>(
    ([key = ""]) => key,
    async (record) => {
      steps.push(`${record} begins`);
      await sleep(record === "a1" ? 20 : 1);
      steps.push(`${record} ends`);
    },
  );

  await concurrently(["a1", "a2", "b1"], 3, work);

  expect(steps.indexOf("a2 begins")).toBeGreaterThan(steps.indexOf("a1 ends"));
  expect(steps.indexOf("b1 begins")).toBeLessThan(steps.indexOf("a1 ends"));
});

test("after a failure nothing is begun that waited for its turn", async () => {
  const begun: number[] = [];
  const work = inTurn<number, void>(
    () => "same",
    async (record) => {
      begun.push(record);
      await sleep(1);
      throw new Error("The ERP is away");
    },
  );

  await expect(concurrently([1, 2, 3, 4, 5, 6], 4, work)).rejects.toThrow("The ERP is away");
  expect(begun).toEqual([1]);
});
