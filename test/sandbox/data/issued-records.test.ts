import { expect, test } from "@jest/globals";
import { aShop, textOf, type Json, type TestShop } from "./a-shop.ts";

const call = async (shop: TestShop, name: string, type: string, input: object, fields: string): Promise<Json> => {
  const document = `mutation M($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { field message code } } }`;
  const { data, errors } = await shop.run(document, { input });
  expect(errors).toBeUndefined();
  return data[name] as Json;
};

const usd = (amount: string) => ({ amount, currencyCode: "USD" });

const giftCard = (shop: TestShop, input: object) =>
  call(
    shop,
    "giftCardCreate",
    "GiftCardCreateInput",
    input,
    "giftCardCode giftCard { id lastCharacters maskedCode enabled expiresOn note crossCurrencyRedemptionStrategy initialValue { amount currencyCode } balance { amount } order { id } customer { id } }",
  );

test("[D] a gift card is issued with a code that is told once; it belongs to no order", async () => {
  const shop = aShop();

  expect(
    await giftCard(shop, { initialAmount: usd("25.00"), code: "ABCD1234", expiresOn: "2027-12-31", note: "sorry" }),
  ).toMatchObject({
    userErrors: [],
    giftCardCode: "abcd1234",
    giftCard: {
      lastCharacters: "1234",
      enabled: true,
      expiresOn: "2027-12-31",
      note: "sorry",
      crossCurrencyRedemptionStrategy: "MARKET_FX",
      initialValue: usd("25.0"),
      balance: { amount: "25.0" },
      order: null,
      customer: null,
    },
  });
  expect(await giftCard(shop, { initialValue: "5" })).toMatchObject({
    giftCardCode: expect.stringMatching(/^[a-z0-9]{16}$/),
  });
  expect((await shop.run('{ giftCardsCount(query: "source:api_client") { count } }')).data["giftCardsCount"]).toEqual({
    count: 2,
  });
});

test.each([
  ["no amount", {}, "initialAmount", "MISSING_ARGUMENT"],
  ["an amount of nothing", { initialAmount: usd("0") }, "initialAmount", "GREATER_THAN"],
  ["a code that is too short", { initialAmount: usd("5"), code: "abc" }, "code", "TOO_SHORT"],
  ["a code that is too long", { initialAmount: usd("5"), code: "a".repeat(21) }, "code", "TOO_LONG"],
  ["a code with other characters", { initialAmount: usd("5"), code: "abc-12345" }, "code", "INVALID"],
  ["a code that is taken", { initialAmount: usd("5"), code: "Taken123" }, "code", "TAKEN"],
  [
    "a customer that is not there",
    { initialAmount: usd("5"), customerId: "gid://shopify/Customer/1" },
    "customerId",
    "CUSTOMER_NOT_FOUND",
  ],
])("[D] giftCardCreate refuses %s", async (_what, input, field, code) => {
  const shop = aShop();
  await giftCard(shop, { initialAmount: usd("5"), code: "taken123" });

  expect(await giftCard(shop, input)).toMatchObject({
    giftCard: null,
    giftCardCode: null,
    userErrors: [{ field: ["input", field], code }],
  });
});

const COMPANY = `company {
  id name externalId
  mainContact { id title isMainContact customer { id email firstName } }
  locations(first: 5) { nodes { id name externalId taxSettings { taxRegistrationId } shippingAddress { address1 city zip countryCode zoneCode recipient companyName } billingAddress { address1 } } }
}`;

const company = (shop: TestShop, input: object) =>
  call(
    shop,
    "companyCreate",
    "CompanyCreateInput",
    { company: { name: "Acme", externalId: "A-1" }, ...input },
    COMPANY,
  );

