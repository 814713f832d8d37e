import type { ShipmentMethodMapping } from "../orders/map-methods.ts";

/** How far a shop is mapped to the ERP: its rows as they are, filled in or not. */
export interface ShopMappings {
  readonly customerTemplates: readonly {
    readonly countryCode: string;
    readonly customerTemplateCode: string;
    readonly defaultCustomerNo: string;
  }[];
  readonly taxAreas: readonly {
    readonly countryCode: string;
    readonly county: string;
    readonly taxAreaCode: string;
    readonly vatBusPostingGroup: string;
  }[];
  readonly paymentMethods: readonly {
    readonly gateway: string;
    readonly creditCardCompany: string;
    readonly paymentMethodCode: string;
  }[];
  readonly paymentTerms: readonly {
    readonly shopifyPaymentTermsId: string;
    readonly name: string;
    readonly paymentTermsCode: string;
  }[];
  readonly shipmentMethods: readonly ShipmentMethodMapping[];
  readonly locations: readonly { readonly shopifyLocationId: string; readonly defaultLocationCode: string }[];
  readonly staff: readonly { readonly shopifyStaffId: string; readonly salespersonCode: string }[];
  /** Some product is linked to an item. */
  readonly hasLinkedProducts: boolean;
}

export const noMappings: ShopMappings = {
  customerTemplates: [],
  taxAreas: [],
  paymentMethods: [],
  paymentTerms: [],
  shipmentMethods: [],
  locations: [],
  staff: [],
  hasLinkedProducts: false,
};
