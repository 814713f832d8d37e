import { parseArgs, type ParseArgsConfig } from "node:util";
import { OperatorError } from "../lib/operator-error.ts";

/** The options of a command line that may have positionals. Throws an `OperatorError` that ends with the usage. */
export function parseOptions<Options extends NonNullable<ParseArgsConfig["options"]>>(
  usage: string,
  args: readonly string[],
  options: Options,
): ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: true; options: Options }>> {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new OperatorError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

/** Throws an `OperatorError` that says which numbers are allowed. */
export function wholeNumber(
  usage: string,
  name: string,
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const value = Number(text);
  if (text !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new OperatorError(`--${name}: ${text} is not a whole number from ${least} to ${most}\n\n${usage}`);
}
