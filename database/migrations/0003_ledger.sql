-- Why: the embedded ledger, a small sales ledger in a schema of its own, so that the product runs without Business Central.
-- A foreign key of a code is named <table>_<column>_exists: the ledger reads the table and the column from it when it answers "reference-missing".
create schema ledger;

-- Set-up ---------------------------------------------------------------------------------------------------------------

-- A code is drawn by UPDATE … RETURNING inside the transaction that uses it: a rollback gives it back, so no gaps.
create table ledger.number_series (
  code text not null,
  description text not null default '',
  prefix text not null default '',
  next bigint not null,
  manual_allowed boolean not null default true,
  constraint number_series_key primary key (code),
  constraint number_series_next_positive check (next > 0)
);

create table ledger.country (
  code text not null,
  name text not null default '',
  iso_code text not null default '',
  constraint country_key primary key (code),
  constraint country_code_given check (code <> '')
);
create index country_iso_code on ledger.country (iso_code);

create table ledger.currency (
  code text not null,
  iso_code text not null default '',
  name text not null default '',
  amount_decimals smallint not null default 2,
  constraint currency_key primary key (code),
  constraint currency_code_given check (code <> ''),
  constraint currency_amount_decimals_range check (amount_decimals between 0 and 5)
);

-- What one unit of a currency is worth in local currency from a day on.
create table ledger.exchange_rate (
  currency_code text not null,
  starting_date date not null,
  rate numeric not null,
  constraint exchange_rate_key primary key (currency_code, starting_date),
  constraint exchange_rate_currency_code_exists foreign key (currency_code) references ledger.currency (code),
  constraint exchange_rate_positive check (rate > 0)
);

create table ledger.gl_account (
  no text collate "C" not null,
  name text not null default '',
  type text not null default 'posting',
  direct_posting boolean not null default true,
  blocked boolean not null default false,
  vat_product_group text not null default '',
  constraint gl_account_key primary key (no),
  constraint gl_account_no_given check (no <> ''),
  constraint gl_account_type_known check (type in ('posting', 'heading', 'total', 'beginTotal', 'endTotal'))
);

-- One row: the company the books are of. Decimals are those of the local currency.
create table ledger.company (
  singleton boolean not null default true,
  name text not null,
  time_zone text not null default 'UTC',
  local_currency_code text not null,
  amount_decimals smallint not null default 2,
  country_code text,
  allow_posting_from date,
  allow_posting_to date,
  rounding_account_no text,
  constraint company_key primary key (singleton),
  constraint company_single check (singleton),
  constraint company_amount_decimals_range check (amount_decimals between 0 and 5),
  constraint company_posting_range check (allow_posting_from <= allow_posting_to),
  constraint company_country_code_exists foreign key (country_code) references ledger.country (code),
  constraint company_rounding_account_no_exists foreign key (rounding_account_no) references ledger.gl_account (no)
);

-- The VAT of a sale is found by whom it is sold to and what is sold. Lines of one identifier are taxed on their sum.
create table ledger.vat_posting_setup (
  vat_business_group text not null,
  vat_product_group text not null,
  vat_identifier text not null,
  vat_percent numeric not null,
  sales_vat_account_no text,
  constraint vat_posting_setup_key primary key (vat_business_group, vat_product_group),
  constraint vat_posting_setup_percent_range check (vat_percent between 0 and 100),
  constraint vat_posting_setup_sales_vat_account_no_exists foreign key (sales_vat_account_no) references ledger.gl_account (no)
);

create table ledger.payment_terms (
  code text not null,
  description text not null default '',
  due_days integer not null default 0,
  constraint payment_terms_key primary key (code),
  constraint payment_terms_due_days_range check (due_days >= 0)
);

create table ledger.payment_method (
  code text not null,
  description text not null default '',
  balancing_account_no text,
  constraint payment_method_key primary key (code),
  constraint payment_method_balancing_account_no_exists foreign key (balancing_account_no) references ledger.gl_account (no)
);

create table ledger.shipment_method (
  code text not null,
  description text not null default '',
  constraint shipment_method_key primary key (code)
);

create table ledger.shipping_agent (
  code text not null,
  name text not null default '',
  tracking_url text not null default '',
  constraint shipping_agent_key primary key (code)
);

create table ledger.shipping_agent_service (
  shipping_agent_code text not null,
  code text not null,
  description text not null default '',
  constraint shipping_agent_service_key primary key (shipping_agent_code, code),
  constraint shipping_agent_service_shipping_agent_code_exists foreign key (shipping_agent_code) references ledger.shipping_agent (code)
);

