-- Why: orders of companies are booked on the company's customer, or on those of the location that buys.

-- Companies of Shopify as they were when last read. `customer_no` is the link to the ERP. What the main contact is called is kept here:
-- it becomes a customer of Shopify of its own only when the company is mapped.
create table shopify_company (
  store text not null,
  shopify_company_id bigint not null,
  shop text not null,
  name text not null default '',
  external_id text not null default '',
  note text not null default '',
  main_contact_id bigint not null,
  main_contact_customer_id bigint not null,
  main_contact_first_name text not null default '',
  main_contact_last_name text not null default '',
  main_contact_email text not null default '',
  main_contact_phone text not null default '',
  customer_no text,
  shopify_created_at timestamptz,
  shopify_updated_at timestamptz,
  imported_at timestamptz not null default now(),
  constraint shopify_company_pk primary key (store, shopify_company_id),
  constraint shopify_company_store foreign key (store) references registered_store (store),
  constraint shopify_company_no check (customer_no <> '')
);
create index shopify_company_unmapped on shopify_company (shop, shopify_company_id) where customer_no is null;
create index shopify_company_linked on shopify_company (customer_no) where customer_no is not null;

-- Sell-to and bill-to customer are people's; a bill-to customer alone would leave open whom the goods are sold to. `customer_no` is the
-- customer a location was exported from.
create table company_location (
  store text not null,
  shopify_company_location_id bigint not null,
  shopify_company_id bigint not null,
  name text not null default '',
  recipient text not null default '',
  address text not null default '',
  address2 text not null default '',
  post_code text not null default '',
  city text not null default '',
  country_code text not null default '',
  province_code text not null default '',
  province_name text not null default '',
  phone text not null default '',
  tax_registration_id text not null default '',
  shopify_payment_terms_id bigint,
  is_default boolean not null default false,
  sell_to_customer_no text,
  bill_to_customer_no text,
  customer_no text,
  imported_at timestamptz not null default now(),
  constraint company_location_pk primary key (store, shopify_company_location_id),
  constraint company_location_company foreign key (store, shopify_company_id)
    references shopify_company (store, shopify_company_id) on delete cascade,
  constraint company_location_sell_to check (sell_to_customer_no <> ''),
  constraint company_location_bill_to check (bill_to_customer_no <> ''),
  constraint company_location_bill_to_needs_sell_to check (bill_to_customer_no is null or sell_to_customer_no is not null),
  constraint company_location_no check (customer_no <> ''),
  constraint company_location_tax_id check (char_length(tax_registration_id) <= 150)
);
create index company_location_of_company on company_location (store, shopify_company_id);
create unique index company_location_default on company_location (store, shopify_company_id) where is_default;

-- Companies are told from one another by their tax ids.
alter table ledger.customer
  add column registration_no text not null default '',
  add column vat_registration_no text not null default '',
  add constraint customer_registration_no_length check (char_length(registration_no) <= 50),
  add constraint customer_vat_registration_no_length check (char_length(vat_registration_no) <= 20);
create index customer_registration_no on ledger.customer (registration_no) where registration_no <> '';
create index customer_vat_registration_no on ledger.customer (vat_registration_no) where vat_registration_no <> '';

create index order_header_by_company on order_header (store, company_id) where company_id is not null and not processed;
