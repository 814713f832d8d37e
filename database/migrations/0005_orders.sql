-- Orders as Shopify holds them and the queue they come through: what report 30104 reads, before anything becomes a sales document.
-- Blank text means blank, as in Business Central; null means "none" (ids, dates) or "not known". Amounts without prefix are in the
-- shop's currency, those with presentment_ in the buyer's. Ids are Shopify's legacy ids.

-- Progress of a listing under way: it goes on from position with the same filter, and ends by setting the cursor of the store.
CREATE TABLE order_listing (
  store text NOT NULL,
  started_at timestamptz NOT NULL,
  lower_bound timestamptz NOT NULL,
  open_only boolean NOT NULL,
  position timestamptz NOT NULL,
  CONSTRAINT order_listing_pk PRIMARY KEY (store),
  CONSTRAINT order_listing_store_fk FOREIGN KEY (store) REFERENCES registered_store (store) ON DELETE CASCADE
);

CREATE TABLE orders_to_import (
  shopify_order_id bigint NOT NULL,
  store text NOT NULL,
  shop text,
  order_no text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  test boolean NOT NULL,
  confirmed boolean NOT NULL,
  fully_paid boolean NOT NULL,
  unpaid boolean NOT NULL,
  closed boolean NOT NULL,
  cancelled_at timestamptz,
  financial_status text NOT NULL,
  fulfillment_status text NOT NULL,
  return_status text NOT NULL,
  order_amount numeric NOT NULL,
  presentment_order_amount numeric NOT NULL,
  currency_code text NOT NULL,
  presentment_currency_code text NOT NULL,
  vat_amount numeric NOT NULL,
  presentment_vat_amount numeric NOT NULL,
  total_quantity_of_items integer NOT NULL,
  channel_name text NOT NULL,
  tags text NOT NULL,
  attributes jsonb NOT NULL,
  sell_to_country text NOT NULL,
  ship_to_country text NOT NULL,
  bill_to_country text NOT NULL,
  purchasing_entity text NOT NULL,
  high_risk boolean NOT NULL,
  channel_liable_taxes boolean NOT NULL,
  import_action text NOT NULL,
  has_error boolean NOT NULL DEFAULT false,
  error_code text NOT NULL DEFAULT '',
  error_message text NOT NULL DEFAULT '',
  error_params jsonb NOT NULL DEFAULT '{}',
  error_call_stack text NOT NULL DEFAULT '',
  -- The run that tried this row last, so that a run tries each row once.
  last_run text NOT NULL DEFAULT '',
  CONSTRAINT orders_to_import_pk PRIMARY KEY (shopify_order_id),
  CONSTRAINT orders_to_import_store_fk FOREIGN KEY (store) REFERENCES registered_store (store) ON DELETE CASCADE,
  CONSTRAINT orders_to_import_shop_fk FOREIGN KEY (shop) REFERENCES shop (code) ON DELETE SET NULL,
  CONSTRAINT orders_to_import_action_ck CHECK (import_action IN ('new', 'update'))
);

CREATE INDEX orders_to_import_by_shop ON orders_to_import (store, shop, shopify_order_id);

