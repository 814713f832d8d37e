import type { Selectable } from "kysely";
import { inTransaction, type Executor } from "./connection.ts";
import type { CueSetupTable } from "./tables.ts";

/** Thresholds of a cue, as a company or a person set them. */
export type CueSetup = Omit<Selectable<CueSetupTable>, "principal">;

/** Rows of the company (null) or of a person. */
export async function listCueSetup(db: Executor, principal: string | null): Promise<readonly CueSetup[]> {
  return db
    .selectFrom("cueSetup")
    .select(["cue", "low", "threshold1", "middle", "threshold2", "high"])
    .where("principal", principal === null ? "is" : "=", principal)
    .execute();
}

/** From now on these are the rows of the company (null) or of a person, and no others. The last of two at the same time stays. */
export async function replaceCueSetup(
  db: Executor,
  principal: string | null,
  rows: readonly CueSetup[],
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx
      .deleteFrom("cueSetup")
      .where("principal", principal === null ? "is" : "=", principal)
      .execute();
    if (rows.length === 0) return;
    await trx
      .insertInto("cueSetup")
      .values(rows.map((row) => ({ ...row, principal })))
      .onConflict((conflict) =>
        conflict.constraint("cue_setup_once").doUpdateSet((eb) => ({
          low: eb.ref("excluded.low"),
          threshold1: eb.ref("excluded.threshold1"),
          middle: eb.ref("excluded.middle"),
          threshold2: eb.ref("excluded.threshold2"),
          high: eb.ref("excluded.high"),
        })),
      )
      .execute();
  });
}
