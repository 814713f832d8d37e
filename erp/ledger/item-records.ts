import { sql, type SelectQueryBuilder } from "kysely";
import { inTransaction, type Executor } from "#database/connection";
import type { Tables } from "#database/tables";
import type { ItemVariantFilter, LedgerRecords, SearchFilter } from "#erp/records";
import { answered, isTaken, refused } from "./errors.ts";
import { findItem, insertItem, itemOf } from "./items.ts";
import { containing } from "./record-list.ts";

export function itemRecords(db: Executor): LedgerRecords["items"] {
  const matching = <O>(query: SelectQueryBuilder<Tables, "ledger.item", O>, { search }: SearchFilter) =>
    query.$if(search !== undefined, (q) => q.where(containing(sql`no || ' ' || description`, search ?? "")));
  return {
    keyOf: (item) => [item.no],
    find: (no) => answered(findItem(db, no)),
    lock: async (no) => {
      await answered(db.selectFrom("ledger.item").select("no").where("no", "=", no).forUpdate().execute());
      return answered(findItem(db, no));
    },
    read: async (after, limit, filter) => {
      const query = matching(db.selectFrom("ledger.item").selectAll(), filter)
        .where("no", ">", after?.[0] ?? "")
        .orderBy("no")
        .limit(limit);
      return (await answered(query.execute())).map(itemOf);
    },
    count: async (filter) => {
      const query = matching(db.selectFrom("ledger.item").select(sql<string>`count(*)`.as("total")), filter);
      return Number((await answered(query.executeTakeFirstOrThrow())).total);
    },
    create: (draft) => answered(inTransaction(db, (transaction) => insertItem(transaction, draft, null))),
    change: async (no, values) => {
      const changed = db
        .updateTable("ledger.item")
        .set({ ...values, modifiedAt: new Date() })
        .where("no", "=", no)
        .returningAll();
      const row = await answered(changed.executeTakeFirst());
      return row === undefined ? undefined : itemOf(row);
    },
  };
}

export function itemVariantRecords(db: Executor): LedgerRecords["itemVariants"] {
  const matching = <O>(
    query: SelectQueryBuilder<Tables, "ledger.itemVariant", O>,
    { search, itemNo }: ItemVariantFilter,
  ) =>
    query
      .$if(search !== undefined, (q) => q.where(containing(sql`code || ' ' || description`, search ?? "")))
      .$if(itemNo !== undefined, (q) => q.where("itemNo", "=", itemNo ?? ""));
  const find = (id: string) =>
    answered(db.selectFrom("ledger.itemVariant").selectAll().where("id", "=", id).executeTakeFirst());
  return {
    keyOf: (variant) => [variant.itemNo, variant.code],
    find,
    read: (after, limit, filter) => {
      const [itemNo = "", code = ""] = after ?? [];
      const query = matching(db.selectFrom("ledger.itemVariant").selectAll(), filter)
        .where(({ eb, refTuple, tuple }) => eb(refTuple("itemNo", "code"), ">", tuple(itemNo, code)))
        .orderBy("itemNo")
        .orderBy("code")
        .limit(limit);
      return answered(query.execute());
    },
    count: async (filter) => {
      const query = matching(db.selectFrom("ledger.itemVariant").select(sql<string>`count(*)`.as("total")), filter);
      return Number((await answered(query.executeTakeFirstOrThrow())).total);
    },
    create: async (variant) => {
      const { itemNo, code, description, blocked } = variant;
      const created = db.insertInto("ledger.itemVariant").values({ itemNo, code, description, blocked }).returningAll();
      try {
        return await answered(created.executeTakeFirstOrThrow());
      } catch (error) {
        if (!isTaken(error, "item_variant_key")) throw error;
        throw refused("number-taken", `Item ${itemNo} has a variant ${code} already`, { no: code, itemNo });
      }
    },
    change: (id, { description, blocked }) =>
      description === undefined && blocked === undefined
        ? find(id)
        : answered(
            db
              .updateTable("ledger.itemVariant")
              .set({ description, blocked })
              .where("id", "=", id)
              .returningAll()
              .executeTakeFirst(),
          ),
  };
}
