import { z } from "zod";
import { reportParameters } from "#activities/report-parameters";
import type { InvalidValue } from "#api/http/problem";
import { invalidValues } from "#api/http/serve";
import { findReport } from "#workflows/catalogue";
import { fileDefaults, scheduleEntry, schedulesFile, type ScheduleEntry } from "./file-schema.ts";
import { readYaml, type FileProblem, type YamlPath, type YamlText } from "./yaml-text.ts";

type Refusal = Pick<InvalidValue, "pointer" | "code" | "detail">;

/** A schedule that has at least a report; whether it can run is not known yet. */
export interface ReadEntry {
  /** Without the members that are a problem already. */
  readonly entry: ScheduleEntry;
  /** What is wrong with a member, which a JSON pointer names, at its place in the file; undefined when it is a problem already. */
  problemOf(refusal: Refusal): FileProblem | undefined;
}

export interface ReadFile {
  readonly entries: readonly ReadEntry[];
  /** All that is wrong with the text of the file and the form of its members. */
  readonly problems: readonly FileProblem[];
}

type Members = Readonly<Record<string, unknown>>;

const outline = schedulesFile.extend({ schedules: z.array(z.unknown()) });

/** Reads the text of a schedules file. Never throws: what cannot be read is a problem. */
export function readSchedulesFile(text: string): ReadFile {
  const yaml = readYaml(text);
  if (yaml.problems.length > 0) return { entries: [], problems: yaml.problems };
  const file = yaml.value ?? {};
  const defaults = membersOf(membersOf(file)["defaults"]);
  const schedules = membersOf(file)["schedules"];
  const own: readonly unknown[] = Array.isArray(schedules) ? schedules : [];
  const read = own.map((entry, index) => readEntry(yaml, entry, { index, defaults }));
  return {
    entries: read.flatMap(({ entry, problemOf }) => (entry === undefined ? [] : [{ entry, problemOf }])),
    problems: [
      ...refusalsOf(outline.safeParse(file)).map((refusal) => fileProblem(yaml, pathOf(refusal.pointer), refusal)),
      ...read.flatMap(({ problems }) => problems),
      ...duplicates(yaml, own),
    ],
  };
}

function readEntry(
  yaml: YamlText,
  own: unknown,
  { index, defaults }: { readonly index: number; readonly defaults: Members },
) {
  const members = membersOf(own);
  const locate = (refusal: Refusal): FileProblem => {
    const path = pathOf(refusal.pointer);
    const [member] = path;
    const isDefault = member !== undefined && !(member in members) && member in defaults;
    return isDefault
      ? fileProblem(yaml, ["defaults", ...path], refusal)
      : fileProblem(yaml, ["schedules", index, ...path], refusal, members);
  };
  const whole = isObject(own) ? { ...defaultsFor(members, defaults), ...members } : own;
  const refusals = refusalsOf(scheduleEntry.safeParse(whole));
  const refused = new Set(refusals.map(({ pointer }) => pathOf(pointer)[0]));
  const rest = Object.entries(membersOf(whole)).filter(([member]) => !refused.has(member));
  return {
    // What is left is looked at too, so that all problems are told at once.
    entry: scheduleEntry.safeParse({ ...(refused.has("name") ? { name: "unnamed" } : {}), ...Object.fromEntries(rest) })
      .data,
    problemOf: (refusal: Refusal) => (refused.has(pathOf(refusal.pointer)[0]) ? undefined : locate(refusal)),
    problems: refusals.map(locate),
  };
}

/** A report of the whole company takes no shop, whichever the others have. */
function defaultsFor(members: Members, { shopCode, ...others }: Members): Members {
  const isOfCompany = findReport(String(members["report"]))?.scope === "company";
  return isOfCompany || shopCode === undefined ? others : { shopCode, ...others };
}

const refusalsOf = ({ error }: { readonly error?: z.core.$ZodError | undefined }): readonly Refusal[] =>
  (error?.issues ?? []).flatMap((issue) => invalidValues(issue, "body"));

/** Says of which schedule and member it is, and what would be allowed. */
function fileProblem(yaml: YamlText, path: YamlPath, refusal: Refusal, schedule: Members = {}): FileProblem {
  const isUnknown = refusal.code === "unknown-member";
  const isMissing = refusal.detail.endsWith("received undefined");
  const [area, index, ...inEntry] = path;
  const within = area === "schedules" && index !== undefined ? inEntry : path;
  const subject = [
    ...(area === "schedules" && index !== undefined ? [nameOf(schedule, Number(index))] : []),
    ...(isUnknown ? within.slice(0, -1) : within).map((part) =>
      typeof part === "number" ? `item ${String(part + 1)}` : part,
    ),
  ].join(", ");
  const detail = isUnknown
    ? `${String(path.at(-1))} is not known here; allowed: ${allowedAt(path.slice(0, -1), schedule).join(", ")}`
    : isMissing
      ? "has to be given"
      : refusal.detail.replace(/^Invalid input: /, "");
  const separator = subject === "" ? "" : isMissing ? " " : ": ";
  return yaml.problemAt(path, isUnknown ? "key" : "value", `${subject}${separator}${detail}`);
}

const nameOf = ({ name }: Members, index: number): string =>
  typeof name === "string" ? name : `schedule ${String(index + 1)}`;

function allowedAt([area, , member]: YamlPath, schedule: Members): readonly string[] {
  if (area === undefined) return Object.keys(schedulesFile.shape);
  if (area === "defaults") return Object.keys(fileDefaults.shape);
  if (member === undefined) return Object.keys(scheduleEntry.shape);
  const report = findReport(String(schedule["report"]))?.name;
  const parameters = (reportParameters as Readonly<Record<string, z.ZodObject>>)[report ?? ""];
  return Object.keys(parameters?.shape ?? {});
}

function duplicates(yaml: YamlText, own: readonly unknown[]): readonly FileProblem[] {
  const firstOf = new Map<string, number>();
  return own.flatMap((entry, index) => {
    const { name } = membersOf(entry);
    const path = ["schedules", index, "name"] as const;
    if (typeof name !== "string") return [];
    const first = firstOf.get(name);
    if (first === undefined) {
      firstOf.set(name, yaml.problemAt(path, "value", "").line);
      return [];
    }
    const text = `${name}, name: the schedule in line ${String(first)} has it already; each has its own`;
    return [yaml.problemAt(path, "value", text)];
  });
}

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const membersOf = (value: unknown): Members => (isObject(value) ? value : {});

/** The path that a JSON pointer names. In a list it counts. */
const pathOf = (pointer: string): YamlPath =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll("~1", "/").replaceAll("~0", "~")));
