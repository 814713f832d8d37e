import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { EnvironmentError, environmentVariables, mailServerOf, readEnvironment } from "#config/environment";
import { projectPath } from "#scripts/lib/project";

test("without variables the defaults of a first try apply", () => {
  expect(readEnvironment({})).toMatchObject({
    PORT: 3000,
    HOST: "127.0.0.1",
    DATA_DIR: ".data",
    SANDBOX_HOSTS: ["demo.myshopify.com"],
    SANDBOX_ORDERS: 200,
    TRUST_PROXY: 0,
    RATE_LIMIT_PER_MINUTE: 1200,
    FAILED_KEYS_PER_MINUTE: 60,
    JOB_QUEUE_SCOPE: "store",
    WORKER_ROLES: ["sync", "shopify", "erp", "job-queue"],
  });
});

test("an empty variable counts as not set", () => {
  expect(readEnvironment({ PORT: "", DATABASE_URL: "" })).toMatchObject({ PORT: 3000 });
});

test("all problems are reported together, and no value is repeated", () => {
  const read = (): unknown =>
    readEnvironment({ PORT: "many", ENCRYPTION_KEY: "c2hvcnQ=", WORKER_ROLES: "sync,coffee" });

  expect(read).toThrow(EnvironmentError);
  expect(read).toThrow(/PORT: [^]*ENCRYPTION_KEY: must be 32 bytes in base64[^]*WORKER_ROLES/);
  expect(read).not.toThrow(/c2hvcnQ=/);
});

test.each([
  [{ SMTP_URL: "smtps://me:secret@mail.example.com", SMTP_FROM: "sync@example.com" }, undefined],
  [{ SMTP_URL: "smtp://mail.example.com:2525", SMTP_FROM: "Sync of orders <sync@example.com>" }, undefined],
  [{ SMTP_URL: "smtp://mail.example.com" }, /SMTP_FROM/],
  [{ SMTP_FROM: "sync@example.com" }, /SMTP_FROM/],
  [{ SMTP_URL: "mail.example.com", SMTP_FROM: "sync@example.com" }, /SMTP_URL/],
  [{ SMTP_URL: "smtp://", SMTP_FROM: "sync@example.com" }, /SMTP_URL/],
  [{ SMTP_URL: "smtp://mail.example.com", SMTP_FROM: "the sync" }, /SMTP_FROM/],
])("of %j the mail settings are refused by %s", (variables, refusal) => {
  if (refusal === undefined) expect(mailServerOf(readEnvironment(variables))?.url).toBe(variables.SMTP_URL);
  else expect(() => readEnvironment(variables)).toThrow(refusal);
});

test("without mail settings no mail goes out", () => {
  expect(mailServerOf(readEnvironment({}))).toBeUndefined();
});

test("the README has a row for every variable, and no other", () => {
  const [, chapter = ""] = readFileSync(projectPath("README.md"), "utf8").split("## Configuration");
  const rows = (chapter.split("\n## ", 1)[0] ?? "").split("\n").filter((line) => line.startsWith("|"));
  const described = rows.flatMap((row) =>
    [...(row.split("|")[1] ?? "").matchAll(/`(?<name>[A-Z_]+)`/g)].map((match) => match.groups?.["name"] ?? ""),
  );

  // Those are read by the library of Temporal.
  const ofTemporal = (name: string) => /^TEMPORAL_(API_KEY|TLS)/.test(name);
  expect(described.filter((name) => !ofTemporal(name)).toSorted()).toEqual(environmentVariables.toSorted());
});
