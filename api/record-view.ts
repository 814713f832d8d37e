/** Columns in which a record keeps what is wrong with it. */
interface RecordWithError {
  readonly hasError: boolean;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly errorParams: unknown;
}

/** What is wrong with a record, or null. */
export const errorOf = (record: RecordWithError) =>
  record.hasError
    ? {
        code: record.errorCode ?? "",
        message: record.errorMessage ?? "",
        params: (record.errorParams ?? {}) as Record<string, unknown>,
      }
    : null;
