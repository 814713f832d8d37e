import { DateTime } from "luxon";
import type { Schedule, ScheduleRun } from "#temporal/schedule-view";
import { findReport } from "#workflows/catalogue";

/** Schedules as a table for people, one a line. */
export function scheduleTable(schedules: readonly Schedule[]): string {
  if (schedules.length === 0) return "There are no schedules.";
  const rows = schedules.map((schedule) => [
    schedule.id,
    statusText(schedule),
    momentText(schedule, schedule.nextRuns[0]),
    schedule.lastRuns[0] === undefined
      ? "-"
      : `${momentText(schedule, schedule.lastRuns[0].scheduledAt)} ${resultText(schedule.lastRuns[0])}`,
    `${captionOf(schedule)}, ${schedule.recurrence ?? "?"}`,
  ]);
  return aligned([["NAME", "STATUS", "NEXT RUN", "LAST RUN", "WHAT AND WHEN"], ...rows]);
}

/** All about one schedule. Times are those of its own zone. */
export function scheduleCard(schedule: Schedule): string {
  const { id, definition, reason, nextRuns, lastRuns, drift, runsSkipped, runsMissed, temporalUrl } = schedule;
  const rows: readonly (readonly [string, string])[] = [
    ["Status", reason === null ? statusText(schedule) : `${statusText(schedule)}: ${reason}`],
    ["Runs", `${captionOf(schedule)}, ${schedule.recurrence ?? "at times that were changed in Temporal"}`],
    ...(definition === null || Object.keys(definition.parameters).length === 0
      ? []
      : ([["Parameters", JSON.stringify(definition.parameters)]] as const)),
    ...list(
      "Next runs",
      nextRuns.map((at) => momentText(schedule, at)),
    ),
    ...list(
      "Last runs",
      lastRuns.map((run) => `${momentText(schedule, run.scheduledAt)}  ${resultText(run)}`),
    ),
    ["Left out", `${String(runsSkipped)} while one was under way, ${String(runsMissed)} in outages`],
    ["Changed", drift.length === 0 ? "nothing in Temporal itself" : `in Temporal itself: ${drift.join(", ")}`],
    ...(temporalUrl === null ? [] : ([["Temporal", temporalUrl]] as const)),
  ];
  const title = definition === null || definition.description === "" ? id : `${id}: ${definition.description}`;
  return `${title}\n${aligned(rows.map(([name, text]) => [`  ${name}`, text]))}`;
}

/** The first with its caption, the others below it. */
const list = (caption: string, texts: readonly string[]): readonly (readonly [string, string])[] =>
  (texts.length === 0 ? ["none"] : texts).map((text, index) => [index === 0 ? caption : "", text]);

const statusText = ({ status, isRunning, drift, overdueSince }: Schedule): string =>
  [
    status === "onHold" ? "on hold" : status,
    ...(isRunning === true ? ["running"] : []),
    ...(overdueSince === null ? [] : ["overdue"]),
    ...(drift.length > 0 ? ["changed"] : []),
  ].join(", ");

function captionOf({ definition }: Schedule): string {
  if (definition === null) return "?";
  const caption = findReport(definition.report)?.caption ?? definition.report;
  return definition.shopCode === null ? caption : `${caption} for ${definition.shopCode}`;
}

function momentText({ definition }: Schedule, at: Date | undefined): string {
  if (at === undefined) return "-";
  return DateTime.fromJSDate(at, { zone: definition?.timeZone ?? "UTC" }).toFormat("yyyy-MM-dd HH:mm");
}

function resultText({ entry }: ScheduleRun): string {
  if (entry === null) return "not known any more";
  if (entry.error) return `error: ${entry.error.message}`;
  if (entry.result === null) return entry.status;
  const { outcome, reason, counts } = entry.result;
  const told = Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [`${String(count)} ${name}`] : []));
  return [outcome, ...(reason === undefined ? [] : [reason]), ...(told.length === 0 ? [] : [told.join(", ")])].join(
    ": ",
  );
}

/** Cells in columns; the last one is as long as it is. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
