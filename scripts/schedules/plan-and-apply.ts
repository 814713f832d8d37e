import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { OperationalError } from "#domain/failure";
import { auditedSchedule } from "#domain/jobs/audited-schedule";
import { planSchedules, type FoundSchedule, type ScheduleStep } from "#domain/jobs/schedule-plan";
import { idOf } from "#temporal/schedule-options";
import { OperatorError } from "../lib/operator-error.ts";
import { projectPath } from "../lib/project.ts";
import { checkEntries } from "./check-entries.ts";
import type { Connected } from "./connect.ts";
import { pendingOf, planJson, planText, type Plan } from "./plan-text.ts";
import { readSchedulesFile } from "./read-file.ts";
import type { FileProblem } from "./yaml-text.ts";

type Deps = Pick<Connected, "db" | "erp" | "catalogue" | "reportParameters" | "fileSchedules" | "audited">;

export interface Output {
  /** To people or programs on standard output. */
  readonly say: (text: string) => void;
  /** About what went wrong. */
  readonly complain: (text: string) => void;
}

const NOTHING = 0;
const FAILED = 1;
const PENDING = 2;

/** The schedules file that is asked for; relative to where the command was called. */
export const scheduleFile = (wanted: string | undefined, folder: string): string =>
  wanted === undefined ? projectPath("config/schedules.yaml") : resolve(folder, wanted);

/** Shows what apply would do. Answers the exit status: 0 nothing, 2 something. Throws an `OperatorError` with all problems of the file. */
export async function showPlan(deps: Deps, file: string, isJson: boolean, { say }: Output): Promise<number> {
  const plan = await makePlan(deps, file);
  const pending = pendingOf(plan);
  if (isJson) say(JSON.stringify(planJson(plan), undefined, 2));
  else say(`${planText(plan)}${pending === 0 ? "" : "\n\nnpm run schedules -- apply does it."}`);
  return pending === 0 ? NOTHING : PENDING;
}

/** Makes Temporal as the file says, one schedule after the other: what fails with one does not keep the others. */
export async function applyFile(deps: Deps, file: string, isJson: boolean, output: Output): Promise<number> {
  const plan = await makePlan(deps, file);
  if (!isJson) output.say(planText(plan));
  const failures: { readonly name: string; readonly message: string }[] = [];
  for (const step of plan.steps) {
    try {
      await applyStep(deps, step);
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
      failures.push({ name: nameOf(step), message: error.message });
      output.complain(`${nameOf(step)}: ${error.message}`);
    }
  }
  const done = pendingOf(plan) - failures.length;
  if (isJson) output.say(JSON.stringify({ ...planJson(plan), done, failures }, undefined, 2));
  else output.say(endOf(done, failures.length));
  return failures.length === 0 ? NOTHING : FAILED;
}

function endOf(done: number, failed: number): string {
  if (failed > 0)
    return `\n${String(done)} done, ${String(failed)} failed: apply again when what is said above is settled.`;
  return done === 0 ? "\nNothing to do." : `\n${String(done)} done.`;
}

async function makePlan(deps: Deps, file: string): Promise<Plan> {
  const read = readSchedulesFile(textOf(file));
  const checked = await checkEntries(deps, read.entries);
  const problems = [...read.problems, ...checked.problems];
  if (problems.length > 0) throw new OperatorError(problemText(file, problems));
  const leftOut = checked.notAvailable.map(({ name }) => name);
  const found = await deps.fileSchedules.find([...checked.wanted.map(({ name }) => name), ...leftOut]);
  return {
    steps: planSchedules(checked.wanted, found, { leftOut, now: new Date() }),
    notAvailable: checked.notAvailable,
  };
}

async function applyStep({ fileSchedules, audited }: Deps, step: ScheduleStep): Promise<void> {
  switch (step.kind) {
    case "create":
    case "change": {
      const { name, definition } = step.wanted;
      const before = step.kind === "create" ? undefined : stateOf(step.found);
      const change = { shop: definition.shopCode, before, after: auditedSchedule(definition) };
      return audited({ id: idOf({ owner: "file", name }), action: "putSchedule", ...change }, () =>
        fileSchedules.put(step.wanted),
      );
    }
    case "delete": {
      const { name, definition } = step.found;
      const change = { shop: definition?.shopCode ?? null, before: stateOf(step.found) };
      return audited({ id: idOf({ owner: "file", name }), action: "deleteSchedule", ...change }, () =>
        fileSchedules.remove(name),
      );
    }
    case "keep":
    case "over":
  }
}

const stateOf = ({ definition, drift }: FoundSchedule): object | undefined =>
  auditedSchedule(
    definition,
    drift.map(({ member }) => member),
  );

const nameOf = (step: ScheduleStep): string => ("wanted" in step ? step.wanted.name : step.found.name);

/** Throws an `OperatorError` when there is no file, or none that can be read. */
function textOf(file: string): string {
  if (!existsSync(file)) throw new OperatorError(`There is no file ${file}: name another one with --file`);
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new OperatorError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** One problem a line, in the order of the file and each once: a default may be wrong for many schedules. */
function problemText(file: string, problems: readonly FileProblem[]): string {
  const short = relative(process.cwd(), file);
  const shown = short.startsWith("..") || isAbsolute(short) ? file : short;
  const lines = problems
    .toSorted((one, other) => one.line - other.line || one.column - other.column)
    .map(({ line, column, text }) => `${shown}:${String(line)}:${String(column)}: ${text}`);
  return [...new Set(lines)].join("\n");
}
