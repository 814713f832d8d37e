/** Accounts of the seeded ledger that every kind of line of an order needs. */
export const DEMO_ACCOUNTS = {
  shippingChargesAccount: "6110",
  tipAccount: "6120",
  soldGiftCardAccount: "2420",
  refundAccount: "6130",
  refundAccNonRestockItems: "6135",
  cashRoundingsAccount: "9140",
  dutiesAndFeesAccount: "6140",
} as const;

/** Settings of a shop that books all it can of a generated store, and creates the customers and items the ledger does not know. */
export const BOOKS_EVERYTHING = {
  enabled: true,
  autoCreateOrders: true,
  autoCreateUnknownCustomers: true,
  customerTemplCode: "CUSTOMER",
  autoCreateUnknownItems: true,
  itemTemplCode: "ITEM",
  skuMapping: "itemNo",
  ...DEMO_ACCOUNTS,
} as const;
