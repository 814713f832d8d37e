import type { SetupQuestion, SetupReference, SetupTable } from "#domain/shops/erp-setup";
import type { ErpPort } from "#erp/port";
import type { InvalidValue } from "./http/problem.ts";

/** Customers of a body that the ERP does not know. Blank ones need not exist. */
export async function unknownCustomers(
  erp: ErpPort,
  nos: Readonly<Record<string, string>>,
): Promise<readonly InvalidValue[]> {
  const wanted = Object.entries(nos).filter(([, no]) => no !== "");
  const existing = await erp.existingCustomers(wanted.map(([, no]) => no));
  return wanted
    .filter(([, no]) => !existing.has(no))
    .map(([member, no]) => unknownReference(`/${member}`, `Customer ${no} does not exist in the ERP`));
}

/** Whether the ERP knows an item and its variant; `pointer` is where they stand in the body. A blank item need not exist. */
export async function unknownItem(
  erp: ErpPort,
  { itemNo, variantCode }: { readonly itemNo: string; readonly variantCode: string },
  pointer: string,
): Promise<readonly InvalidValue[]> {
  if (itemNo === "")
    return variantCode === ""
      ? []
      : [unknownReference(`${pointer}/variantCode`, `Variant ${variantCode} needs the item it belongs to`)];
  if ((await erp.findItem(itemNo)) === undefined)
    return [unknownReference(`${pointer}/itemNo`, `Item ${itemNo} does not exist in the ERP`)];
  if (variantCode === "" || (await erp.findItemVariant(itemNo, variantCode)) !== undefined) return [];
  return [unknownReference(`${pointer}/variantCode`, `Item ${itemNo} has no variant ${variantCode} in the ERP`)];
}

/** As people call what else of the set-up a body may name. */
const otherNouns = {
  account: "G/L account",
  customerTemplate: "Customer template",
  itemCharge: "Item charge",
  vatBusPostingGroup: "VAT business posting group",
} as const;
type OtherTable = keyof typeof otherNouns;

/** As people call a record of each table. */
const nouns: Readonly<Record<SetupTable | OtherTable, string>> = {
  ...otherNouns,
  item: "Item",
  location: "Location",
  paymentMethod: "Payment method",
  paymentTerms: "Payment terms",
  salesperson: "Salesperson",
  shipmentMethod: "Shipment method",
  shippingAgent: "Shipping agent",
  shippingAgentService: "Shipping agent service",
  taxArea: "Tax area",
};

interface NamedReference extends SetupReference {
  readonly member: string;
}

/** A code of a body that the ERP has to know, and where it would be. */
export type NamedCode = NamedReference | { readonly member: string; readonly table: OtherTable; readonly code: string };

/** Those of the codes that the ERP's set-up does not have. Blank ones need not exist. */
export async function unknownCodes(erp: ErpPort, codes: readonly NamedCode[]): Promise<readonly InvalidValue[]> {
  const given = codes.filter(({ code }) => code !== "");
  if (given.length === 0) return [];
  const of = (wanted: NamedCode["table"]) => given.flatMap(({ table, code }) => (table === wanted ? [code] : []));
  const facts = await erp.setupFacts({
    ...nothingAsked,
    customerTemplates: of("customerTemplate"),
    accounts: of("account"),
    itemCharges: of("itemCharge"),
    references: given.filter(isReference).map(({ table, code }) => ({ table, code })),
  });
  const existing: Readonly<Record<OtherTable, readonly string[]>> = {
    account: facts.accounts.flatMap(({ no, isPostable, blocked }) => (isPostable && !blocked ? [no] : [])),
    customerTemplate: facts.customerTemplates.map(({ code }) => code),
    itemCharge: facts.itemCharges.map(({ no }) => no),
    vatBusPostingGroup: facts.vatPostingSetup.map(({ vatBusinessGroup }) => vatBusinessGroup),
  };
  const isKnown = (one: NamedCode): boolean =>
    isReference(one)
      ? facts.references.some(({ table, code }) => table === one.table && code === one.code)
      : existing[one.table].includes(one.code);
  return given
    .filter((one) => !isKnown(one))
    .map(({ member, table, code }) =>
      unknownReference(
        `/${member}`,
        `${nouns[table]} ${code} does not exist in the ERP${table === "account" ? ", or cannot be posted to" : ""}`,
      ),
    );
}

const isReference = (one: NamedCode): one is NamedReference => !(one.table in otherNouns);

const nothingAsked: SetupQuestion = {
  customerTemplates: [],
  itemTemplates: [],
  customers: [],
  accounts: [],
  currencyCode: "",
  currencies: [],
  countries: [],
  itemCharges: [],
  references: [],
};

const unknownReference = (pointer: string, detail: string): InvalidValue => ({
  in: "body",
  pointer,
  code: "reference-invalid",
  detail,
});