test("[D] a company is created with its main contact, who becomes a customer, and its location", async () => {
  const shop = aShop();

  const answer = await company(shop, {
    companyContact: { email: "ann@acme.com", firstName: "Ann", lastName: "Acme", title: "Buyer" },
    companyLocation: {
      name: "Head office",
      externalId: "L-1",
      taxRegistrationId: "IS12345",
      billingSameAsShipping: true,
      shippingAddress: {
        address1: "1 Main St",
        city: "Ottawa",
        zip: "K1A",
        countryCode: "CA",
        zoneCode: "ON",
        recipient: "Reception",
      },
    },
  });

  expect(answer).toMatchObject({
    userErrors: [],
    company: {
      name: "Acme",
      externalId: "A-1",
      mainContact: { title: "Buyer", isMainContact: true, customer: { email: "ann@acme.com", firstName: "Ann" } },
      locations: {
        nodes: [
          {
            name: "Head office",
            externalId: "L-1",
            taxSettings: { taxRegistrationId: "IS12345" },
            shippingAddress: {
              address1: "1 Main St",
              city: "Ottawa",
              countryCode: "CA",
              zoneCode: "ON",
              recipient: "Reception",
              companyName: "Acme",
            },
            billingAddress: { address1: "1 Main St" },
          },
        ],
      },
    },
  });
  expect((await shop.run('{ customersCount(query: "email:ann@acme.com") { count } }')).data["customersCount"]).toEqual({
    count: 1,
  });
});

test("[D] an order placed for a company location is the company's", async () => {
  const shop = aShop();
  const made = await company(shop, { companyContact: { email: "ann@acme.com" } });
  const locationId = textOf(made["company"]?.["locations"]?.["nodes"]?.["0"]?.["id"]);

  const order = await shop.run(
    `mutation O($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order {
      purchasingEntity { ... on PurchasingCompany { company { name } location { id name } contact { customer { email } } } }
    } userErrors { message } } }`,
    {
      order: {
        companyLocationId: locationId,
        lineItems: [{ title: "A", quantity: 1, priceSet: { shopMoney: usd("5.00") } }],
      },
    },
  );

  expect(order.errors).toBeUndefined();
  expect(order.data["orderCreate"]).toMatchObject({
    userErrors: [],
    order: {
      purchasingEntity: {
        company: { name: "Acme" },
        location: { id: locationId, name: "Acme" },
        contact: { customer: { email: "ann@acme.com" } },
      },
    },
  });
});

test("a company gets more locations and contacts", async () => {
  const shop = aShop();
  const made = await company(shop, {});
  const id = textOf(made["company"]?.["id"]);
  const customer = await shop.run(
    'mutation { customerCreate(input: { email: "bob@acme.com" }) { customer { id } userErrors { message } } }',
  );
  const customerId = textOf(customer.data["customerCreate"]?.["customer"]?.["id"]);
  const assign = () =>
    shop.run(
      `mutation { companyAssignCustomerAsContact(companyId: "${id}", customerId: "${customerId}") { companyContact { isMainContact customer { email } } userErrors { field code } } }`,
    );
  const locate = () =>
    shop.run(
      `mutation { companyLocationCreate(companyId: "${id}", input: { externalId: "L-2", shippingAddress: { address1: "2 Side St", countryCode: US } }) { companyLocation { name company { name } } userErrors { field code } } }`,
    );

  expect((await assign()).data["companyAssignCustomerAsContact"]).toEqual({
    companyContact: { isMainContact: true, customer: { email: "bob@acme.com" } },
    userErrors: [],
  });
  expect((await assign()).data["companyAssignCustomerAsContact"]).toMatchObject({
    companyContact: null,
    userErrors: [{ field: ["customerId"], code: "TAKEN" }],
  });
  expect((await locate()).data["companyLocationCreate"]).toEqual({
    companyLocation: { name: "2 Side St", company: { name: "Acme" } },
    userErrors: [],
  });
  expect((await locate()).data["companyLocationCreate"]).toMatchObject({
    companyLocation: null,
    userErrors: [{ field: ["input", "externalId"], code: "TAKEN" }],
  });
});

test.each([
  ["no name", { company: { name: " " } }, ["company", "name"], "BLANK"],
  ["an external id that is taken", {}, ["company", "externalId"], "TAKEN"],
  [
    "a contact without an address to write to",
    { company: { name: "B" }, companyContact: { firstName: "B" } },
    ["companyContact", "email"],
    "INVALID",
  ],
  [
    "a contact whose e-mail is a customer's",
    { company: { name: "B" }, companyContact: { email: "ann@acme.com" } },
    ["companyContact", "email"],
    "TAKEN",
  ],
])("[A] companyCreate refuses %s", async (_what, input, field, code) => {
  const shop = aShop();
  await company(shop, { companyContact: { email: "ann@acme.com" } });

  expect(await company(shop, input)).toMatchObject({
    company: null,
    userErrors: [{ field: ["input", ...field], code }],
  });
  expect((await shop.run("{ companiesCount { count } }")).data["companiesCount"]).toEqual({ count: 1 });
});
