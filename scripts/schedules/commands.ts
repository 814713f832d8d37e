import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { scheduleView } from "#api/schedule-view";
import { auditedSchedule } from "#domain/jobs/audited-schedule";
import { idOf, type ScheduleKey } from "#temporal/schedule-options";
import { OperatorError } from "../lib/operator-error.ts";
import { projectPath } from "../lib/project.ts";
import type { ScheduleChange } from "./audit.ts";
import type { Connected } from "./connect.ts";
import { allSchedules } from "./list-schedules.ts";
import type { Request } from "./options.ts";
import { applyFile, scheduleFile, showPlan, type Output } from "./plan-and-apply.ts";
import { readSchedulesFile } from "./read-file.ts";
import { scheduleCard, scheduleTable } from "./schedule-text.ts";
import { schedulesFileText } from "./write-file.ts";

export interface CommandOutput extends Output {
  /** Files are named from here. */
  readonly folder: string;
}

/** Does what is asked for; answers the exit status. Throws an `OperatorError` or `OperationalError` for what somebody can put right. */
export async function runCommand(connected: Connected, request: Request, output: CommandOutput): Promise<number> {
  const { values, isJson } = request;
  const file = scheduleFile(values.file, output.folder);
  switch (request.command) {
    case "plan":
      return showPlan(connected, file, isJson, output);
    case "apply":
      return applyFile(connected, file, isJson, output);
    case "list": {
      const found = await allSchedules(connected, values);
      output.say(isJson ? json(found.map(scheduleView)) : scheduleTable(found));
      return 0;
    }
    case "export":
      return exportFile(connected, values.out, output);
    case "show": {
      const schedule = await connected.schedules.get(request.key);
      output.say(isJson ? json(scheduleView(schedule)) : scheduleCard(schedule));
      return 0;
    }
    case "pause":
      await act(connected, "pauseSchedule", request.key, request.reason);
      output.say(`${idOf(request.key)} is on hold: a run that is under way goes on, and none follows`);
      return 0;
    case "resume":
      await act(connected, "unpauseSchedule", request.key);
      output.say(scheduleCard(await connected.schedules.get(request.key)));
      return 0;
    case "trigger":
      await act(connected, "triggerSchedule", request.key);
      output.say(scheduleCard(await connected.schedules.get(request.key)));
      return 0;
    case "delete":
      await act(connected, "deleteSchedule", request.key);
      output.say(`${idOf(request.key)} is deleted`);
      if (request.key.owner === "file" && isIn(file, request.key.name))
        output.say(`It is still in ${file}: the next apply makes it again unless it is taken out there`);
      return 0;
  }
}

type Action = Exclude<ScheduleChange["action"], "putSchedule">;

/** Does something to one schedule and notes it. */
async function act(
  { schedules, audited }: Connected,
  action: Action,
  key: ScheduleKey,
  reason?: string,
): Promise<void> {
  const { definition, drift } = await schedules.get(key);
  const before = action === "deleteSchedule" ? auditedSchedule(definition, drift) : undefined;
  await audited({ id: idOf(key), action, shop: definition?.shopCode ?? null, before, reason }, () => {
    switch (action) {
      case "pauseSchedule":
        return schedules.pause(key, reason ?? "");
      case "unpauseSchedule":
        return schedules.unpause(key);
      case "triggerSchedule":
        return schedules.trigger(key);
      case "deleteSchedule":
        return schedules.remove(key);
    }
  });
}

const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

const isIn = (file: string, name: string): boolean =>
  existsSync(file) && readSchedulesFile(readFileSync(file, "utf8")).entries.some(({ entry }) => entry.name === name);

async function exportFile(
  connected: Connected,
  out: string | undefined,
  { say, complain, folder }: CommandOutput,
): Promise<number> {
  const found = await allSchedules(connected);
  const lost = found.filter(({ definition }) => definition === null);
  for (const { id } of lost)
    complain(`${id} is left out: its arguments were replaced in Temporal, so nobody knows what it was`);
  const exported = found.flatMap(({ owner, name, definition }) =>
    definition === null ? [] : [{ owner, name, definition }],
  );
  const target = out === undefined ? projectPath("config/schedules.yaml") : resolve(folder, out);
  const text = schedulesFileText(exported, schemaFrom(target));
  if (out === undefined) say(text.trimEnd());
  else {
    writeTo(target, text);
    say(`${exported.length === 1 ? "1 schedule is" : `${String(exported.length)} schedules are`} in ${target}`);
  }
  return lost.length === 0 ? 0 : 1;
}

function writeTo(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new OperatorError(`${file} cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

/** Where the schema is, as seen from the file. */
function schemaFrom(file: string): string {
  const path = relative(dirname(file), projectPath("config/schedules.schema.json")).replaceAll(sep, "/");
  return path.startsWith(".") ? path : `./${path}`;
}