create table ledger.salesperson (
  code text not null,
  name text not null default '',
  email text not null default '',
  constraint salesperson_key primary key (code)
);

create table ledger.tax_area (
  code text not null,
  description text not null default '',
  constraint tax_area_key primary key (code)
);

create table ledger.location (
  code text not null,
  name text not null default '',
  address text not null default '',
  address2 text not null default '',
  city text not null default '',
  post_code text not null default '',
  county text not null default '',
  country_code text,
  constraint location_key primary key (code),
  constraint location_code_given check (code <> ''),
  constraint location_country_code_exists foreign key (country_code) references ledger.country (code)
);

-- Customers ------------------------------------------------------------------------------------------------------------

create table ledger.customer_template (
  code text not null,
  description text not null default '',
  vat_business_group text not null default '',
  currency_code text,
  payment_terms_code text,
  payment_method_code text,
  shipment_method_code text,
  shipping_agent_code text,
  salesperson_code text,
  tax_area_code text,
  tax_liable boolean not null default false,
  prices_include_vat boolean not null default false,
  constraint customer_template_key primary key (code),
  constraint customer_template_code_given check (code <> ''),
  constraint customer_template_currency_code_exists foreign key (currency_code) references ledger.currency (code),
  constraint customer_template_payment_terms_code_exists foreign key (payment_terms_code) references ledger.payment_terms (code),
  constraint customer_template_payment_method_code_exists foreign key (payment_method_code) references ledger.payment_method (code),
  constraint customer_template_shipment_method_code_exists foreign key (shipment_method_code) references ledger.shipment_method (code),
  constraint customer_template_shipping_agent_code_exists foreign key (shipping_agent_code) references ledger.shipping_agent (code),
  constraint customer_template_salesperson_code_exists foreign key (salesperson_code) references ledger.salesperson (code),
  constraint customer_template_tax_area_code_exists foreign key (tax_area_code) references ledger.tax_area (code)
);

create table ledger.customer (
  id uuid not null default gen_random_uuid(),
  no text collate "C" not null,
  source_key text,
  name text not null default '',
  name2 text not null default '',
  contact text not null default '',
  address text not null default '',
  address2 text not null default '',
  city text not null default '',
  post_code text not null default '',
  county text not null default '',
  country_code text,
  phone text not null default '',
  email text not null default '',
  bill_to_customer_no text,
  vat_business_group text not null default '',
  currency_code text,
  payment_terms_code text,
  payment_method_code text,
  shipment_method_code text,
  shipping_agent_code text,
  salesperson_code text,
  tax_area_code text,
  tax_liable boolean not null default false,
  prices_include_vat boolean not null default false,
  blocked boolean not null default false,
  created_at timestamptz not null default now(),
  modified_at timestamptz not null default now(),
  constraint customer_key primary key (no),
  constraint customer_id unique (id),
  constraint customer_source_key unique (source_key),
  constraint customer_no_length check (length(no) between 1 and 20),
  constraint customer_country_code_exists foreign key (country_code) references ledger.country (code),
  constraint customer_bill_to_customer_no_exists foreign key (bill_to_customer_no) references ledger.customer (no),
  constraint customer_currency_code_exists foreign key (currency_code) references ledger.currency (code),
  constraint customer_payment_terms_code_exists foreign key (payment_terms_code) references ledger.payment_terms (code),
  constraint customer_payment_method_code_exists foreign key (payment_method_code) references ledger.payment_method (code),
  constraint customer_shipment_method_code_exists foreign key (shipment_method_code) references ledger.shipment_method (code),
  constraint customer_shipping_agent_code_exists foreign key (shipping_agent_code) references ledger.shipping_agent (code),
  constraint customer_salesperson_code_exists foreign key (salesperson_code) references ledger.salesperson (code),
  constraint customer_tax_area_code_exists foreign key (tax_area_code) references ledger.tax_area (code)
);
create index customer_email on ledger.customer (lower(email)) where email <> '';
-- A phone is found by its digits in order; only the last one has a fixed place.
create index customer_phone_ending on ledger.customer (right(phone, 1)) where phone <> '';
create index customer_name on ledger.customer (lower(name));

-- A person belongs to the company contact of a customer.
create table ledger.contact (
  no text collate "C" not null,
  type text not null,
  name text not null default '',
  email text not null default '',
  phone text not null default '',
  company_no text collate "C",
  customer_no text collate "C",
  constraint contact_key primary key (no),
  constraint contact_type_known check (type in ('company', 'person')),
  constraint contact_person_has_company check (type = 'company' or customer_no is null),
  constraint contact_company_no_exists foreign key (company_no) references ledger.contact (no),
  constraint contact_customer_no_exists foreign key (customer_no) references ledger.customer (no)
);
create index contact_company on ledger.contact (company_no);
create unique index contact_customer on ledger.contact (customer_no);

