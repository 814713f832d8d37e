/** The payment terms a merchant can offer. */
const net = (id: number, days: number) => ({
  id,
  name: `Net ${String(days)}`,
  paymentTermsType: "NET",
  dueInDays: days,
  description: `Within ${String(days)} days`,
});

/** The same in every shop: nobody can add any [A]. */
const TEMPLATES = [
  { id: 1, name: "Due on receipt", paymentTermsType: "RECEIPT", dueInDays: null, description: "Due on receipt" },
  net(2, 7),
  net(3, 15),
  net(4, 30),
  net(5, 45),
  net(6, 60),
  { id: 7, name: "Fixed", paymentTermsType: "FIXED", dueInDays: null, description: "Fixed date" },
  net(8, 90),
  {
    id: 9,
    name: "Due on fulfillment",
    paymentTermsType: "FULFILLMENT",
    dueInDays: null,
    description: "Due on fulfillment",
  },
];

export const paymentTermsTemplates = (type: unknown) =>
  TEMPLATES.filter(({ paymentTermsType }) => typeof type !== "string" || type === paymentTermsType).map(
    ({ id, ...template }) => ({
      __typename: "PaymentTermsTemplate",
      id: `gid://shopify/PaymentTermsTemplate/${String(id)}`,
      ...template,
      translatedName: template.name,
    }),
  );