CREATE TABLE order_header (
  shopify_order_id bigint NOT NULL,
  store text NOT NULL,
  shop text NOT NULL,
  -- Fixed at first import.
  use_shopify_order_no boolean NOT NULL,
  shopify_order_no text NOT NULL,
  created_at timestamptz NOT NULL,
  document_date date NOT NULL,
  email text NOT NULL,
  phone text NOT NULL,
  customer_id bigint,
  channel_name text NOT NULL,
  app_name text NOT NULL,
  currency_code text NOT NULL,
  presentment_currency_code text NOT NULL,
  shop_currency text NOT NULL,
  presentment_currency text NOT NULL,
  test boolean NOT NULL,
  edited boolean NOT NULL,
  staff_member_id bigint,
  retail_location_id bigint,
  retail_location_name text NOT NULL,
  company_id bigint,
  company_name text NOT NULL,
  company_location_id bigint,
  company_main_contact_id bigint,
  company_main_contact_customer_id bigint,
  company_main_contact_email text NOT NULL,
  company_main_contact_phone text NOT NULL,
  sell_to_first_name text NOT NULL,
  sell_to_last_name text NOT NULL,
  sell_to_name text NOT NULL,
  sell_to_name2 text NOT NULL,
  sell_to_contact_name text NOT NULL,
  sell_to_address text NOT NULL,
  sell_to_address2 text NOT NULL,
  sell_to_post_code text NOT NULL,
  sell_to_city text NOT NULL,
  sell_to_county text NOT NULL,
  sell_to_country_code text NOT NULL,
  ship_to_first_name text NOT NULL,
  ship_to_last_name text NOT NULL,
  ship_to_name text NOT NULL,
  ship_to_name2 text NOT NULL,
  ship_to_contact_name text NOT NULL,
  ship_to_address text NOT NULL,
  ship_to_address2 text NOT NULL,
  ship_to_post_code text NOT NULL,
  ship_to_city text NOT NULL,
  ship_to_county text NOT NULL,
  ship_to_country_code text NOT NULL,
  bill_to_first_name text NOT NULL,
  bill_to_last_name text NOT NULL,
  bill_to_name text NOT NULL,
  bill_to_name2 text NOT NULL,
  bill_to_contact_name text NOT NULL,
  bill_to_address text NOT NULL,
  bill_to_address2 text NOT NULL,
  bill_to_post_code text NOT NULL,
  bill_to_city text NOT NULL,
  bill_to_county text NOT NULL,
  bill_to_country_code text NOT NULL,
  -- Follow Shopify at every import.
  confirmed boolean NOT NULL,
  updated_at timestamptz NOT NULL,
  cancelled_at timestamptz,
  cancel_reason text NOT NULL,
  closed boolean NOT NULL,
  closed_at timestamptz,
  processed_at timestamptz,
  unpaid boolean NOT NULL,
  fully_paid boolean NOT NULL,
  discount_code text NOT NULL,
  discount_codes text NOT NULL,
  status_page_url text NOT NULL,
  total_weight numeric NOT NULL,
  refundable boolean NOT NULL,
  vat_included boolean NOT NULL,
  tax_exempt boolean NOT NULL,
  total_amount numeric NOT NULL,
  presentment_total_amount numeric NOT NULL,
  subtotal_amount numeric NOT NULL,
  presentment_subtotal_amount numeric NOT NULL,
  tip_received_amount numeric NOT NULL,
  presentment_tip_received_amount numeric NOT NULL,
  vat_amount numeric NOT NULL,
  presentment_vat_amount numeric NOT NULL,
  discount_amount numeric NOT NULL,
  presentment_discount_amount numeric NOT NULL,
  shipping_charges_amount numeric NOT NULL,
  presentment_shipping_charges_amount numeric NOT NULL,
  -- Shopify's own shipping total: the charges above lose removed shipping lines, and a conflict is seen in this one.
  raw_shipping_charges_amount numeric NOT NULL,
  current_total_amount numeric NOT NULL,
  presentment_current_total_amount numeric NOT NULL,
  current_total_items_quantity integer NOT NULL,
  payment_rounding_amount numeric NOT NULL,
  presentment_payment_rounding_amount numeric NOT NULL,
  refund_rounding_amount numeric NOT NULL,
  presentment_refund_rounding_amount numeric NOT NULL,
  duties_amount numeric NOT NULL,
  presentment_duties_amount numeric NOT NULL,
  additional_fees_amount numeric NOT NULL,
  presentment_additional_fees_amount numeric NOT NULL,
  po_number text NOT NULL,
  payment_terms_type text NOT NULL,
  payment_terms_name text NOT NULL,
  due_date date,
  b2b boolean NOT NULL,
  financial_status text NOT NULL,
  fulfillment_status text NOT NULL,
  return_status text NOT NULL,
  high_risk boolean NOT NULL,
  channel_liable_taxes boolean NOT NULL,
  gateway text NOT NULL,
  work_description text NOT NULL,
  line_items_redundancy_code text NOT NULL,
  -- What was read when, so that the same content is not written again.
  import_hash text NOT NULL,
  read_at timestamptz NOT NULL,
  imported_at timestamptz NOT NULL,
  -- Mapping: set by rules, or by hand, which wins.
  salesperson_code text NOT NULL DEFAULT '',
  sell_to_customer_no text NOT NULL DEFAULT '',
  bill_to_customer_no text NOT NULL DEFAULT '',
  sell_to_contact_no text NOT NULL DEFAULT '',
  bill_to_contact_no text NOT NULL DEFAULT '',
  ship_to_contact_no text NOT NULL DEFAULT '',
  shipment_method_code text NOT NULL DEFAULT '',
  shipping_agent_code text NOT NULL DEFAULT '',
  shipping_agent_service_code text NOT NULL DEFAULT '',
  payment_method_code text NOT NULL DEFAULT '',
  payment_terms_code text NOT NULL DEFAULT '',
  tax_area_code text NOT NULL DEFAULT '',
  tax_liable boolean NOT NULL DEFAULT false,
  -- Outcome.
  processed boolean NOT NULL DEFAULT false,
  processed_currency_handling text NOT NULL DEFAULT '',
  sales_order_no text NOT NULL DEFAULT '',
  sales_invoice_no text NOT NULL DEFAULT '',
  document_round integer NOT NULL DEFAULT 1,
  has_error boolean NOT NULL DEFAULT false,
  error_code text NOT NULL DEFAULT '',
  error_message text NOT NULL DEFAULT '',
  error_params jsonb NOT NULL DEFAULT '{}',
  has_order_state_error boolean NOT NULL DEFAULT false,
  -- Work that survives a crash: a later step takes it from here.
  creation_due boolean NOT NULL DEFAULT false,
  write_back_due boolean NOT NULL DEFAULT false,
  close_due boolean NOT NULL DEFAULT false,
  CONSTRAINT order_header_pk PRIMARY KEY (shopify_order_id),
  CONSTRAINT order_header_store_fk FOREIGN KEY (store) REFERENCES registered_store (store),
  CONSTRAINT order_header_shop_fk FOREIGN KEY (shop) REFERENCES shop (code),
  CONSTRAINT order_header_round_ck CHECK (document_round >= 1)
);

