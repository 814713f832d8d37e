import { expect, test } from "@jest/globals";
import type { Context } from "@temporalio/activity";
import { ApplicationFailure, ApplicationFailureCategory } from "@temporalio/common";
import { OperationalError, type FailureOptions } from "#domain/failure";
import { failureInterceptor } from "#worker/failure-interceptor";

const { inbound } = failureInterceptor({} as Context);
const inActivity = async (activity: () => Promise<unknown>): Promise<unknown> =>
  await inbound?.execute?.({ args: [], headers: {} }, activity);

/** What Temporal gets to see of an error that an activity throws. */
async function seen(error: Error): Promise<unknown> {
  try {
    return await inActivity(async () => {
      throw error;
    });
  } catch (thrown) {
    return thrown;
  }
}

const quota = (options: FailureOptions): OperationalError =>
  new OperationalError("quota-used-up", "The quota is used up: wait", options);

test("what needs a person is not tried again, and keeps its code, its words and its parameters", async () => {
  const error = quota({ retryable: false, params: { shop: "DEMO" } });

  const failure = await seen(error);

  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({
    type: "quota-used-up",
    message: "The quota is used up: wait",
    nonRetryable: true,
    details: [{ isTemporary: false, params: { shop: "DEMO" } }],
    category: undefined,
    cause: error,
  });
});

test("what passes by itself is tried again by the activity's own policy", async () => {
  expect(await seen(quota({ retryable: true }))).toMatchObject({
    nonRetryable: false,
    nextRetryDelay: undefined,
    details: [{ isTemporary: true }],
    category: undefined,
  });
});

test.each([
  [90_000, 90_000],
  [5_001, 5_001],
  [200, 5_000],
  [0, 5_000],
])("when it says to wait %d ms, %d ms are waited, and that is no alarm", async (retryAfterMs, waited) => {
  expect(await seen(quota({ retryable: true, retryAfterMs }))).toMatchObject({
    nonRetryable: false,
    nextRetryDelay: waited,
    category: ApplicationFailureCategory.BENIGN,
  });
});

test("an error nobody expected stays what it is", async () => {
  const error = new TypeError("x is not a function");

  expect(await seen(error)).toBe(error);
});

test("half a character in a message, here or in a cause, becomes the sign for what cannot be shown", async () => {
  const cause = new Error("Acme \uD83D", { cause: new Error("\uDE00") });
  const error = new OperationalError("erp-rejected", "cut \uD83D", { retryable: true, cause });

  const failure = (await seen(error)) as Error;

  expect(failure.message).toBe("cut \uFFFD");
  expect(cause.message).toBe("Acme \uFFFD");
  expect((cause.cause as Error).message).toBe("\uFFFD");
  expect(cause.stack).toContain("Acme \uFFFD");
});

test("errors that are each other's cause end", async () => {
  const one = new Error("one");
  one.cause = new Error("other", { cause: one });

  expect(await seen(one)).toBe(one);
});

test("what an activity answers passes", async () => {
  expect(await inActivity(async () => 7)).toBe(7);
});