-- Items ----------------------------------------------------------------------------------------------------------------

create table ledger.unit_of_measure (
  code text not null,
  description text not null default '',
  constraint unit_of_measure_key primary key (code),
  constraint unit_of_measure_code_given check (code <> '')
);

create table ledger.item_template (
  code text not null,
  description text not null default '',
  unit_of_measure text not null,
  vat_product_group text not null default '',
  reserve text not null default 'optional',
  constraint item_template_key primary key (code),
  constraint item_template_code_given check (code <> ''),
  constraint item_template_unit_of_measure_exists foreign key (unit_of_measure) references ledger.unit_of_measure (code),
  constraint item_template_reserve_known check (reserve in ('never', 'optional', 'always'))
);

create table ledger.item (
  id uuid not null default gen_random_uuid(),
  no text collate "C" not null,
  source_key text,
  description text not null default '',
  base_unit_of_measure text not null,
  sales_unit_of_measure text not null,
  unit_price numeric not null default 0,
  unit_cost numeric not null default 0,
  vat_product_group text not null default '',
  reserve text not null default 'optional',
  blocked boolean not null default false,
  sales_blocked boolean not null default false,
  created_at timestamptz not null default now(),
  modified_at timestamptz not null default now(),
  constraint item_key primary key (no),
  constraint item_id unique (id),
  constraint item_source_key unique (source_key),
  constraint item_no_length check (length(no) between 1 and 20),
  constraint item_reserve_known check (reserve in ('never', 'optional', 'always')),
  constraint item_unit_price_not_negative check (unit_price >= 0),
  constraint item_unit_cost_not_negative check (unit_cost >= 0)
);

create table ledger.item_unit (
  item_no text collate "C" not null,
  code text not null,
  quantity_per_unit numeric not null default 1,
  constraint item_unit_key primary key (item_no, code),
  constraint item_unit_item_no_exists foreign key (item_no) references ledger.item (no) on delete cascade,
  constraint item_unit_code_exists foreign key (code) references ledger.unit_of_measure (code),
  constraint item_unit_quantity_positive check (quantity_per_unit > 0)
);

-- An item is counted and sold in one of its own units; checked at the end, as the item comes before its units.
alter table ledger.item
  add constraint item_base_unit_of_measure_exists foreign key (no, base_unit_of_measure)
    references ledger.item_unit (item_no, code) deferrable initially deferred,
  add constraint item_sales_unit_of_measure_exists foreign key (no, sales_unit_of_measure)
    references ledger.item_unit (item_no, code) deferrable initially deferred;

create table ledger.item_variant (
  id uuid not null default gen_random_uuid(),
  item_no text collate "C" not null,
  code text not null,
  description text not null default '',
  blocked boolean not null default false,
  constraint item_variant_key primary key (item_no, code),
  constraint item_variant_id unique (id),
  constraint item_variant_code_length check (length(code) between 1 and 10),
  constraint item_variant_item_no_exists foreign key (item_no) references ledger.item (no) on delete cascade
);

create table ledger.item_charge (
  no text collate "C" not null,
  description text not null default '',
  vat_product_group text not null default '',
  constraint item_charge_key primary key (no),
  constraint item_charge_no_given check (no <> '')
);

-- Stock is the sum of these entries, in base units.
create table ledger.item_ledger_entry (
  entry_no bigint generated always as identity,
  posting_date date not null,
  entry_type text not null,
  document_no text not null default '',
  item_no text collate "C" not null,
  variant_code text not null default '',
  location_code text,
  quantity numeric not null,
  created_at timestamptz not null default now(),
  constraint item_ledger_entry_key primary key (entry_no),
  constraint item_ledger_entry_type_known check (entry_type in ('sale', 'purchase', 'positiveAdjustment', 'negativeAdjustment', 'transfer')),
  constraint item_ledger_entry_quantity_given check (quantity <> 0),
  constraint item_ledger_entry_item_no_exists foreign key (item_no) references ledger.item (no),
  constraint item_ledger_entry_location_code_exists foreign key (location_code) references ledger.location (code)
);
create index item_ledger_entry_stock on ledger.item_ledger_entry (item_no, variant_code, location_code) include (quantity);

-- Sales documents ------------------------------------------------------------------------------------------------------

