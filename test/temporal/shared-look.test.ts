import { expect, test } from "@jest/globals";
import { sharedFor } from "#temporal/shared-look";

/** Looks that end when they are told to. */
function aLook() {
  const begun: { readonly end: (found: string) => void; readonly fail: (error: Error) => void }[] = [];
  const look = () =>
    new Promise<string>((resolve, reject) => {
      begun.push({ end: resolve, fail: reject });
    });
  return { begun, look };
}

test("who asks while a look is under way, and for some time after it, gets what it found", async () => {
  const { begun, look } = aLook();
  const shared = sharedFor(60_000, look);
  const both = [shared(), shared()];
  begun[0]?.end("found");

  expect(await Promise.all(both)).toEqual(["found", "found"]);
  expect(await shared()).toBe("found");
  expect(begun).toHaveLength(1);
});

test("a look that failed is not shared with who asks later", async () => {
  const { begun, look } = aLook();
  const shared = sharedFor(60_000, look);
  const failing = Promise.allSettled([shared()]);
  begun[0]?.fail(new Error("away"));
  expect(await failing).toMatchObject([{ status: "rejected" }]);

  const next = shared();
  begun[1]?.end("found");
  expect(await next).toBe("found");
});

test("nobody joins a look that does not come to an end, and its late answer takes no other's place", async () => {
  const { begun, look } = aLook();
  const shared = sharedFor(60_000, look, 0);
  const hanging = shared();

  const next = shared();
  begun[1]?.end("found");
  expect(await next).toBe("found");

  const third = shared();
  expect(begun).toHaveLength(2);
  expect(await third).toBe("found");
  begun[0]?.end("late");
  expect(await hanging).toBe("late");
  expect(await shared()).toBe("found");
});
