import { expect, test } from "@jest/globals";
import { lookBack, type Watermark } from "#domain/jobs/look-back";

const at = (time: string): Date => new Date(`2026-03-01T${time}Z`);
const watermark = (changes: Partial<Watermark>): Watermark => ({
  closedUntil: at("12:00:50"),
  asOf: at("12:01:00"),
  thoroughUntil: at("12:00:10"),
  thoroughAt: at("12:00:20"),
  ...changes,
});

test("the first look begins at the beginning", () => {
  const never = { closedUntil: null, asOf: null, thoroughUntil: null, thoroughAt: null };
  expect(lookBack(never, at("12:00:00"))).toEqual({ since: null, isThorough: true });
});

test("most looks go over the last half minute", () => {
  expect(lookBack(watermark({}), at("12:01:19.999"))).toEqual({ since: at("12:00:20"), isThorough: false });
});

test("once a minute a look goes back ten minutes", () => {
  expect(lookBack(watermark({}), at("12:01:20"))).toEqual({ since: at("11:50:10"), isThorough: true });
});

test("however long nobody has looked thoroughly, what showed late since then is seen", () => {
  const quick = watermark({ closedUntil: at("15:00:00"), asOf: at("15:00:01") });
  expect(lookBack(quick, at("15:00:02"))).toEqual({ since: at("11:50:10"), isThorough: true });
});

test("a log from before there were thorough looks begins with one", () => {
  expect(lookBack(watermark({ thoroughUntil: null, thoroughAt: null }), at("12:01:00"))).toEqual({
    since: at("11:50:50"),
    isThorough: true,
  });
});