create table ledger.sales_header (
  id uuid not null,
  kind text not null,
  no text collate "C" not null,
  status text not null default 'open',
  sell_to_customer_no text collate "C" not null,
  sell_to_contact_no text collate "C",
  sell_to_name text not null default '',
  sell_to_name2 text not null default '',
  sell_to_contact text not null default '',
  sell_to_address text not null default '',
  sell_to_address2 text not null default '',
  sell_to_city text not null default '',
  sell_to_post_code text not null default '',
  sell_to_county text not null default '',
  sell_to_country_code text,
  sell_to_phone text not null default '',
  sell_to_email text not null default '',
  bill_to_customer_no text collate "C" not null,
  bill_to_contact_no text collate "C",
  bill_to_name text not null default '',
  bill_to_name2 text not null default '',
  bill_to_contact text not null default '',
  bill_to_address text not null default '',
  bill_to_address2 text not null default '',
  bill_to_city text not null default '',
  bill_to_post_code text not null default '',
  bill_to_county text not null default '',
  bill_to_country_code text,
  ship_to_name text not null default '',
  ship_to_name2 text not null default '',
  ship_to_contact text not null default '',
  ship_to_address text not null default '',
  ship_to_address2 text not null default '',
  ship_to_city text not null default '',
  ship_to_post_code text not null default '',
  ship_to_county text not null default '',
  ship_to_country_code text,
  prices_include_vat boolean not null,
  vat_business_group text not null default '',
  currency_code text,
  currency_rate numeric,
  amount_decimals smallint not null,
  document_date date not null,
  posting_date date not null,
  due_date date not null,
  external_document_no text not null default '',
  payment_terms_code text,
  payment_method_code text,
  shipment_method_code text,
  shipping_agent_code text,
  shipping_agent_service_code text,
  salesperson_code text,
  tax_area_code text,
  tax_liable boolean not null default false,
  work_description text not null default '',
  shopify_order_id bigint,
  shopify_refund_id bigint,
  shopify_order_no text not null default '',
  invoice_discount_amount numeric not null default 0,
  amount numeric not null default 0,
  vat_amount numeric not null default 0,
  amount_including_vat numeric not null default 0,
  created_at timestamptz not null default now(),
  modified_at timestamptz not null default now(),
  constraint sales_header_key primary key (id),
  constraint sales_header_number unique (kind, no),
  constraint sales_header_no_length check (length(no) between 1 and 20),
  constraint sales_header_kind_known check (kind in ('order', 'invoice', 'creditMemo', 'returnOrder')),
  constraint sales_header_status_known check (status in ('open', 'released')),
  constraint sales_header_total check (amount + vat_amount = amount_including_vat),
  constraint sales_header_invoice_discount_not_negative check (invoice_discount_amount >= 0),
  constraint sales_header_currency_rate_given check ((currency_code is null) = (currency_rate is null)),
  constraint sales_header_sell_to_customer_no_exists foreign key (sell_to_customer_no) references ledger.customer (no),
  constraint sales_header_sell_to_contact_no_exists foreign key (sell_to_contact_no) references ledger.contact (no),
  constraint sales_header_sell_to_country_code_exists foreign key (sell_to_country_code) references ledger.country (code),
  constraint sales_header_bill_to_customer_no_exists foreign key (bill_to_customer_no) references ledger.customer (no),
  constraint sales_header_bill_to_contact_no_exists foreign key (bill_to_contact_no) references ledger.contact (no),
  constraint sales_header_bill_to_country_code_exists foreign key (bill_to_country_code) references ledger.country (code),
  constraint sales_header_ship_to_country_code_exists foreign key (ship_to_country_code) references ledger.country (code),
  constraint sales_header_currency_code_exists foreign key (currency_code) references ledger.currency (code),
  constraint sales_header_payment_terms_code_exists foreign key (payment_terms_code) references ledger.payment_terms (code),
  constraint sales_header_payment_method_code_exists foreign key (payment_method_code) references ledger.payment_method (code),
  constraint sales_header_shipment_method_code_exists foreign key (shipment_method_code) references ledger.shipment_method (code),
  constraint sales_header_shipping_agent_code_exists foreign key (shipping_agent_code) references ledger.shipping_agent (code),
  constraint sales_header_shipping_agent_service_code_exists foreign key (shipping_agent_code, shipping_agent_service_code)
    references ledger.shipping_agent_service (shipping_agent_code, code),
  constraint sales_header_salesperson_code_exists foreign key (salesperson_code) references ledger.salesperson (code),
  constraint sales_header_tax_area_code_exists foreign key (tax_area_code) references ledger.tax_area (code)
);
create index sales_header_sell_to on ledger.sales_header (sell_to_customer_no);
create index sales_header_shopify_order on ledger.sales_header (shopify_order_id);

