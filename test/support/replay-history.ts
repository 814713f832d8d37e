import { homedir, hostname } from "node:os";
import { pathToFileURL } from "node:url";
import { historyToJSON, type History } from "@temporalio/common/lib/proto-utils.js";
import { projectPath } from "#scripts/lib/project";

/** An event of a history in its JSON form, as far as tests look into it. */
export type EventJson = { readonly eventType: string } & Readonly<Record<string, unknown>>;

export interface HistoryJson {
  readonly events: readonly EventJson[];
}

/** The part of an event that its type names: `workflowExecutionStarted` → `workflowExecutionStartedEventAttributes`. */
export const partOf = (event: EventJson, name: string): Readonly<Record<string, unknown>> | undefined =>
  event[`${name}EventAttributes`] as Readonly<Record<string, unknown>> | undefined;

/** What the first event of every history tells. */
export interface StartJson {
  readonly workflowId: string;
  readonly workflowType: { readonly name: string };
  readonly originalExecutionRunId: string;
  readonly firstExecutionRunId: string;
}

/** Throws when this is no history. */
export function startOf(history: HistoryJson): StartJson {
  const [first] = history.events;
  const start = first && partOf(first, "workflowExecutionStarted");
  if (start === undefined) throw new Error("A history begins with the start of its execution");
  return start as unknown as StartJson;
}

export const parsed = (history: History): HistoryJson => JSON.parse(historyToJSON(history)) as HistoryJson;

/**
 * The text of a fixture: one event per line, so that a new recording can be compared, and nothing of the machine it was recorded on.
 * Throws when something of it is left.
 */
export function fixtureText(history: History): string {
  const { events } = parsed(history);
  const text = `{"events":[\n${events.map((event) => JSON.stringify(event)).join(",\n")}\n]}\n`;
  const neutral = withoutMachine(text);
  const leak = leakIn(neutral);
  if (leak !== undefined) throw new Error(`A fixture must not name ${leak}`);
  return neutral;
}

/** The SDK names clients, workers and their sticky queues after process and host. Replaying does not look at these names. */
function withoutMachine(text: string): string {
  const root = projectPath();
  return text
    .replaceAll(`${process.pid}@${hostname()}`, "recorder")
    .replaceAll(`${pathToFileURL(root).href}/`, "")
    .replaceAll(`${root}/`, "");
}

/** The text, and what its payloads say, which are in base64. */
export function readable(text: string): string {
  const payloads = [...text.matchAll(/"data":"(?<data>[\w+/=]+)"/gu)].map(({ groups }) =>
    Buffer.from(groups?.["data"] ?? "", "base64").toString(),
  );
  return [text, ...payloads].join("\n");
}

function leakIn(text: string): string | undefined {
  const everything = readable(text);
  const leaks: readonly (readonly [what: string, found: boolean])[] = [
    ["the host", everything.includes(hostname())],
    ["the project's folder", everything.includes(projectPath())],
    ["somebody's home", everything.includes(`${homedir()}/`)],
    ["an access token", /shp[a-z]{2}_/u.test(everything)],
    ["an e-mail address", /[\w.]+@[\w-]+\.[a-z]{2,}/u.test(everything)],
  ];
  return leaks.find(([, found]) => found)?.[0];
}

/** A file below test/replay/fixtures. */
export const fixturePath = (...parts: readonly string[]): string => projectPath("test/replay/fixtures", ...parts);
