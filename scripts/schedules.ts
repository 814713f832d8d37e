/** `npm run schedules -- plan | apply | …`: recurring jobs, from a file under version control into Temporal. `--help` says the rest. */
import { EnvironmentError, readEnvironment } from "#config/environment";
import { startProblem } from "#config/start-problem";
import { OperationalError } from "#domain/failure";
import { OperatorError } from "./lib/operator-error.ts";
import { runCommand } from "./schedules/commands.ts";
import { connect, type Connected } from "./schedules/connect.ts";
import { HELP, readRequest } from "./schedules/options.ts";

const output = {
  say: (text: string): void => {
    console.log(text);
  },
  complain: (text: string): void => {
    console.error(text);
  },
};

let connected: Connected | undefined;

async function main(): Promise<number> {
  const request = readRequest(process.argv.slice(2));
  if (request === "help") {
    output.say(HELP);
    return 0;
  }
  connected = connect(readEnvironment(process.env), process.env);
  // npm runs its scripts in the folder of the project; files are named from where it was called.
  return await runCommand(connected, request, { ...output, folder: process.env["INIT_CWD"] ?? process.cwd() });
}

/** One sentence for what somebody can put right; the whole error for what nobody expected. */
function explain(error: unknown): unknown {
  if (error instanceof OperationalError && error.type === "temporal-unavailable")
    return `Temporal does not answer at ${connected?.temporalAddress ?? "its address"}: start it, or set TEMPORAL_ADDRESS to where it is`;
  if (error instanceof OperationalError && error.type === "schedule-not-found")
    return `${error.message}: npm run schedules -- list shows those there are`;
  const isForPeople =
    error instanceof OperatorError || error instanceof EnvironmentError || error instanceof OperationalError;
  const variables = { ...process.env, DATABASE_URL: connected?.databaseUrl };
  return isForPeople ? error.message : (startProblem(error, variables) ?? error);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
} finally {
  await connected?.close();
}
