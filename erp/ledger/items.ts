import { sql, type Selectable, type SqlBool } from "kysely";
import type { Database, Executor } from "#database/connection";
import type { Tables } from "#database/tables";
import type { Item, ItemDraft, ItemMatchKey, ItemVariant, Once } from "#erp/port";
import { isTaken, refused } from "./errors.ts";
import { lockKeys } from "./match-lock.ts";
import { checkManualNumber, drawNumber } from "./number-series.ts";

export const itemOf = (row: Selectable<Tables["ledger.item"]>): Item => ({
  id: row.id,
  no: row.no,
  description: row.description,
  baseUnitOfMeasure: row.baseUnitOfMeasure,
  salesUnitOfMeasure: row.salesUnitOfMeasure,
  unitPrice: row.unitPrice,
  unitCost: row.unitCost,
  vatProductGroup: row.vatProductGroup,
  reserve: row.reserve as Item["reserve"],
  blocked: row.blocked,
  salesBlocked: row.salesBlocked,
});

export async function findItems(db: Executor, nos: readonly string[]): Promise<readonly Item[]> {
  if (nos.length === 0) return [];
  const rows = await db.selectFrom("ledger.item").selectAll().where("no", "in", nos).execute();
  return rows.map(itemOf);
}

export const findItem = async (db: Executor, no: string): Promise<Item | undefined> => (await findItems(db, [no]))[0];

export const findItemVariant = (db: Executor, itemNo: string, code: string): Promise<ItemVariant | undefined> =>
  db
    .selectFrom("ledger.itemVariant")
    .selectAll()
    .where("itemNo", "=", itemNo)
    .where("code", "=", code)
    .executeTakeFirst();

export async function existingItems(db: Executor, nos: readonly string[]): Promise<ReadonlySet<string>> {
  if (nos.length === 0) return new Set();
  const rows = await db
    .selectFrom("ledger.item")
    .select("no")
    .where(sql<SqlBool>`no = any(${[...nos]})`)
    .execute();
  return new Set(rows.map(({ no }) => no));
}

/** Safe to repeat: whoever holds the keys looks first. */
export function createItemOnce(db: Database, keys: readonly ItemMatchKey[], draft: ItemDraft): Promise<Once<Item>> {
  return db.transaction().execute(async (transaction) => {
    await lockKeys(
      transaction,
      keys.map((key) => (key.by === "number" ? `item/number/${key.no}` : `item/source/${key.key}`)),
    );
    for (const key of keys) {
      const found = await findItemByKey(transaction, key);
      if (found !== undefined) return { kind: "found", record: found };
    }
    const source = keys.find((key) => key.by === "source");
    return { kind: "created", record: await insertItem(transaction, draft, source?.key ?? null) };
  });
}

async function findItemByKey(db: Executor, key: ItemMatchKey): Promise<Item | undefined> {
  if (key.by === "number") return findItem(db, key.no);
  const row = await db.selectFrom("ledger.item").selectAll().where("sourceKey", "=", key.key).executeTakeFirst();
  return row === undefined ? undefined : itemOf(row);
}

/** An item counted and sold in one unit, with the template's groups where the draft gives none. */
export async function insertItem(transaction: Executor, draft: ItemDraft, sourceKey: string | null): Promise<Item> {
  const template = await getTemplate(transaction, draft.templateCode);
  const unit = draft.unitOfMeasureCode || template.unitOfMeasure;
  if (draft.no !== null) await checkManualNumber(transaction, "item", draft.no);
  const no =
    draft.no ??
    (await drawNumber(
      transaction,
      "item",
      (drawn) => sql<boolean>`exists (select from ledger.item i where i.no = ${drawn})`,
    ));
  try {
    const row = await transaction
      .insertInto("ledger.item")
      .values({
        no,
        sourceKey,
        description: draft.description,
        baseUnitOfMeasure: unit,
        salesUnitOfMeasure: unit,
        unitPrice: draft.unitPrice,
        unitCost: draft.unitCost,
        vatProductGroup: draft.vatProductGroup || template.vatProductGroup,
        reserve: template.reserve,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await transaction.insertInto("ledger.itemUnit").values({ itemNo: no, code: unit }).execute();
    return itemOf(row);
  } catch (error) {
    if (!isTaken(error, "item_key")) throw error;
    throw refused("number-taken", `Item number ${no} belongs to another item`, { no });
  }
}

async function getTemplate(db: Executor, code: string) {
  const template = await db.selectFrom("ledger.itemTemplate").selectAll().where("code", "=", code).executeTakeFirst();
  if (template !== undefined) return template;
  throw refused(
    "item-template-missing",
    `Item template ${code || "(blank)"} does not exist in the ledger: create it, or name another one`,
    { code },
  );
}
