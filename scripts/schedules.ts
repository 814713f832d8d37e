/** `npm run schedules -- plan | apply | …`: recurring jobs, from a file under version control into Temporal. `--help` says the rest. */
import { readEnvironment } from "#config/environment";
import { runCommand } from "./schedules/commands.ts";
import { connect, type Connected } from "./schedules/connect.ts";
import { explain } from "./schedules/explain.ts";
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

try {
  process.exitCode = await main();
} catch (error) {
  console.error(explain(error, connected));
  process.exitCode = 1;
} finally {
  await connected?.close();
}
