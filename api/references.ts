import type { SetupQuestion, SetupReference } from "#domain/shops/erp-setup";
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

/** Codes of a body that the ERP's set-up does not know. Blank ones need not exist. */
export async function unknownSetup(
  erp: ErpPort,
  codes: {
    readonly customerTemplateCode?: string;
    readonly taxAreaCode?: string;
    readonly vatBusPostingGroup?: string;
  },
): Promise<readonly InvalidValue[]> {
  const { customerTemplateCode: template = "", taxAreaCode: taxArea = "", vatBusPostingGroup: group = "" } = codes;
  if (template === "" && taxArea === "" && group === "") return [];
  const facts = await erp.setupFacts({
    ...nothingAsked,
    customerTemplates: template === "" ? [] : [template],
    references: taxArea === "" ? [] : [{ table: "taxArea", code: taxArea }],
  });
  const refuse = (member: string, code: string, noun: string, isKnown: boolean): readonly InvalidValue[] =>
    code === "" || isKnown ? [] : [unknownReference(`/${member}`, `${noun} ${code} does not exist in the ERP`)];
  return [
    ...refuse("customerTemplateCode", template, "Customer template", facts.customerTemplates.length > 0),
    ...refuse("taxAreaCode", taxArea, "Tax area", facts.references.length > 0),
    ...refuse(
      "vatBusPostingGroup",
      group,
      "VAT business posting group",
      facts.vatPostingSetup.some(({ vatBusinessGroup }) => vatBusinessGroup === group),
    ),
  ];
}

/** A code of a body that has to be in one of the ERP's tables. */
interface NamedReference extends SetupReference {
  readonly member: string;
  /** What the message calls it. */
  readonly noun: string;
}

/** Those of the codes that their tables of the ERP do not have, and a number charges cannot be posted to. Blank ones need not exist. */
export async function unknownReferences(
  erp: ErpPort,
  named: readonly NamedReference[],
  charges: { readonly member: string; readonly account: string; readonly itemCharge: string } = noCharges,
): Promise<readonly InvalidValue[]> {
  const given = named.filter(({ code }) => code !== "");
  const { member: chargesMember, account, itemCharge } = charges;
  if (given.length === 0 && account === "" && itemCharge === "") return [];
  const facts = await erp.setupFacts({
    ...nothingAsked,
    references: given.map(({ table, code }) => ({ table, code })),
    accounts: account === "" ? [] : [account],
    itemCharges: itemCharge === "" ? [] : [itemCharge],
  });
  const isPostable = facts.accounts.some(({ no, isPostable, blocked }) => no === account && isPostable && !blocked);
  const isCharge = facts.itemCharges.some(({ no }) => no === itemCharge);
  return [
    ...given
      .filter(({ table, code }) => !facts.references.some((known) => known.table === table && known.code === code))
      .map(({ member, noun, code }) => unknownReference(`/${member}`, `${noun} ${code} does not exist in the ERP`)),
    ...(account === "" || isPostable
      ? []
      : [
          unknownReference(
            `/${chargesMember}`,
            `G/L account ${account} does not exist in the ERP, or cannot be posted to`,
          ),
        ]),
    ...(itemCharge === "" || isCharge
      ? []
      : [unknownReference(`/${chargesMember}`, `Item charge ${itemCharge} does not exist in the ERP`)]),
  ];
}

const noCharges = { member: "", account: "", itemCharge: "" };

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
