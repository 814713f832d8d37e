import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";

export const company = z
  .strictObject({
    name: z.string().max(100),
    timeZone: z.string().max(60).describe("IANA name; decides which day it is"),
    localCurrencyCode: z.string().trim().min(1).max(10),
    countryCode: z.string().max(10),
  })
  .meta({ id: "Company" });

export const getCompany = endpoint({
  id: "getCompany",
  method: "get",
  scope: "read",
  reach: "nothing",
  hasEtag: true,
  path: "/api/company",
  tag: "Company",
  summary: "The company whose books are kept",
  answers: { 200: company },
  problems: ["company-missing"],
});
export const saveCompany = endpoint({
  id: "saveCompany",
  method: "put",
  audits: "company",
  hasEtag: true,
  scope: "admin",
  path: "/api/company",
  tag: "Company",
  summary: "Sets up the company of the embedded ledger",
  body: company,
  answers: { 200: company },
  problems: ["time-zone-invalid", "local-currency-in-use"],
});
