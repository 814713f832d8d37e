/**
 * One Ctrl-C arrives several times: from the terminal, which tells its whole process group, and from npm, which passes it on.
 * What comes within this time is the same one.
 */
const SAME_SIGNAL_MS = 1000;

/** Resolves at the first Ctrl-C or SIGTERM. From then on each further one calls `onAgain`: somebody does not want to wait. */
export function untilToldToStop(onAgain: () => void): Promise<void> {
  return new Promise((resolve) => {
    let toldAt: number | undefined;
    const told = (): void => {
      if (toldAt === undefined) {
        toldAt = Date.now();
        resolve();
      } else if (Date.now() - toldAt > SAME_SIGNAL_MS) {
        onAgain();
      }
    };
    process.on("SIGINT", told);
    process.on("SIGTERM", told);
  });
}
