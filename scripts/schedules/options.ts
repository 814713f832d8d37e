import { parseArgs } from "node:util";
import type { ScheduleKey } from "#temporal/schedule-options";
import { OperatorError } from "../lib/operator-error.ts";

const options = {
  file: { type: "string" },
  out: { type: "string" },
  reason: { type: "string" },
  shop: { type: "string" },
  report: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type OptionName = Exclude<keyof typeof options, "help">;

interface CommandShape {
  /** Whether it is about one schedule. */
  readonly takesName: boolean;
  readonly options: readonly OptionName[];
  readonly usage: string;
  readonly does: string;
}

const commands = {
  plan: {
    takesName: false,
    options: ["file", "json"],
    usage: "plan",
    does: "shows what apply would do: what is new, changed, left out, or was changed in Temporal itself",
  },
  apply: {
    takesName: false,
    options: ["file", "json"],
    usage: "apply",
    does: "makes Temporal as the file says; schedules of others are not touched, holds and runs go on",
  },
  list: {
    takesName: false,
    options: ["shop", "report", "json"],
    usage: "list [--shop CODE] [--report NAME]",
    does: "all recurring jobs: status, next run, last result",
  },
  show: {
    takesName: true,
    options: ["json"],
    usage: "show NAME",
    does: "one of them: the next five runs, the last five results, what was changed in Temporal",
  },
  pause: {
    takesName: true,
    options: ["reason"],
    usage: 'pause NAME --reason "…"',
    does: "puts it on hold: a run goes on, and none follows",
  },
  resume: {
    takesName: true,
    options: [],
    usage: "resume NAME",
    does: "makes it ready again, also after an error; runs at once when today and now are allowed",
  },
  trigger: { takesName: true, options: [], usage: "trigger NAME", does: "one run now, also on hold" },
  delete: {
    takesName: true,
    options: ["file"],
    usage: "delete NAME",
    does: "removes it; what is still in the file comes back with the next apply",
  },
  export: {
    takesName: false,
    options: ["out"],
    usage: "export [--out FILE]",
    does: "writes a file from what exists; without --out to the screen",
  },
} as const satisfies Readonly<Record<string, CommandShape>>;

export type CommandName = keyof typeof commands;

const commandNames = Object.keys(commands) as readonly CommandName[];
const widest = Math.max(...commandNames.map((name) => commands[name].usage.length));

export const HELP = `npm run schedules -- COMMAND [options]

Recurring jobs, from a file under version control into Temporal.

${commandNames.map((name) => `  ${commands[name].usage.padEnd(widest)}   ${commands[name].does}`).join("\n")}

  NAME is that of a schedule of the file; one that was made by the API is api.NAME

  --file FILE   another file than config/schedules.yaml
  --json        for programs (plan, apply, list, show); silence npm with: npm run schedules --silent -- plan --json

Status: 0 done, or nothing to do; 1 an error; plan says 2 when apply would change something.

Works with DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY and TEMPORAL_TLS… where they are set,
and otherwise with what npm start has running.

  npm run schedules -- plan
  npm run schedules -- apply
  npm run schedules -- pause demo-orders --reason "stocktaking until Monday"`;

/** Commands about one schedule. */
type NamedCommand = "show" | "resume" | "trigger" | "delete";

export type Request = {
  readonly values: Readonly<Partial<Record<Exclude<OptionName, "json">, string>>>;
  readonly isJson: boolean;
} & (
  | { readonly command: Exclude<CommandName, NamedCommand | "pause"> }
  | { readonly command: NamedCommand; readonly key: ScheduleKey }
  | { readonly command: "pause"; readonly key: ScheduleKey; readonly reason: string }
);

/** What is asked for; `help` also without a command. Throws an `OperatorError` that says what is allowed. */
export function readRequest(args: readonly string[]): Request | "help" {
  const { values, positionals } = parse(args);
  const [command, name, ...more] = positionals;
  if (values.help === true || command === undefined || command === "help") return "help";
  if (!isCommand(command))
    throw new OperatorError(`There is no command ${command}: use one of ${commandNames.join(", ")}, or --help`);
  const shape: CommandShape = commands[command];
  const { help: _help, json, ...given } = values;
  const strange = Object.keys(values).find((option) => !(shape.options as readonly string[]).includes(option));
  const usage = `: npm run schedules -- ${shape.usage}`;
  if (strange !== undefined) throw new OperatorError(`${command} does not take --${strange}${usage}`);
  const surplus = shape.takesName ? more[0] : name;
  if (surplus !== undefined) throw new OperatorError(`${command} does not take ${surplus}${usage}`);
  const common = { values: given, isJson: json ?? false };
  switch (command) {
    case "plan":
    case "apply":
    case "list":
    case "export":
      return { command, ...common };
    case "show":
    case "resume":
    case "trigger":
    case "delete":
      return { command, key: keyOf(name, command, usage), ...common };
    case "pause": {
      const reason = (values.reason ?? "").trim();
      const key = keyOf(name, command, usage);
      if (reason === "") throw new OperatorError(`pause needs a reason, for those who find it on hold${usage}`);
      return { command, key, reason, ...common };
    }
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new OperatorError(`${sentence}: see npm run schedules -- --help`, { cause: error });
  }
}

const isCommand = (word: string): word is CommandName => word in commands;

function keyOf(name: string | undefined, command: string, usage: string): ScheduleKey {
  if (name === undefined) throw new OperatorError(`${command} needs the name of a schedule${usage}`);
  const { owner, plain } = /^(?:(?<owner>file|api)\.)?(?<plain>[a-z0-9][a-z0-9-]{0,59})$/.exec(name)?.groups ?? {};
  if (plain === undefined)
    throw new OperatorError(
      `${name} is no name of a schedule: it has small letters, digits and -, after api. if the API made it`,
    );
  return { owner: owner === "api" ? "api" : "file", name: plain };
}
