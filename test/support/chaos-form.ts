/** `npm run test:chaos` asks for the long form of each test; the short one is part of every test run. */
export const isLongForm = process.env["CHAOS_SEEDS"] !== undefined;

/** Tells the figures of a long run, which nobody watches. */
export function tell(facts: object): void {
  if (isLongForm) process.stdout.write(`${JSON.stringify(facts)}\n`);
}
