-- Why: what stands between an imported order and its sales document: mappings to the ERP, the customers and products of Shopify they start from, and the records that let a document be created exactly once.

-- One row per planned document, written before the ERP is asked. `source_key` is what the ERP knows the document by.
create table document_intent (
  store text not null,
  source_key text not null,
  shop text not null,
  shopify_document_type text not null default 'order',
  shopify_document_id bigint not null,
  state text not null default 'planned',
  plan_hash text not null,
  document_type text,
  document_no text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint document_intent_pk primary key (store, source_key),
  constraint document_intent_store foreign key (store) references registered_store (store),
  constraint document_intent_state check (state in ('planned', 'created', 'writtenBack', 'retired')),
  constraint document_intent_shopify_type check (shopify_document_type in ('order', 'return', 'refund')),
  constraint document_intent_created check (state in ('planned', 'retired') or document_no is not null)
);
create index document_intent_document on document_intent (store, shopify_document_type, shopify_document_id);

-- The only truth about which ERP documents belong to a Shopify order, return or refund, whatever the ERP.
create table document_link (
  store text not null,
  shopify_document_type text not null,
  shopify_document_id bigint not null,
  document_type text not null,
  document_no text not null,
  shop text not null,
  shopify_order_id bigint not null,
  shopify_order_no text not null,
  created_at timestamptz not null default now(),
  constraint document_link_pk primary key (store, shopify_document_type, shopify_document_id, document_type, document_no),
  constraint document_link_store foreign key (store) references registered_store (store),
  constraint document_link_shopify_type check (shopify_document_type in ('order', 'return', 'refund')),
  constraint document_link_document_type check (
    document_type in (
      'salesOrder', 'salesInvoice', 'salesReturnOrder', 'salesCreditMemo',
      'postedShipment', 'postedReturnReceipt', 'postedInvoice', 'postedCreditMemo'
    )
  )
);
create index document_link_document on document_link (document_type, document_no);
create index document_link_order on document_link (store, shopify_order_id);

create table document_line_link (
  store text not null,
  document_type text not null,
  document_no text not null,
  line_no integer not null,
  shopify_line_id bigint not null,
  constraint document_line_link_pk primary key (store, document_type, document_no, line_no),
  constraint document_line_link_store foreign key (store) references registered_store (store)
);
create index document_line_link_shopify on document_line_link (store, shopify_line_id);

-- How far the ERP's list of deleted and posted documents has been read.
create table document_change_cursor (
  erp text not null,
  last_seq bigint not null default 0,
  constraint document_change_cursor_pk primary key (erp)
);

-- Customers of Shopify as they were when last read. `customer_no` is the link to the ERP; blank means unmapped.
create table shopify_customer (
  store text not null,
  shopify_customer_id bigint not null,
  shop text not null,
  first_name text not null default '',
  last_name text not null default '',
  email text not null default '',
  phone text not null default '',
  accepts_marketing boolean not null default false,
  verified_email boolean not null default false,
  tax_exempt boolean not null default false,
  state text not null default '',
  note text not null default '',
  tags text[] not null default '{}',
  customer_no text,
  shopify_created_at timestamptz,
  shopify_updated_at timestamptz,
  imported_at timestamptz not null default now(),
  constraint shopify_customer_pk primary key (store, shopify_customer_id),
  constraint shopify_customer_store foreign key (store) references registered_store (store),
  constraint shopify_customer_no check (customer_no <> '')
);
create index shopify_customer_unmapped on shopify_customer (shop, shopify_customer_id) where customer_no is null;
create index shopify_customer_linked on shopify_customer (customer_no) where customer_no is not null;

-- Addresses carry a link of their own: one Shopify customer may buy for several ERP customers (mapping By Bill-to Info).
create table customer_address (
  store text not null,
  shopify_address_id bigint not null,
  shopify_customer_id bigint not null,
  company text not null default '',
  first_name text not null default '',
  last_name text not null default '',
  address text not null default '',
  address2 text not null default '',
  post_code text not null default '',
  city text not null default '',
  country_code text not null default '',
  province_code text not null default '',
  province_name text not null default '',
  phone text not null default '',
  is_default boolean not null default false,
  customer_no text,
  constraint customer_address_pk primary key (store, shopify_address_id),
  constraint customer_address_customer foreign key (store, shopify_customer_id)
    references shopify_customer (store, shopify_customer_id) on delete cascade,
  constraint customer_address_no check (customer_no <> '')
);
create index customer_address_of_customer on customer_address (store, shopify_customer_id);

