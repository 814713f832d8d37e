/** Companies, their locations and contacts, so that an order can be a company's. Wording of the refusals is ours [A]. */
import type { Arguments } from "../../engine/contract.ts";
import { notImplemented } from "../../engine/errors.ts";
import { insertCompany, readCompany, readCompanyLocation, readDefaultLocation } from "../input/read-people.ts";
import { createReader } from "../input/reader.ts";
import { isNode, type Node } from "../input/shape.ts";
import type { Workshop } from "../part.ts";
import type { CompanyContactRecord, CompanyRecord } from "../records/customer.ts";
import { companyEvent, companyLocationEvent, customerEvent } from "../webhooks/events.ts";
import { idIn } from "./find.ts";
import { userError, type UserError } from "./user-errors.ts";

type Mutation = (args: Arguments) => object;

export function createCompanyMutations({ store, webhooks }: Workshop): Readonly<Record<string, Mutation>> {
  const find = (value: unknown): CompanyRecord | undefined => {
    const id = idIn(value, "Company");
    return id === undefined ? undefined : store.companies.get(id);
  };
  const isTaken = (externalId: unknown, of: (company: CompanyRecord) => readonly (string | null)[]): boolean =>
    typeof externalId === "string" && store.companies.byId.all().some((each) => of(each).includes(externalId));

  /** [D: `externalId`] unique among companies, and among locations. */
  const locationProblem = (input: Node, path: readonly string[]): UserError | undefined => {
    if (isNode(input["buyerExperienceConfiguration"]))
      throw notImplemented("CompanyLocationInput.buyerExperienceConfiguration");
    if (input["taxExempt"] === true || (Array.isArray(input["taxExemptions"]) && input["taxExemptions"].length > 0))
      throw notImplemented("CompanyLocationInput.taxExempt, taxExemptions");
    const taken = isTaken(input["externalId"], (company) => company.locations.map((location) => location.externalId));
    return taken ? userError([...path, "externalId"], "External id has already been taken", "TAKEN") : undefined;
  };

  return {
    /** [D] the company with, if given, its main contact, who becomes a customer, and its first location. */
    companyCreate(args) {
      const { company: input, companyContact, companyLocation } = args["input"] as Arguments;
      const facts = input as Node;
      const refused = (...userErrors: UserError[]) => ({ company: null, userErrors });
      if (typeof facts["name"] !== "string" || facts["name"].trim() === "")
        return refused(userError(["input", "company", "name"], "Name can't be blank", "BLANK"));
      if (isTaken(facts["externalId"], (company) => [company.externalId]))
        return refused(userError(["input", "company", "externalId"], "External id has already been taken", "TAKEN"));
      const contact = isNode(companyContact) ? companyContact : undefined;
      const emailField = ["input", "companyContact", "email"];
      if (contact !== undefined) {
        const { email } = contact;
        if (typeof email !== "string" || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
          return refused(userError(emailField, "Email is invalid", "INVALID"));
        if (store.customerOfEmail(email) !== undefined)
          return refused(userError(emailField, "Email has already been taken", "TAKEN"));
      }
      const location = isNode(companyLocation) ? companyLocation : undefined;
      const problem = location === undefined ? undefined : locationProblem(location, ["input", "companyLocation"]);
      if (problem !== undefined) return refused(problem);

      const company = readCompany(store, createReader(companyNode(facts, contact), "/input"));
      company.locations =
        location === undefined
          ? [readDefaultLocation(store, company)]
          : [
              readCompanyLocation(
                store,
                createReader(locationNode(location, company.name), "/input"),
                company.createdAt,
              ),
            ];
      insertCompany(store, company);
      webhooks.emit(companyEvent("COMPANIES_CREATE", company));
      for (const made of company.locations)
        webhooks.emit(companyLocationEvent("COMPANY_LOCATIONS_CREATE", company, made));
      for (const { customerId } of company.contacts) {
        const customer = store.customers.get(customerId);
        if (customer !== undefined) webhooks.emit(customerEvent(store, "CUSTOMERS_CREATE", customer));
      }
      return { company: store.show("Company", company), userErrors: [] };
    },

    companyLocationCreate(args) {
      const refused = (...userErrors: UserError[]) => ({ companyLocation: null, userErrors });
      const company = find(args["companyId"]);
      if (company === undefined)
        return refused(userError(["companyId"], "The company does not exist", "RESOURCE_NOT_FOUND"));
      const input = args["input"] as Node;
      const problem = locationProblem(input, ["input"]);
      if (problem !== undefined) return refused(problem);
      const node = locationNode(input, company.name);
      const location = readCompanyLocation(store, createReader(node, "/input"), store.now());
      store.companies.write(company, () => {
        company.locations = [...company.locations, location];
      });
      webhooks.emit(companyLocationEvent("COMPANY_LOCATIONS_CREATE", company, location));
      return { companyLocation: store.show("CompanyLocation", { company, location }), userErrors: [] };
    },

    /** The first contact of a company is its main contact [A]. */
    companyAssignCustomerAsContact(args) {
      const refused = (...userErrors: UserError[]) => ({ companyContact: null, userErrors });
      const company = find(args["companyId"]);
      if (company === undefined)
        return refused(userError(["companyId"], "The company does not exist", "RESOURCE_NOT_FOUND"));
      const customerId = idIn(args["customerId"], "Customer");
      const customer = customerId === undefined ? undefined : store.customers.get(customerId);
      if (customer === undefined)
        return refused(userError(["customerId"], "The customer does not exist", "RESOURCE_NOT_FOUND"));
      if (company.contacts.some((each) => each.customerId === customer.id))
        return refused(userError(["customerId"], "The customer is already a contact of the company", "TAKEN"));
      const at = store.now();
      const contact: CompanyContactRecord = {
        id: store.ids.next("CompanyContact"),
        customerId: customer.id,
        createdAt: at,
        updatedAt: at,
        title: null,
        isMain: company.contacts.length === 0,
      };
      store.companies.write(company, () => {
        company.contacts = [...company.contacts, contact];
      });
      return { companyContact: store.show("CompanyContact", { company, contact }), userErrors: [] };
    },
  };
}

/** The company in the words of the schema's `Company`. */
const companyNode = (facts: Node, contact: Node | undefined): Node => {
  const { title, ...person } = contact ?? {};
  return { ...given(facts), ...(contact === undefined ? {} : { mainContact: { title, customer: given(person) } }) };
};

/** A location is called like the street it is in, else like its company [A]. */
const locationNode = (input: Node, companyName: string): Node => {
  const { name, billingSameAsShipping, shippingAddress, billingAddress, taxRegistrationId, locale, ...facts } =
    given(input);
  const { taxExempt: _exempt, taxExemptions: _exemptions, ...same } = facts;
  const shipping = isNode(shippingAddress) ? addressNode(shippingAddress, companyName) : undefined;
  const billing = isNode(billingAddress) ? addressNode(billingAddress, companyName) : undefined;
  const street = shipping?.["address1"];
  return {
    ...same,
    name: name ?? street ?? companyName,
    ...(locale === undefined ? {} : { locale }),
    ...(taxRegistrationId === undefined ? {} : { taxSettings: { taxRegistrationId } }),
    ...(shipping === undefined ? {} : { shippingAddress: shipping }),
    ...(billingSameAsShipping === true && shipping !== undefined
      ? { billingAddress: shipping }
      : billing === undefined
        ? {}
        : { billingAddress: billing }),
  };
};

/** [D: `CompanyAddressInput.recipient`] stands for the names of the person. */
const addressNode = (address: Node, companyName: string): Node => {
  const { recipient, ...rest } = given(address);
  return { companyName, ...(recipient === undefined ? {} : { lastName: recipient }), ...rest };
};

/** Without members that were given as null. */
const given = (node: Node): Node => Object.fromEntries(Object.entries(node).filter(([, value]) => value !== null));
