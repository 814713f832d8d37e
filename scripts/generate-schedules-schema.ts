/**
 * Writes config/schedules.schema.json, by which editors complete and check config/schedules.yaml. `--check` writes nothing and fails when
 * the checked-in file is out of date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { projectPath } from "./lib/project.ts";
import { schedulesFileSchema } from "./schedules/file-schema.ts";

const target = projectPath("config/schedules.schema.json");
const wanted = await format(JSON.stringify(schedulesFileSchema()), { parser: "json", printWidth: 120 });
if (!process.argv.includes("--check")) {
  writeFileSync(target, wanted);
} else if (readFileSync(target, "utf8") !== wanted) {
  console.error(
    "config/schedules.schema.json does not match what is read: run `npm run schedules:schema` and commit it",
  );
  process.exitCode = 1;
}
