import { sql, type Selectable, type SelectQueryBuilder } from "kysely";
import { IANAZone } from "luxon";
import type { Executor } from "#database/connection";
import type { Tables } from "#database/tables";
import type { GlAccount } from "#erp/port";
import type { LedgerRecords, Location, SearchFilter } from "#erp/records";
import { answered, isTaken, refused } from "./errors.ts";
import { codeOrNull, containing } from "./record-list.ts";
import { findGlAccounts, getCompany } from "./setup.ts";

export function companyRecord(db: Executor): LedgerRecords["company"] {
  const get = async () => {
    const { name, timeZone, localCurrencyCode, countryCode } = await answered(getCompany(db));
    return { name, timeZone, localCurrencyCode, countryCode };
  };
  return {
    get,
    lock: async () => {
      const [row] = await answered(db.selectFrom("ledger.company").select("name").forUpdate().execute());
      return row === undefined ? undefined : get();
    },
    save: async (company) => {
      if (!IANAZone.isValidZone(company.timeZone)) {
        throw refused(
          "time-zone-invalid",
          `${company.timeZone} is no time zone: use an IANA name such as Europe/Berlin`,
          {
            timeZone: company.timeZone,
          },
        );
      }
      const { name, timeZone, localCurrencyCode } = company;
      const values = { name, timeZone, localCurrencyCode, countryCode: company.countryCode || null };
      // One statement: the row stays as it is when its currency would change under documents that are counted in it.
      const saved = db
        .insertInto("ledger.company")
        .values(values)
        .onConflict((oc) =>
          oc
            .column("singleton")
            .doUpdateSet(values)
            .where(({ or, not, exists, selectFrom, eb }) =>
              or([
                eb("ledger.company.localCurrencyCode", "=", localCurrencyCode),
                not(exists(selectFrom("ledger.salesHeader").select("id"))),
              ]),
            ),
        )
        .returning("name");
      if ((await answered(saved.executeTakeFirst())) === undefined) {
        throw refused("local-currency-in-use", "The local currency cannot change: there are documents in it", {
          localCurrencyCode,
        });
      }
      return get();
    },
  };
}

const locationOf = (row: Selectable<Tables["ledger.location"]>): Location => ({
  ...row,
  countryCode: row.countryCode ?? "",
});

export function locationRecords(db: Executor): LedgerRecords["locations"] {
  const matching = <O>(query: SelectQueryBuilder<Tables, "ledger.location", O>, { search }: SearchFilter) =>
    query.$if(search !== undefined, (q) => q.where(containing(sql`code || ' ' || name`, search ?? "")));
  const find = async (code: string) => {
    const query = db.selectFrom("ledger.location").selectAll().where("code", "=", code);
    const row = await answered(query.executeTakeFirst());
    return row === undefined ? undefined : locationOf(row);
  };
  return {
    keyOf: (location) => [location.code],
    find,
    read: async (after, limit, filter) => {
      const query = matching(db.selectFrom("ledger.location").selectAll(), filter)
        .where("code", ">", after?.[0] ?? "")
        .orderBy("code")
        .limit(limit);
      return (await answered(query.execute())).map(locationOf);
    },
    count: async (filter) => {
      const query = matching(db.selectFrom("ledger.location").select(sql<string>`count(*)`.as("total")), filter);
      return Number((await answered(query.executeTakeFirstOrThrow())).total);
    },
    create: async (location) => {
      const row = { ...location, countryCode: codeOrNull(location.countryCode) };
      const created = db.insertInto("ledger.location").values(row).returningAll();
      try {
        return locationOf(await answered(created.executeTakeFirstOrThrow()));
      } catch (error) {
        if (!isTaken(error, "location_key")) throw error;
        throw refused("number-taken", `There is a location ${location.code} already`, { no: location.code });
      }
    },
    change: async (code, values) => {
      const changes = { ...values, countryCode: codeOrNull(values.countryCode) };
      if (!changesSomething(changes)) return find(code);
      const changed = db.updateTable("ledger.location").set(changes).where("code", "=", code).returningAll();
      const row = await answered(changed.executeTakeFirst());
      return row === undefined ? undefined : locationOf(row);
    },
  };
}

export function glAccountRecords(db: Executor): LedgerRecords["glAccounts"] {
  const columns = ["no", "name", "type", "directPosting", "blocked", "vatProductGroup"] as const;
  const matching = <O>(query: SelectQueryBuilder<Tables, "ledger.glAccount", O>, { search }: SearchFilter) =>
    query.$if(search !== undefined, (q) => q.where(containing(sql`no || ' ' || name`, search ?? "")));
  const find = (no: string) => answered(findGlAccounts(db, [no]).then(([account]) => account));
  return {
    keyOf: (account) => [account.no],
    find,
    read: (after, limit, filter) => {
      const query = matching(db.selectFrom("ledger.glAccount").select(columns), filter)
        .where("no", ">", after?.[0] ?? "")
        .orderBy("no")
        .limit(limit);
      return answered(query.execute()) as Promise<readonly GlAccount[]>;
    },
    count: async (filter) => {
      const query = matching(db.selectFrom("ledger.glAccount").select(sql<string>`count(*)`.as("total")), filter);
      return Number((await answered(query.executeTakeFirstOrThrow())).total);
    },
    create: async (account) => {
      const created = db.insertInto("ledger.glAccount").values(account).returning(columns);
      try {
        return (await answered(created.executeTakeFirstOrThrow())) as GlAccount;
      } catch (error) {
        if (!isTaken(error, "gl_account_key")) throw error;
        throw refused("number-taken", `There is a G/L account ${account.no} already`, { no: account.no });
      }
    },
    change: (no, values) =>
      changesSomething(values)
        ? (answered(
            db.updateTable("ledger.glAccount").set(values).where("no", "=", no).returning(columns).executeTakeFirst(),
          ) as Promise<GlAccount | undefined>)
        : find(no),
  };
}

/** An update needs a value to set. */
const changesSomething = (values: object): boolean => Object.values(values).some((value) => value !== undefined);
