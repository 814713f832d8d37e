/** Milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A run that a schedule started. */
export interface DayRun extends Span {
  /** The slot it belongs to, or the moment it was asked for. */
  readonly slot: number;
  readonly entryId: string;
}

/** What happened to a schedule. */
export interface ScheduleStory {
  /** A slot every so many milliseconds of the epoch. */
  readonly everyMs: number;
  /** While its slots were to run. */
  readonly alive: Span;
  readonly runs: readonly DayRun[];
  /** When somebody held it, and when one of its runs had failed for good. */
  readonly stopped: readonly Span[];
  /** When somebody asked for a run: made it ready, or restarted it. */
  readonly askedAt: readonly number[];
}

/** What became of a slot. `unexplained` is a mistake. */
export type SlotFate = "ran" | "ranLate" | "stillRunning" | "stopped" | "unexplained";

/** A wish takes effect within it, and a start may be so late, unless all are later at that time. */
const SOON_MS = 2_000;
/** A server that is back starts what it missed within it. */
const BACK_MS = 10_000;

/** The slots of a definition, counted by ourselves. Those at its very ends may go either way, so they are left out. */
export function expectedSlots({ everyMs, alive }: Pick<ScheduleStory, "everyMs" | "alive">): readonly number[] {
  const first = Math.ceil((alive.from + SOON_MS) / everyMs) * everyMs;
  const count = Math.max(0, Math.floor((alive.to - SOON_MS - first) / everyMs) + 1);
  return Array.from({ length: count }, (_, index) => first + index * everyMs);
}

/** How late the schedules of a day started their runs around a slot: on a busy machine a slot is also left out that much later. */
export function latenessAround(slot: number, stories: Iterable<ScheduleStory>): number {
  const late = [...stories].flatMap(({ everyMs, runs }) =>
    runs
      .filter((run) => run.slot % everyMs === 0 && Math.abs(run.slot - slot) <= BACK_MS)
      .map((run) => run.from - run.slot),
  );
  return Math.max(0, ...late);
}

/**
 * Why a slot ran or did not: a schedule that is stopped has none, one whose run is still under way leaves it out, and after an outage the first of the
 * slots that were missed is made up for by one late run.
 */
export function fateOf(
  slot: number,
  story: ScheduleStory,
  { outages, latenessMs }: { readonly outages: readonly Span[]; readonly latenessMs: number },
): SlotFate {
  const own = story.runs.filter((run) => run.slot === slot);
  if (own.length > 1) return "unexplained";
  const [run] = own;
  if (run !== undefined) return run.from - slot > SOON_MS ? "ranLate" : "ran";
  if (story.stopped.some(({ from, to }) => from - SOON_MS <= slot && slot <= to + SOON_MS)) return "stopped";
  // While the server is away nothing is decided; then everything that was missed is, at once.
  const outage = outages.find(({ from, to }) => from - SOON_MS <= slot && slot <= to + SOON_MS);
  const decided = {
    from: slot - SOON_MS,
    to: outage === undefined ? slot + SOON_MS + latenessMs : outage.to + BACK_MS,
  };
  return story.runs.some(({ from, to }) => from <= decided.to && decided.from <= to) ? "stillRunning" : "unexplained";
}

/** Runs that no slot and no person asked for. */
export const strayRuns = ({ everyMs, runs, askedAt }: ScheduleStory): readonly DayRun[] =>
  runs.filter(
    ({ slot }) => slot % everyMs !== 0 && !askedAt.some((at) => at - SOON_MS <= slot && slot <= at + BACK_MS),
  );
