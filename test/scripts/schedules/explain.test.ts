import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readEnvironment } from "#config/environment";
import { OperationalError } from "#domain/failure";
import { connect } from "#scripts/schedules/connect";
import { explain } from "#scripts/schedules/explain";
import { allSchedules } from "#scripts/schedules/list-schedules";
import { aBareDatabase, aDatabase, type TestDatabase } from "#test/support/database";
import { aNamespace, type TestNamespace } from "#test/support/temporal";

let temporal: TestNamespace;
let database: TestDatabase;
let bare: TestDatabase;

/** A namespace without search attributes, a database with its tables and one without. */
beforeAll(async () => {
  [temporal, database, bare] = await Promise.all([aNamespace(), aDatabase(), aBareDatabase()]);
});
afterAll(async () => {
  await Promise.all([temporal.close(), database.drop(), bare.drop()]);
});

/** What is said when `list` and then `plan` look at such places. */
async function saidAbout(changes: Readonly<Record<string, string>>): Promise<unknown> {
  const variables = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    ...changes,
  };
  const connected = connect(readEnvironment(variables), variables);
  try {
    await connected.fileSchedules.find(["orders"]);
    await allSchedules(connected);
    return "nothing";
  } catch (error) {
    return explain(error, connected);
  } finally {
    await connected.close();
  }
}

test("whatever is missing is said in a sentence, with what to do", async () => {
  expect(await saidAbout({})).toBe(
    `The namespace ${temporal.namespace} is not prepared yet: start npm run worker once, which does it`,
  );
  expect(await saidAbout({ TEMPORAL_NAMESPACE: "nowhere" })).toBe(
    `Temporal at ${temporal.address} has no namespace nowhere: set TEMPORAL_NAMESPACE to one it has`,
  );
  expect(await saidAbout({ DATABASE_URL: bare.url })).toMatch(
    /^The database is not that of this version: start npm run worker/,
  );
  expect(await saidAbout({ DATABASE_URL: "postgres://u:secret@127.0.0.1:1/x" })).toMatch(
    /^PostgreSQL does not answer at 127\.0\.0\.1:1 .*set DATABASE_URL/,
  );
});

test("Temporal that is away is named by its address; what nobody expected is shown as it is", () => {
  const places = { databaseUrl: "", temporalAddress: "temporal.example:7233", temporalNamespace: "default" };
  const failure = (type: string) => new OperationalError(type, "So it is", { retryable: false });
  const surprise = new TypeError("x is not a function");

  expect(explain(failure("temporal-unavailable"), places)).toMatch(
    /^Temporal does not answer at temporal\.example:7233: /,
  );
  expect(explain(failure("schedule-not-found"), places)).toBe(
    "So it is: npm run schedules -- list shows those there are",
  );
  expect(explain(failure("schedule-running"), places)).toBe("So it is");
  expect(explain(surprise, places)).toBe(surprise);
  expect(explain(surprise, undefined)).toBe(surprise);
});
