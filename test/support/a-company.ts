import { type ShopifyCompany, type ShopifyCompanyLocation, storeShopifyCompany } from "#database/companies";
import type { Database } from "#database/connection";
import type { OrderNode } from "#domain/orders/order-node";

export const aLocation = (location: Partial<ShopifyCompanyLocation> = {}): ShopifyCompanyLocation => ({
  shopifyCompanyLocationId: "901",
  name: "Headquarters",
  recipient: "Ida Berg",
  address: "1 Pike St",
  address2: "",
  postCode: "98101",
  city: "Seattle",
  countryCode: "US",
  provinceCode: "WA",
  provinceName: "Washington",
  phone: "",
  taxRegistrationId: "",
  shopifyPaymentTermsId: null,
  ...location,
});

/** Stores company 900, Acme, read from Shopify after all orders. */
export async function aKnownCompany(db: Database, company: Partial<ShopifyCompany> = {}): Promise<void> {
  await storeShopifyCompany(db, {
    store: "demo.myshopify.com",
    shop: "DEMO",
    shopifyCompanyId: "900",
    name: "Acme",
    externalId: "",
    note: "",
    mainContactId: "902",
    mainContactCustomerId: "71",
    mainContactFirstName: "Ida",
    mainContactLastName: "Berg",
    mainContactEmail: "",
    mainContactPhone: "",
    shopifyCreatedAt: "2026-01-01T00:00:00Z",
    shopifyUpdatedAt: "2026-01-01T00:00:00Z",
    locations: [aLocation()],
    ...company,
  });
  await db.updateTable("shopifyCompany").set({ importedAt: "2100-01-01T00:00:00Z" }).execute();
}

/** As an order names its buyer: company 900 at location 901. */
export const boughtByAcme = (locationId = "901"): OrderNode["purchasingEntity"] => ({
  kind: "PurchasingCompany",
  company: {
    id: "gid://shopify/Company/900",
    name: "Acme",
    mainContact: {
      id: "gid://shopify/CompanyContact/902",
      customer: { id: "gid://shopify/Customer/71", defaultEmailAddress: null, defaultPhoneNumber: null },
    },
  },
  location: { id: `gid://shopify/CompanyLocation/${locationId}` },
});
