/** Control paths below `/__sandbox/`, from the engine and from the data part. */
import type { ShopPart, ShopState } from "./contract.ts";

/** Thrown by handlers; the answer is `{ code, message, pointer? }` with the status. */
export class ControlError extends Error {
  readonly status: number;
  readonly code: string;
  /** JSON pointer into the body. */
  readonly pointer: string | undefined;
  constructor(status: number, code: string, message: string, pointer?: string) {
    super(message);
    this.name = "ControlError";
    this.status = status;
    this.code = code;
    this.pointer = pointer;
  }
}

/** A value in a body that is not understood: 422 with its place. */
export const unprocessable = (pointer: string, message: string): ControlError =>
  new ControlError(422, "invalid-value", `${pointer === "" ? "The body" : pointer}: ${message}`, pointer);

interface ControlRequest<D extends ShopPart> {
  readonly shop: ShopState;
  readonly data: D;
  /** The body without `shop`; empty for requests without one. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The query without `shop`. */
  readonly query: URLSearchParams;
  /** Values of `:name` parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

export interface ControlRoute<D extends ShopPart> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/__sandbox/`, for example `orders` or `orders/:id`. */
  readonly path: string;
  /** A shop that is not there is made (seed); otherwise it is 404. */
  readonly makesShop?: boolean;
  /** Members of the body and query parameters that are understood; others are 422. Left out: the handler checks. */
  readonly members?: readonly string[];
  /** The answer's body. Throws `ControlError`. */
  handle(request: ControlRequest<D>): unknown;
}
