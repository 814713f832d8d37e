import { z } from "zod";

/** A moment, ISO 8601 in UTC. */
export const moment = z.iso.datetime();

/** A day, `YYYY-MM-DD`. */
export const day = z.iso.date();

/** An exact number as text, such as `"12.50"`. */
export const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);

/** An id of Shopify: a number as text, because it may be larger than what JSON readers keep exactly. It fits a bigint. */
export const shopifyId = z.string().regex(/^\d{1,18}$/, "A Shopify id consists of digits");

export const shopCode = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$/,
    "A shop code has up to 20 letters, digits, _ and -, and begins with a letter or digit",
  )
  .transform((code) => code.toUpperCase());

/** Whose jobs a list shows. */
export const requestedBy = z
  .string()
  .min(1)
  .max(100)
  .optional()
  .describe("Only jobs this principal started; me: those of the owner of the key");

/** A code or number of the ERP that is set in full: left out it is blank. */
export const erpCode = (length: number) => z.string().trim().toUpperCase().max(length).default("");

/** `true` or `false` in a query. */
export const queryFlag = z.enum(["true", "false"]).transform((text) => text === "true");

/** Members of every list's query. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(250).default(50).describe("Records per page"),
  cursor: z.string().max(1000).optional().describe("nextCursor of the page before"),
  count: queryFlag.optional().describe("true adds total: how many records the filters match"),
};

/** One page of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    nextCursor: z.string().nullable().describe("null on the last page"),
    total: z.number().int().optional(),
  });

export const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().describe("Stable, kebab-case: what a program decides by"),
    detail: z.string().describe("What happened, and what to do"),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    errors: z
      .array(
        z.strictObject({
          in: z.enum(["body", "query", "path", "header"]),
          pointer: z.string().describe("JSON pointer to the value"),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .optional()
      .describe("All values that were refused"),
    requestId: z.string(),
  })
  .meta({ id: "Problem" });

/** What is wrong with a record, for people and for programs. */
export const recordError = z
  .strictObject({
    code: z.string(),
    message: z.string(),
    params: z.record(z.string(), z.unknown()),
  })
  .nullable();

export const deleted = z.strictObject({ deleted: z.number().int() });

/** What every POST takes, so that it can be sent again when no answer came. */
export const idempotencyHeader = z.object({
  "idempotency-key": z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("The same request with the same key, within a day, is done once and answered the same"),
});

/** What changes of a card with an ETag take. */
export const preconditionHeaders = z.object({
  "if-match": z
    .string()
    .max(1000)
    .optional()
    .describe("The ETag the card was read with: 412 when somebody changed it since. Without it the last one wins"),
});

/** What a card with an ETag takes. */
export const knownHeaders = z.object({
  "if-none-match": z.string().max(1000).optional().describe("The ETag of the card you have: 304 when it is still so"),
});

/** Body of the actions that take nothing. */
export const nothing = z.strictObject({});

/** A country as Shopify has it. */
export const countryCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, "A country has an ISO code of two letters")
  .describe("ISO code");

/** A filter that leaves nothing out would mean everything. */
export const notEmpty = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z
    .strictObject(shape)
    .refine((filter) => Object.values(filter).some((value) => value !== undefined), "Name at least one member");

/** Whether exactly one of several ways to choose records is used. */
export const isOne = (...choices: readonly unknown[]): boolean =>
  choices.filter((choice) => choice !== undefined).length === 1;

/** Why one of several records was left as it is. */
export const refused = {
  code: z.string().describe("Stable, as in problems"),
  detail: z.string(),
};
