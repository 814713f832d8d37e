import { resolve } from "node:path";
import { reportParameters } from "#activities/report-parameters";
import type { Environment } from "#config/environment";
import { connectDatabase } from "#database/connection";
import { createLedger } from "#erp/ledger/ledger";
import { createFileSchedules } from "#temporal/file-schedules";
import { createJobLog } from "#temporal/job-log";
import { connectOptions, connectTemporal } from "#temporal/connection";
import { createSchedules } from "#temporal/schedules";
import { catalogue } from "#workflows/catalogue";
import { OperatorError } from "../lib/operator-error.ts";
import { createAudited } from "./audit.ts";
import { findServices } from "../lib/running-services.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** What commands about schedules work with. */
export type Connected = ReturnType<typeof connect>;

/**
 * Connects to what the environment names, and without it to what `npm start` has running in DATA_DIR. Throws an `OperatorError` when
 * there is neither. Nothing is called yet.
 */
export function connect(environment: Environment, variables: Variables) {
  const { databaseUrl, address, namespace, temporalUiUrl } = placesOf(environment, variables);
  const options = connectOptions({ namespace, ...(address === undefined ? {} : { address }) }, variables);
  const temporal = connectTemporal(options);
  // One is kept for the audit log while a schedule is changed.
  const db = connectDatabase(databaseUrl, { applicationName: "schedules", maxConnections: 3 });
  const { client } = temporal;
  return {
    db,
    erp: createLedger(db),
    catalogue,
    reportParameters,
    audited: createAudited(db),
    fileSchedules: createFileSchedules({ client, db }),
    schedules: createSchedules({ client, db, jobLog: createJobLog({ client, db }), temporalUiUrl }),
    databaseUrl,
    temporalAddress: options.connection.address ?? "localhost:7233",
    temporalNamespace: options.namespace,
    close: async (): Promise<void> => {
      await Promise.all([temporal.close(), db.destroy()]);
    },
  };
}

function placesOf(environment: Environment, variables: Variables) {
  const { DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_UI_URL, DATA_DIR } = environment;
  const services = findServices(resolve(DATA_DIR));
  // Half of one installation and half of another would be worse than none.
  const running =
    [undefined, services?.databaseUrl].includes(DATABASE_URL) &&
    [undefined, services?.temporalAddress].includes(TEMPORAL_ADDRESS)
      ? services
      : undefined;
  const databaseUrl = DATABASE_URL ?? running?.databaseUrl;
  if (databaseUrl === undefined)
    throw new OperatorError(
      TEMPORAL_ADDRESS === undefined
        ? `Nothing runs in ${DATA_DIR}: run npm start in another window, or set DATABASE_URL and TEMPORAL_ADDRESS to where it runs`
        : "DATABASE_URL is not set: it says where the PostgreSQL is that goes with TEMPORAL_ADDRESS",
    );
  const isNamespaceGiven = (variables["TEMPORAL_NAMESPACE"] ?? "") !== "";
  return {
    databaseUrl,
    address: TEMPORAL_ADDRESS ?? running?.temporalAddress,
    namespace: isNamespaceGiven ? TEMPORAL_NAMESPACE : (running?.temporalNamespace ?? TEMPORAL_NAMESPACE),
    temporalUiUrl: TEMPORAL_UI_URL ?? running?.temporalUiUrl ?? null,
  };
}
