-- Why: refunds and returns come with their order; credit memos and return orders are made from them. Amounts without prefix are in the
-- shop's currency, those with presentment_ in the buyer's; ids are Shopify's legacy ids.

create table return_header (
  return_id bigint not null,
  shopify_order_id bigint not null,
  name text not null,
  status text not null,
  total_quantity integer not null,
  decline_reason text not null,
  decline_note text not null,
  created_at timestamptz not null,
  closed_at timestamptz,
  constraint return_header_pk primary key (return_id),
  constraint return_header_order_fk foreign key (shopify_order_id) references order_header (shopify_order_id) on delete cascade,
  constraint return_header_quantity_ck check (total_quantity >= 0)
);
create index return_header_by_order on return_header (shopify_order_id);

-- A default line names a line of the order and what was paid for it after discounts; an unverified one (no order was shown) only a price.
create table return_line (
  return_id bigint not null,
  return_line_id bigint not null,
  shopify_order_id bigint not null,
  type text not null,
  line_id bigint,
  quantity integer not null,
  processed_quantity integer not null,
  refundable_quantity integer not null,
  refunded_quantity integer not null,
  return_reason_handle text not null,
  return_reason_name text not null,
  return_reason_note text not null,
  customer_note text not null,
  weight numeric,
  weight_unit text not null,
  discounted_total_amount numeric,
  presentment_discounted_total_amount numeric,
  unit_price numeric,
  unit_price_currency text not null,
  -- Where all its returned goods went; null when Shopify does not know, or names different places.
  location_id bigint,
  constraint return_line_pk primary key (return_id, return_line_id),
  constraint return_line_return_fk foreign key (return_id) references return_header (return_id) on delete cascade,
  constraint return_line_type_ck check (type in ('default', 'unverified')),
  constraint return_line_default_ck check (
    (type = 'default') = (line_id is not null)
    and (type = 'default') = (discounted_total_amount is not null)
    and (type = 'default') = (presentment_discounted_total_amount is not null)
  ),
  constraint return_line_unverified_ck check (
    (type = 'unverified') = (unit_price is not null) and (type = 'unverified') = (unit_price_currency <> '')
  ),
  constraint return_line_quantity_ck check (quantity >= 0)
);
create index return_line_by_order on return_line (shopify_order_id);

-- `return_id` is null for a refund without a return. It is no foreign key: which returns Shopify shows depends on the app's access.
create table refund_header (
  refund_id bigint not null,
  shopify_order_id bigint not null,
  return_id bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  note text not null,
  total_refunded_amount numeric not null,
  presentment_total_refunded_amount numeric not null,
  -- ERP codes; blank is the local currency.
  currency_code text not null,
  presentment_currency_code text not null,
  -- What came of its credit memo or return order. An import leaves these alone.
  has_processing_error boolean not null default false,
  last_error_code text not null default '',
  last_error_description text not null default '',
  last_error_params jsonb not null default '{}',
  last_error_at timestamptz,
  constraint refund_header_pk primary key (refund_id),
  constraint refund_header_order_fk foreign key (shopify_order_id) references order_header (shopify_order_id) on delete cascade,
  constraint refund_header_error_ck check (
    has_processing_error = (last_error_code <> '')
    and has_processing_error = (last_error_description <> '')
    and has_processing_error = (last_error_at is not null)
  )
);
create index refund_header_by_order on refund_header (shopify_order_id);
create index refund_header_by_return on refund_header (return_id) where return_id is not null;

-- `amount` is the unit price. A line of an exchange is ours: its id is minus the id of the order's line that went out, its quantity and
-- amounts are negative. No foreign key to the order's line: one whose quantity became 0 is gone.
create table refund_line (
  refund_id bigint not null,
  refund_line_id bigint not null,
  shopify_order_id bigint not null,
  line_id bigint not null,
  restock_type text not null,
  restocked boolean not null,
  quantity integer not null,
  amount numeric not null,
  presentment_amount numeric not null,
  subtotal_amount numeric not null,
  presentment_subtotal_amount numeric not null,
  total_tax_amount numeric not null,
  presentment_total_tax_amount numeric not null,
  location_id bigint,
  can_create_credit_memo boolean not null,
  is_exchange_item boolean not null,
  constraint refund_line_pk primary key (refund_id, refund_line_id),
  constraint refund_line_refund_fk foreign key (refund_id) references refund_header (refund_id) on delete cascade,
  constraint refund_line_restock_type_ck check (restock_type in ('', 'return', 'legacyRestock', 'noRestock', 'cancel')),
  constraint refund_line_exchange_ck check (
    is_exchange_item = (refund_line_id < 0)
    and (not is_exchange_item or (refund_line_id = -line_id and can_create_credit_memo and restock_type = 'return'))
  ),
  constraint refund_line_quantity_ck check (case when is_exchange_item then quantity < 0 else quantity >= 0 end)
);
create index refund_line_by_order on refund_line (shopify_order_id, line_id);

create table refund_shipping_line (
  refund_id bigint not null,
  refund_shipping_line_id bigint not null,
  shopify_order_id bigint not null,
  shipping_line_id bigint,
  title text not null,
  subtotal_amount numeric not null,
  presentment_subtotal_amount numeric not null,
  tax_amount numeric not null,
  presentment_tax_amount numeric not null,
  constraint refund_shipping_line_pk primary key (refund_id, refund_shipping_line_id),
  constraint refund_shipping_line_refund_fk foreign key (refund_id) references refund_header (refund_id) on delete cascade
);
create index refund_shipping_line_by_order on refund_shipping_line (shopify_order_id);

create index order_transaction_by_refund on order_transaction (refund_id) where refund_id is not null;
