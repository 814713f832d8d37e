import type { FailureParams } from "#domain/failure";

/** One value that is refused; `pointer` is a JSON pointer into `in`. */
export interface InvalidValue {
  readonly in: "body" | "query" | "path" | "header";
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

export interface ProblemOptions {
  readonly params?: FailureParams;
  readonly errors?: readonly InvalidValue[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer other than success, as the API decided it: the error handler sends it as `application/problem+json`. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly params: FailureParams;
  readonly errors: readonly InvalidValue[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, detail: string, options: ProblemOptions = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.params = options.params ?? {};
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }
}

export const notFound = (what: string, id: string): Problem =>
  new Problem(404, `${what}-not-found`, `There is no ${what.replaceAll("-", " ")} ${id}`, { params: { id } });

/** All values of a request that cannot be accepted, told at once. */
export const invalid = (errors: readonly InvalidValue[]): Problem =>
  new Problem(422, "validation-failed", errors.map((error) => `${error.pointer}: ${error.detail}`).join("; "), {
    errors,
  });

/** A JSON pointer (RFC 6901). */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${escaped(String(part))}`).join("");

const escaped = (part: string): string => part.replaceAll("~", "~0").replaceAll("/", "~1");