-- Products and variants are kept per shop record: two shops of one store may follow different item rules.
create table shopify_product (
  shop text not null,
  shopify_product_id bigint not null,
  store text not null,
  title text not null default '',
  vendor text not null default '',
  product_type text not null default '',
  status text not null default '',
  has_variants boolean not null default false,
  item_no text,
  has_error boolean not null default false,
  error_code text,
  error_message text,
  error_params jsonb,
  shopify_updated_at timestamptz,
  imported_at timestamptz not null default now(),
  constraint shopify_product_pk primary key (shop, shopify_product_id),
  constraint shopify_product_shop foreign key (shop) references shop (code),
  constraint shopify_product_item check (item_no <> '')
);
create index shopify_product_unmapped on shopify_product (shop, shopify_product_id) where item_no is null;

create table shopify_variant (
  shop text not null,
  shopify_variant_id bigint not null,
  shopify_product_id bigint not null,
  title text not null default '',
  sku text not null default '',
  barcode text not null default '',
  price numeric not null default 0,
  unit_cost numeric,
  taxable boolean not null default true,
  position integer not null default 0,
  option_names text[] not null default '{}',
  option_values text[] not null default '{}',
  uom_option_no integer not null default 0,
  item_no text,
  variant_code text not null default '',
  shopify_updated_at timestamptz,
  constraint shopify_variant_pk primary key (shop, shopify_variant_id),
  constraint shopify_variant_product foreign key (shop, shopify_product_id)
    references shopify_product (shop, shopify_product_id) on delete cascade,
  constraint shopify_variant_item check (item_no <> ''),
  constraint shopify_variant_uom check (uom_option_no between 0 and 3)
);
create index shopify_variant_of_product on shopify_variant (shop, shopify_product_id);
create index shopify_variant_of_item on shopify_variant (item_no) where item_no is not null;

-- Rows of the next two appear by themselves, unmapped, when an order brings a new title or gateway.
create table shipment_method_mapping (
  shop text not null,
  name text not null,
  shipment_method_code text not null default '',
  shipping_agent_code text not null default '',
  shipping_agent_service_code text not null default '',
  shipping_charges_type text not null default '',
  shipping_charges_no text not null default '',
  constraint shipment_method_mapping_pk primary key (shop, name),
  constraint shipment_method_mapping_shop foreign key (shop) references shop (code) on delete cascade,
  constraint shipment_method_mapping_type check (shipping_charges_type in ('', 'glAccount', 'item', 'chargeItem')),
  constraint shipment_method_mapping_name check (char_length(name) <= 50)
);

create table payment_method_mapping (
  shop text not null,
  gateway text not null,
  credit_card_company text not null default '',
  payment_method_code text not null default '',
  constraint payment_method_mapping_pk primary key (shop, gateway, credit_card_company),
  constraint payment_method_mapping_shop foreign key (shop) references shop (code) on delete cascade
);

create table payment_terms_mapping (
  shop text not null,
  shopify_payment_terms_id bigint not null,
  type text not null,
  name text not null,
  due_in_days integer,
  description text not null default '',
  payment_terms_code text not null default '',
  is_primary boolean not null default false,
  constraint payment_terms_mapping_pk primary key (shop, shopify_payment_terms_id),
  constraint payment_terms_mapping_shop foreign key (shop) references shop (code) on delete cascade
);
create unique index payment_terms_mapping_primary on payment_terms_mapping (shop) where is_primary;

create table shop_location (
  shop text not null,
  shopify_location_id bigint not null,
  name text not null default '',
  is_active boolean not null default true,
  is_fulfillment_service boolean not null default false,
  location_filter text not null default '',
  default_location_code text not null default '',
  stock_calculation text not null default '',
  is_default_product_location boolean not null default false,
  constraint shop_location_pk primary key (shop, shopify_location_id),
  constraint shop_location_shop foreign key (shop) references shop (code) on delete cascade
);

create table customer_template_mapping (
  shop text not null,
  country_code text not null,
  customer_template_code text not null default '',
  default_customer_no text not null default '',
  constraint customer_template_mapping_pk primary key (shop, country_code),
  constraint customer_template_mapping_shop foreign key (shop) references shop (code) on delete cascade
);

-- Not per shop: provinces and their tax areas belong to the company's books.
create table tax_area_mapping (
  country_code text not null,
  county text not null,
  county_code text not null default '',
  tax_area_code text not null default '',
  tax_liable boolean not null default false,
  vat_bus_posting_group text not null default '',
  constraint tax_area_mapping_pk primary key (country_code, county)
);
create index tax_area_mapping_code on tax_area_mapping (country_code, county_code);

create table staff_mapping (
  shop text not null,
  shopify_staff_id bigint not null,
  name text not null default '',
  salesperson_code text not null default '',
  constraint staff_mapping_pk primary key (shop, shopify_staff_id),
  constraint staff_mapping_shop foreign key (shop) references shop (code) on delete cascade
);
