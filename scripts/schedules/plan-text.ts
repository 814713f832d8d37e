import type { Difference } from "#domain/differences";
import type { ScheduleDefinition } from "#domain/jobs/schedule-definition";
import type { ScheduleStep } from "#domain/jobs/schedule-plan";
import { recurrenceText } from "#domain/jobs/schedule-text";
import { findReport, type Report } from "#workflows/catalogue";

export interface Plan {
  readonly steps: readonly ScheduleStep[];
  /** In the file, and left out until their reports exist. */
  readonly notAvailable: readonly { readonly name: string; readonly report: Report }[];
}

const LONGEST_VALUE = 100;
const DIFFERENCES_SHOWN = 12;

/** How many schedules would change. */
export const pendingOf = ({ steps }: Plan): number =>
  steps.filter(({ kind }) => kind !== "keep" && kind !== "over").length;

/** What would happen, for people. */
export function planText(plan: Plan): string {
  const lines = [
    ...plan.steps.flatMap(stepLines),
    ...plan.notAvailable.map(
      ({ name, report }) => `  ${name}: not available yet, ${report.caption} is not part of this version`,
    ),
  ];
  return [...lines, ...(lines.length === 0 ? [] : [""]), summary(plan)].join("\n");
}

function stepLines(step: ScheduleStep): readonly string[] {
  switch (step.kind) {
    case "create":
      return [
        `+ ${step.wanted.name}: ${describe(step.wanted.definition)}`,
        ...(step.wanted.awaitsShop
          ? [`    on hold until the shop ${step.wanted.definition.shopCode ?? ""} is enabled`]
          : []),
      ];
    case "change": {
      const { found, changes, wanted } = step;
      return [
        `~ ${wanted.name}: ${describe(wanted.definition)}`,
        ...shown(changes).map((line) => `    ${line}`),
        ...(found.drift.length === 0 ? [] : ["    changed in Temporal itself, and put right:"]),
        ...shown(found.drift).map((line) => `      ${line}`),
        ...(found.hold === null ? [] : [`    stays on hold (${found.hold})`]),
      ];
    }
    case "delete": {
      const { definition, name } = step.found;
      return [`- ${name}${definition === null ? "" : `: ${describe(definition)}`}`];
    }
    case "keep":
      return [];
    case "over":
      return [
        `  ${step.wanted.name}: over since ${step.wanted.definition.expirationDateTime ?? ""}, take it out of the file`,
      ];
  }
}

function describe(definition: ScheduleDefinition): string {
  const { report, shopCode } = definition;
  const caption = findReport(report)?.caption ?? report;
  return `${caption}${shopCode === null ? "" : ` for ${shopCode}`}, ${recurrenceText(definition)}`;
}

function shown(differences: readonly Difference[]): readonly string[] {
  const lines = differences
    .slice(0, DIFFERENCES_SHOWN)
    .map(({ member, from, to }) => `${member}: ${valueText(from)} → ${valueText(to)}`);
  const left = differences.length - lines.length;
  return left > 0 ? [...lines, `and ${String(left)} more`] : lines;
}

function valueText(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value) && value.every((each) => typeof each === "string"))
    return value.length === 0 ? "none" : value.join(", ");
  const text = typeof value === "string" ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

const words = {
  create: "to create",
  change: "to change",
  delete: "to delete",
  keep: "as they are",
  over: "over",
} as const;

function summary({ steps, notAvailable }: Plan): string {
  const parts = (["create", "change", "delete", "keep", "over"] as const).map((kind) => ({
    count: steps.filter((step) => step.kind === kind).length,
    word: words[kind],
  }));
  const all = [...parts, { count: notAvailable.length, word: "not available yet" }];
  return (
    all.flatMap(({ count, word }) => (count === 0 ? [] : [`${String(count)} ${word}`])).join(", ") || "No schedules"
  );
}

/** The same for programs. */
export function planJson(plan: Plan) {
  return {
    pending: pendingOf(plan),
    schedules: [
      ...plan.steps.map((step) => {
        switch (step.kind) {
          case "create":
            return { name: step.wanted.name, action: step.kind, definition: step.wanted.definition };
          case "change":
            return {
              name: step.wanted.name,
              action: step.kind,
              changes: step.changes.map(forJson),
              drift: step.found.drift.map(forJson),
              definition: step.wanted.definition,
            };
          case "delete":
          case "keep":
            return { name: step.found.name, action: step.kind };
          case "over":
            return { name: step.wanted.name, action: step.kind };
        }
      }),
      ...plan.notAvailable.map(({ name, report }) => ({ name, action: "notAvailable", report: report.name })),
    ],
  };
}

const forJson = ({ member, from, to }: Difference) => ({ member, from: from ?? null, to: to ?? null });
