/** Refusals of mutations. Wording is Shopify's where it was recorded, else ours with Shopify's field and code. */
export interface UserError {
  readonly field: readonly string[] | null;
  readonly message: string;
  readonly code: string | null;
}

export const userError = (field: readonly string[] | null, message: string, code: string | null = null): UserError => ({
  field,
  message,
  code,
});
