import { expect, test } from "@jest/globals";
import { connectDatabase } from "#database/connection";
import { createLedger } from "#erp/ledger/ledger";
import { aDatabase } from "../support/database.ts";

test("a database that does not answer is a failure that passes by itself", async () => {
  const nowhere = connectDatabase("postgres://nobody@127.0.0.1:1/none");

  await expect(createLedger(nowhere).findItem("1000")).rejects.toMatchObject({
    type: "erp-unavailable",
    retryable: true,
  });
  await nowhere.destroy();
});

test("a ledger that was never set up says what is missing", async () => {
  const { db, drop } = await aDatabase();

  await expect(createLedger(db).company()).rejects.toMatchObject({ type: "company-missing", retryable: false });
  await drop();
});
