-- Why: what Shopify answered is kept as it was, so that somebody can see later why a record became what it is ("BCApps: Shpfy Data Capture").

-- One row whenever a record's answer differs from the last one. It holds buyers' personal data.
create table data_capture (
  entry_no bigint generated always as identity,
  -- The record: order, orderLine, … and its id at Shopify.
  linked_table text not null,
  linked_id bigint not null,
  shop text not null,
  -- The order the record belongs to; with it the captures go.
  shopify_order_id bigint,
  -- Text as it was: JSON of Shopify may hold what jsonb does not take.
  data json not null,
  -- SHA-256 of the answer.
  hash text not null,
  captured_at timestamptz not null default now(),
  constraint data_capture_pk primary key (linked_table, linked_id, entry_no),
  constraint data_capture_linked_table check (
    linked_table in ('order', 'orderLine', 'orderShippingCharge', 'orderTransaction', 'fulfillmentOrder', 'fulfillment')
  ),
  constraint data_capture_order foreign key (shopify_order_id) references order_header (shopify_order_id) on delete cascade
);
create index data_capture_of_order on data_capture (shopify_order_id, entry_no);
create index data_capture_by_time on data_capture (captured_at);

alter table retention_policy
  drop constraint retention_policy_log,
  add constraint retention_policy_log check (
    log in ('jobQueueLogEntries', 'shopifyLogEntries', 'skippedRecords', 'notifications', 'dataCaptures')
  );
insert into retention_policy (log) values ('dataCaptures');