CREATE INDEX order_header_by_shop ON order_header (shop, shopify_order_id);
CREATE INDEX order_header_by_store_no ON order_header (store, shopify_order_no);
CREATE INDEX order_header_by_customer ON order_header (store, customer_id);
CREATE INDEX order_header_unprocessed ON order_header (shop, shopify_order_id) WHERE NOT processed;
CREATE INDEX order_header_state_error ON order_header (shop, shopify_order_id) WHERE has_order_state_error;
CREATE INDEX order_header_creation_due ON order_header (shop, shopify_order_id) WHERE creation_due;
CREATE INDEX order_header_write_back_due ON order_header (shop, shopify_order_id) WHERE write_back_due;
CREATE INDEX order_header_close_due ON order_header (shop, shopify_order_id) WHERE close_due;

CREATE TABLE order_line (
  shopify_order_id bigint NOT NULL,
  line_id bigint NOT NULL,
  product_id bigint,
  variant_id bigint,
  description text NOT NULL,
  variant_description text NOT NULL,
  sku text NOT NULL,
  vendor text NOT NULL,
  quantity integer NOT NULL,
  fulfillable_quantity integer NOT NULL,
  gift_card boolean NOT NULL,
  tip boolean NOT NULL,
  taxable boolean NOT NULL,
  unit_price numeric NOT NULL,
  presentment_unit_price numeric NOT NULL,
  discount_amount numeric NOT NULL,
  presentment_discount_amount numeric NOT NULL,
  location_id bigint,
  delivery_method text NOT NULL,
  is_exchange_item boolean NOT NULL DEFAULT false,
  item_no text NOT NULL DEFAULT '',
  variant_code text NOT NULL DEFAULT '',
  unit_of_measure_code text NOT NULL DEFAULT '',
  CONSTRAINT order_line_pk PRIMARY KEY (shopify_order_id, line_id),
  CONSTRAINT order_line_order_fk FOREIGN KEY (shopify_order_id) REFERENCES order_header (shopify_order_id) ON DELETE CASCADE
);

