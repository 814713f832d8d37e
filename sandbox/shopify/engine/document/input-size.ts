/** Lists of an input that are too long: refused before anything runs. */
import type { GraphQLFormattedError } from "graphql";

const LARGEST_LIST = 250;
/** `productSet` takes all variants of a product at once [D]. */
const LARGEST_LIST_OF: Readonly<Record<string, number>> = { "productSet.input.variants": 2_048 };

/** @param calls Root fields with their coerced arguments. */
export function inputSizeErrors(
  calls: readonly { readonly field: string; readonly args: Readonly<Record<string, unknown>> }[],
): readonly GraphQLFormattedError[] {
  return calls.flatMap(({ field, args }) =>
    Object.entries(args).flatMap(([name, value]) =>
      longLists(value, [field, name]).map(({ path, size, largest }) => ({
        message: `The input array size of ${String(size)} is greater than the maximum allowed of ${String(largest)}.`,
        path,
        extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
      })),
    ),
  );
}

interface LongList {
  readonly path: readonly string[];
  readonly size: number;
  readonly largest: number;
}

function longLists(value: unknown, path: readonly string[]): readonly LongList[] {
  if (Array.isArray(value)) {
    const largest = LARGEST_LIST_OF[path.join(".")] ?? LARGEST_LIST;
    if (value.length > largest) return [{ path, size: value.length, largest }];
    return value.flatMap((item) => longLists(item, path));
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => longLists(member, [...path, name]));
}
