/** Runs jest in its ES module mode; arguments go to jest. `npm test` calls this after the other checks. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const options = [process.env["NODE_OPTIONS"], "--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];
const jest = spawn(process.execPath, ["node_modules/jest/bin/jest.js", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, NODE_OPTIONS: options.filter(Boolean).join(" ") },
});
// It stops its servers first. A terminal's Ctrl-C reaches it by itself.
process.on("SIGTERM", (signal) => jest.kill(signal));
process.on("SIGINT", (signal) => process.stdin.isTTY || jest.kill(signal));
jest.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
