/** What the code of a text setting has to exist as in the ERP. `postingAccount` must also be of type Posting, with Direct Posting, not blocked. */
export type Reference = "currency" | "customer" | "existingAccount" | "postingAccount";

/** A setting that only has an effect while another one has one of these values. */
export interface OnlyWith {
  readonly setting: string;
  readonly is: readonly (string | boolean)[];
}

export interface FlagSetting {
  readonly kind: "flag";
  readonly caption: string;
  readonly initial: boolean;
  readonly onlyWith?: OnlyWith;
}

export interface TextSetting {
  readonly kind: "text";
  readonly caption: string;
  readonly maxLength: number;
  readonly initial: string;
  readonly refersTo?: Reference;
  readonly onlyWith?: OnlyWith;
}

export interface ChoiceSetting<Value extends string = string> {
  readonly kind: "choice";
  readonly caption: string;
  readonly values: readonly Value[];
  readonly initial: Value;
}

export type Setting = (FlagSetting | TextSetting | ChoiceSetting) & { readonly derived?: true };

type ValueOf<S> = S extends FlagSetting
  ? boolean
  : S extends TextSetting
    ? string
    : S extends ChoiceSetting<infer Value>
      ? Value
      : never;

/** The values that go with a list of settings. */
export type SettingValues<List extends Readonly<Record<string, Setting>>> = {
  readonly [Name in keyof List]: ValueOf<List[Name]>;
};

export const flag = (
  caption: string,
  initial: boolean,
  options: { readonly onlyWith?: OnlyWith } = {},
): FlagSetting => ({
  kind: "flag",
  caption,
  initial,
  ...options,
});

export const text = (
  caption: string,
  maxLength: number,
  options: { readonly initial?: string; readonly refersTo?: Reference; readonly onlyWith?: OnlyWith } = {},
): TextSetting => ({ kind: "text", caption, maxLength, initial: "", ...options });

export const choice = <const Value extends string>(
  caption: string,
  values: readonly Value[],
  initial: NoInfer<Value>,
): ChoiceSetting<Value> => ({ kind: "choice", caption, values, initial });

/** A G/L account that documents are posted to. */
export const account = (caption: string): TextSetting => text(caption, 20, { refersTo: "postingAccount" });

/** A setting that follows from the store: shown, never written by a person. */
export const derived = <S extends FlagSetting | TextSetting>(setting: S): S & { readonly derived: true } => ({
  ...setting,
  derived: true,
});
