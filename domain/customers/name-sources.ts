import { cutText } from "../cut-text.ts";

export type NameSource = "companyName" | "firstAndLastName" | "lastAndFirstName" | "none";

export interface NameParts {
  readonly company: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Which part of a Shopify address becomes which name of an ERP customer. */
export interface NameSources {
  readonly nameSource: NameSource;
  readonly name2Source: NameSource;
  readonly contactSource: NameSource;
}

/** The name a source gives, trimmed; blank when Shopify has nothing to give. */
export function nameFrom(source: NameSource, parts: NameParts): string {
  const first = parts.firstName.trim();
  const last = parts.lastName.trim();
  switch (source) {
    case "companyName":
      return parts.company.trim();
    case "firstAndLastName":
      return `${first} ${last}`.trim();
    case "lastAndFirstName":
      return `${last} ${first}`.trim();
    case "none":
      return "";
  }
}

/** Names of an ERP customer, cut to its fields. A blank name takes over name 2, then the contact. */
export function customerNames(
  parts: NameParts,
  sources: NameSources,
): { readonly name: string; readonly name2: string; readonly contact: string } {
  const first = nameFrom(sources.nameSource, parts);
  const second = nameFrom(sources.name2Source, parts);
  const contact = nameFrom(sources.contactSource, parts);
  const name = first === "" ? second : first;
  const name2 = first === "" ? "" : second;
  if (name === "") return { name: cutText(contact, 100), name2: "", contact: "" };
  return { name: cutText(name, 100), name2: cutText(name2, 50), contact: cutText(contact, 100) };
}