create table ledger.sales_line (
  document_id uuid not null,
  line_no integer not null,
  source_line_key text,
  type text not null,
  no text collate "C" not null default '',
  variant_code text not null default '',
  location_code text,
  unit_of_measure_code text not null default '',
  quantity_per_unit numeric not null default 1,
  description text not null default '',
  quantity numeric not null default 0,
  unit_price numeric not null default 0,
  line_discount_amount numeric not null default 0,
  line_amount numeric not null default 0,
  invoice_discount_amount numeric not null default 0,
  vat_product_group text not null default '',
  vat_identifier text not null default '',
  vat_percent numeric not null default 0,
  amount numeric not null default 0,
  vat_amount numeric not null default 0,
  amount_including_vat numeric not null default 0,
  shipping_agent_code text,
  shipping_agent_service_code text,
  quantity_shipped numeric not null default 0,
  quantity_invoiced numeric not null default 0,
  outstanding_quantity numeric generated always as (quantity - quantity_shipped) stored,
  constraint sales_line_key primary key (document_id, line_no),
  constraint sales_line_document foreign key (document_id) references ledger.sales_header (id) on delete cascade,
  constraint sales_line_type_known check (type in ('comment', 'item', 'glAccount', 'chargeItem')),
  constraint sales_line_no_given check ((type = 'comment') = (no = '')),
  constraint sales_line_comment_has_no_amount check (type <> 'comment' or (quantity = 0 and line_amount = 0)),
  constraint sales_line_total check (amount + vat_amount = amount_including_vat),
  constraint sales_line_shipped_in_range check (abs(quantity_shipped) <= abs(quantity)),
  constraint sales_line_invoiced_in_range check (abs(quantity_invoiced) <= abs(quantity)),
  constraint sales_line_location_code_exists foreign key (location_code) references ledger.location (code),
  constraint sales_line_shipping_agent_code_exists foreign key (shipping_agent_code) references ledger.shipping_agent (code),
  constraint sales_line_shipping_agent_service_code_exists foreign key (shipping_agent_code, shipping_agent_service_code)
    references ledger.shipping_agent_service (shipping_agent_code, code)
);
create index sales_line_no on ledger.sales_line (type, no);

create table ledger.item_charge_assignment (
  document_id uuid not null,
  charge_line_no integer not null,
  item_line_no integer not null,
  quantity numeric not null,
  amount numeric not null,
  constraint item_charge_assignment_key primary key (document_id, charge_line_no, item_line_no),
  constraint item_charge_assignment_charge_line foreign key (document_id, charge_line_no)
    references ledger.sales_line (document_id, line_no) on delete cascade,
  constraint item_charge_assignment_item_line foreign key (document_id, item_line_no)
    references ledger.sales_line (document_id, line_no) on delete cascade
);

-- Stock kept for a sales line, in base units.
create table ledger.reservation_entry (
  document_id uuid not null,
  line_no integer not null,
  item_no text collate "C" not null,
  variant_code text not null default '',
  location_code text,
  quantity numeric not null,
  constraint reservation_entry_key primary key (document_id, line_no),
  constraint reservation_entry_line foreign key (document_id, line_no) references ledger.sales_line (document_id, line_no) on delete cascade,
  constraint reservation_entry_quantity_positive check (quantity > 0)
);
create index reservation_entry_stock on ledger.reservation_entry (item_no, variant_code, location_code) include (quantity);

-- Which document was made for a source. The key makes it one: the row is written first in the creating transaction, so that
-- others wait for it; its number follows before the commit. It outlives posting and goes only with the deletion of an
-- unposted document, so there is no foreign key to the header.
create table ledger.document_source (
  store text not null,
  source_key text not null,
  document_id uuid not null,
  kind text not null,
  no text collate "C",
  created_at timestamptz not null default now(),
  constraint document_source_key primary key (store, source_key),
  constraint document_source_document unique (document_id),
  constraint document_source_number unique (kind, no)
);

-- What happened to documents with a source, for the connector to read from where it left off.
create table ledger.document_change (
  seq bigint generated always as identity,
  change text not null,
  store text not null,
  source_key text not null,
  kind text not null,
  no text collate "C" not null,
  results jsonb not null default '[]',
  changed_at timestamptz not null default now(),
  constraint document_change_key primary key (seq),
  constraint document_change_known check (change in ('deleted', 'posted'))
);
