import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { freePort } from "#scripts/lib/processes";
import { startService } from "#scripts/lib/service-process";
import type { RunningPart } from "#scripts/lib/supervisor";
import { aBareDatabase, type TestDatabase } from "../support/database.ts";
import { removeSystemSchedules } from "../support/system-schedules.ts";
import { aNamespace, type TestNamespace } from "../support/temporal.ts";

/** Three processes start from the sources, beside other tests. */
const LONGEST_MS = 90_000;
const KEY = "an-admin-key-of-a-test";
let database: TestDatabase;
let temporal: TestNamespace;
let port: number;
beforeAll(async () => {
  [database, temporal, port] = await Promise.all([aBareDatabase(), aNamespace(), freePort()]);
});
afterAll(async () => {
  await removeSystemSchedules(temporal.client);
  await temporal.close();
  await database.drop();
});

const start = (name: "worker" | "api"): Promise<RunningPart> =>
  startService({
    name,
    main: `${name}/main`,
    environment: {
      NODE_OPTIONS: "",
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
      ENCRYPTION_KEY: randomBytes(32).toString("base64"),
      ADMIN_API_KEY: KEY,
      PORT: String(port),
      LOG_LEVEL: "silent",
    },
  });

test(
  "two workers and an API that start at once on a database without tables are all ready, and it is complete",
  async () => {
    const parts = await Promise.all([start("worker"), start("worker"), start("api")]);

    const answer = await fetch(`http://127.0.0.1:${String(port)}/api/shops`, {
      headers: { authorization: `Bearer ${KEY}` },
    });
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status: 200, body: { items: [] } });
    const words = parts.map((part) => part.lastOutput());
    await Promise.all(parts.map((part) => part.stop()));
    expect(words).toEqual(["", "", ""]);
    expect(await Promise.all(parts.map(({ ended }) => ended))).toEqual(parts.map(() => ({ code: 0, signal: null })));
  },
  LONGEST_MS,
);

test.each(["worker", "api"] as const)(
  "the %s of a version before the database's does not start",
  async (name) => {
    await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '2100-01-01') on conflict do nothing`.execute(
      database.db,
    );

    const refusal = await start(name).catch((error: unknown) => error);

    expect(refusal).toMatchObject({
      message: expect.stringMatching(
        /ended while starting\. It said last:\nThe database belongs to a later version.*$/,
      ),
    });
  },
  LONGEST_MS,
);
