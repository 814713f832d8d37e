import { Document, isMap, isSeq } from "yaml";
import { givenSchedule } from "#api/contract/schedules";
import { canonical } from "#domain/canonical";
import { MINUTES_OF_A_DAY, weekdays } from "#domain/jobs/recurrence";
import type { ScheduleDefinition } from "#domain/jobs/schedule-definition";
import type { ScheduleKey } from "#temporal/schedule-options";
import { findReport } from "#workflows/catalogue";

export interface ExportedSchedule extends ScheduleKey {
  readonly definition: ScheduleDefinition;
}

/**
 * The schedules file that says what exists. For the schedules of the file a plan of it is empty. One of the API becomes an entry of the
 * same name (`api-` before it where that is taken): applied, the file makes a schedule of its own beside it, and the comment says to
 * delete the API's then. Whether something is on hold is in no file, and neither are comments nor reports that are not available yet.
 */
export function schedulesFileText(schedules: readonly ExportedSchedule[], schemaPath: string): string {
  const sorted = [
    ...schedules.filter(({ owner }) => owner === "file"),
    ...schedules.filter(({ owner }) => owner === "api"),
  ];
  const ofFile = new Set(sorted.filter(({ owner }) => owner === "file").map(({ name }) => name));
  const [timeZone, ...others] = new Set(sorted.map(({ definition }) => definition.timeZone));
  const shared = timeZone !== undefined && others.length === 0 ? { timeZone } : {};
  const document = new Document(
    {
      ...(Object.keys(shared).length === 0 ? {} : { defaults: shared }),
      schedules: sorted.map(({ owner, name, definition }) => ({
        name: owner === "api" && ofFile.has(name) ? `api-${name}` : name,
        ...membersOf(definition, shared),
      })),
    },
    // Other readers take 08:00 for a number.
    { compat: "yaml-1.1" },
  );
  document.commentBefore = ` yaml-language-server: $schema=${schemaPath}`;
  const entries = document.get("schedules");
  if (isSeq(entries))
    for (const [index, { owner, name }] of sorted.entries()) {
      const entry = entries.items[index];
      if (!isMap(entry)) continue;
      entry.flow = false;
      if (owner === "api")
        entry.commentBefore = ` Made by the API as api.${name}, which runs too until it is deleted:\n npm run schedules -- delete api.${name}`;
    }
  return document.toString({ lineWidth: 0 });
}

/** What has to be said of a schedule: all else is as it would be anyway. */
function membersOf(definition: ScheduleDefinition, shared: { readonly timeZone?: string }) {
  const implied: Readonly<Record<string, unknown>> = {
    ...givenSchedule.parse({ report: definition.report }),
    ...shared,
    report: undefined,
    category: findReport(definition.report)?.category,
    ...(definition.nextRunDateFormula === null ? { weekdays, minutesBetweenRuns: MINUTES_OF_A_DAY } : {}),
  };
  const { description, report, shopCode, parameters, ...rest } = definition;
  const inOrder = { description, report, shopCode, parameters, ...rest };
  return Object.fromEntries(
    Object.entries(inOrder).filter(([member, value]) => canonical(value) !== canonical(implied[member])),
  );
}
