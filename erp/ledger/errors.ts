import { OperationalError, type FailureParams } from "#domain/failure";

/** Something a person has to correct, in the ledger or in the document. */
export const refused = (type: string, message: string, params: FailureParams): OperationalError =>
  new OperationalError(type, message, { retryable: false, params });

/** What the PostgreSQL driver says of a refused statement. */
interface DatabaseError {
  readonly code: string;
  readonly table?: string;
  readonly constraint?: string;
  readonly detail?: string;
}

// By shape: the driver passes on errors of the operating system, which need not be of our realm's Error.
const isDatabaseError = (error: unknown): error is DatabaseError =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string";

/** Is it this unique constraint that refused the statement? */
export const isTaken = (error: unknown, constraint: string): boolean =>
  isDatabaseError(error) && error.code === "23505" && error.constraint === constraint;

/**
 * SQLSTATE classes and system errors after which the same call can succeed: connection lost or refused, server shutting
 * down, too many connections, serialization failure, deadlock ("PostgreSQL: Error Codes").
 */
const PASSING = /^(08...|40...|53300|57P0.|ECONN.*|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

/** Turns what the database says into the failures `ErpPort` promises. Anything else is a defect and is thrown as it is. */
function ledgerFailure(error: unknown): unknown {
  if (isDatabaseError(error)) {
    if (error.code === "23503" && error.constraint?.endsWith("_exists") === true) return referenceMissing(error);
    if (PASSING.test(error.code)) return unavailable(error);
  }
  // The driver has no code for a connection that ended under a query.
  if (error instanceof Error && /^Connection terminated|timeout exceeded when trying to connect/.test(error.message)) {
    return unavailable(error);
  }
  return error;
}

const unavailable = (cause: unknown): OperationalError =>
  new OperationalError("erp-unavailable", "The ledger cannot be reached at the moment", { retryable: true, cause });

/** `sales_header_payment_terms_code_exists`, `(payment_terms_code)=(30D)` → table sales_header, column and code. */
function referenceMissing(error: DatabaseError): OperationalError {
  const table = error.table ?? "";
  const column = (error.constraint ?? "").slice(table.length + 1, -"_exists".length);
  const code = /=\((.*)\)/.exec(error.detail ?? "")?.[1] ?? "";
  const name = column.replaceAll("_", " ");
  return new OperationalError(
    "reference-missing",
    `There is no ${name} ${code} in the ledger: create it, or correct the code`,
    {
      retryable: false,
      params: { table, column, code },
      cause: error,
    },
  );
}

/** The answer of the ledger, or the failure `ErpPort` promises. */
export async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw ledgerFailure(error);
  }
}