CREATE INDEX order_line_by_variant ON order_line (variant_id);

CREATE TABLE order_line_attribute (
  shopify_order_id bigint NOT NULL,
  line_id bigint NOT NULL,
  attribute_key text NOT NULL,
  attribute_value text NOT NULL,
  CONSTRAINT order_line_attribute_pk PRIMARY KEY (shopify_order_id, line_id, attribute_key),
  CONSTRAINT order_line_attribute_line_fk FOREIGN KEY (shopify_order_id, line_id)
    REFERENCES order_line (shopify_order_id, line_id) ON DELETE CASCADE
);

CREATE TABLE order_tax_line (
  shopify_order_id bigint NOT NULL,
  parent_kind text NOT NULL,
  parent_id bigint NOT NULL,
  line_no integer NOT NULL,
  title text NOT NULL,
  rate numeric NOT NULL,
  rate_percent numeric NOT NULL,
  amount numeric NOT NULL,
  presentment_amount numeric NOT NULL,
  channel_liable boolean NOT NULL,
  CONSTRAINT order_tax_line_pk PRIMARY KEY (shopify_order_id, parent_kind, parent_id, line_no),
  CONSTRAINT order_tax_line_parent_ck CHECK (parent_kind IN ('order', 'line', 'shippingLine')),
  CONSTRAINT order_tax_line_order_fk FOREIGN KEY (shopify_order_id) REFERENCES order_header (shopify_order_id) ON DELETE CASCADE
);

CREATE TABLE order_attribute (
  shopify_order_id bigint NOT NULL,
  attribute_key text NOT NULL,
  attribute_value text NOT NULL,
  CONSTRAINT order_attribute_pk PRIMARY KEY (shopify_order_id, attribute_key),
  CONSTRAINT order_attribute_order_fk FOREIGN KEY (shopify_order_id) REFERENCES order_header (shopify_order_id) ON DELETE CASCADE
);

CREATE TABLE order_tag (
  shopify_order_id bigint NOT NULL,
  tag text NOT NULL,
  CONSTRAINT order_tag_pk PRIMARY KEY (shopify_order_id, tag),
  CONSTRAINT order_tag_order_fk FOREIGN KEY (shopify_order_id) REFERENCES order_header (shopify_order_id) ON DELETE CASCADE
);

CREATE TABLE order_risk (
  shopify_order_id bigint NOT NULL,
  line_no integer NOT NULL,
  level text NOT NULL,
  provider text NOT NULL,
  sentiment text NOT NULL,
  message text NOT NULL,
  CONSTRAINT order_risk_pk PRIMARY KEY (shopify_order_id, line_no),
  CONSTRAINT order_risk_order_fk FOREIGN KEY (shopify_order_id) REFERENCES order_header (shopify_order_id) ON DELETE CASCADE
);

CREATE TABLE order_shipping_charge (
  shopify_order_id bigint NOT NULL,
  shipping_line_id bigint NOT NULL,
  title text NOT NULL,
  code text NOT NULL,
  source text NOT NULL,
  amount numeric NOT NULL,
  presentment_amount numeric NOT NULL,
  discount_amount numeric NOT NULL,
  presentment_discount_amount numeric NOT NULL,
  CONSTRAINT order_shipping_charge_pk PRIMARY KEY (shopify_order_id, shipping_line_id),
  CONSTRAINT order_shipping_charge_order_fk FOREIGN KEY (shopify_order_id) REFERENCES order_header (shopify_order_id) ON DELETE CASCADE
);

CREATE TABLE order_transaction (
  transaction_id bigint NOT NULL,
  shopify_order_id bigint NOT NULL,
  refund_id bigint,
  type text NOT NULL,
  status text NOT NULL,
  gateway text NOT NULL,
  message text NOT NULL,
  manual_payment_gateway boolean NOT NULL,
  test boolean NOT NULL,
  error_code text NOT NULL,
  amount numeric NOT NULL,
  currency_code text NOT NULL,
  presentment_amount numeric NOT NULL,
  presentment_currency_code text NOT NULL,
  rounding_amount numeric NOT NULL,
  rounding_currency_code text NOT NULL,
  presentment_rounding_amount numeric NOT NULL,
  presentment_rounding_currency_code text NOT NULL,
  credit_card_number text NOT NULL,
  credit_card_company text NOT NULL,
  credit_card_bin text NOT NULL,
  avs_result_code text NOT NULL,
  cvv_result_code text NOT NULL,
  payment_id text NOT NULL,
  gift_card_id bigint,
  created_at timestamptz NOT NULL,
  processed_at timestamptz,
  CONSTRAINT order_transaction_pk PRIMARY KEY (transaction_id),
  CONSTRAINT order_transaction_order_fk FOREIGN KEY (shopify_order_id) REFERENCES order_header (shopify_order_id) ON DELETE CASCADE
);

CREATE INDEX order_transaction_by_order ON order_transaction (shopify_order_id);
CREATE INDEX order_transaction_by_gift_card ON order_transaction (gift_card_id) WHERE gift_card_id IS NOT NULL;

CREATE TABLE fulfillment_order (
  fulfillment_order_id bigint NOT NULL,
  shopify_order_id bigint NOT NULL,
  status text NOT NULL,
  request_status text NOT NULL,
  location_id bigint,
  delivery_method text NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT fulfillment_order_pk PRIMARY KEY (fulfillment_order_id),
  CONSTRAINT fulfillment_order_order_fk FOREIGN KEY (shopify_order_id) REFERENCES order_header (shopify_order_id) ON DELETE CASCADE
);

CREATE INDEX fulfillment_order_by_order ON fulfillment_order (shopify_order_id);

CREATE TABLE fulfillment_order_line (
  fulfillment_order_line_id bigint NOT NULL,
  fulfillment_order_id bigint NOT NULL,
  shopify_order_id bigint NOT NULL,
  line_id bigint NOT NULL,
  product_id bigint,
  variant_id bigint,
  total_quantity integer NOT NULL,
  remaining_quantity integer NOT NULL,
  fulfillment_status text NOT NULL,
  CONSTRAINT fulfillment_order_line_pk PRIMARY KEY (fulfillment_order_line_id),
  CONSTRAINT fulfillment_order_line_header_fk FOREIGN KEY (fulfillment_order_id)
    REFERENCES fulfillment_order (fulfillment_order_id) ON DELETE CASCADE
);

CREATE INDEX fulfillment_order_line_by_order ON fulfillment_order_line (shopify_order_id, line_id);
CREATE INDEX fulfillment_order_line_by_header ON fulfillment_order_line (fulfillment_order_id);

CREATE TABLE fulfillment (
  fulfillment_id bigint NOT NULL,
  shopify_order_id bigint NOT NULL,
  status text NOT NULL,
  name text NOT NULL,
  service text NOT NULL,
  tracking_number text NOT NULL,
  tracking_company text NOT NULL,
  tracking_url text NOT NULL,
  tracking_numbers text NOT NULL,
  tracking_companies text NOT NULL,
  tracking_urls text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT fulfillment_pk PRIMARY KEY (fulfillment_id),
  CONSTRAINT fulfillment_order_fk FOREIGN KEY (shopify_order_id) REFERENCES order_header (shopify_order_id) ON DELETE CASCADE
);

CREATE INDEX fulfillment_by_order ON fulfillment (shopify_order_id);

CREATE TABLE fulfillment_line (
  fulfillment_line_id bigint NOT NULL,
  fulfillment_id bigint NOT NULL,
  line_id bigint NOT NULL,
  quantity integer NOT NULL,
  gift_card boolean NOT NULL,
  CONSTRAINT fulfillment_line_pk PRIMARY KEY (fulfillment_line_id),
  CONSTRAINT fulfillment_line_header_fk FOREIGN KEY (fulfillment_id) REFERENCES fulfillment (fulfillment_id) ON DELETE CASCADE
);

CREATE INDEX fulfillment_line_by_header ON fulfillment_line (fulfillment_id);
