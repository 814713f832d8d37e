-- Why: all workers of a store share one quota at Shopify, one token and one log of what was said; what they share lives here.

-- Shopify's leaky bucket of a store, as far as we know it. `level` is what was left at `level_at`; it refills by `restore_rate` points
-- a second up to `capacity`. Until the first answer the smallest plan is assumed.
create table shopify_bucket (
  store text not null,
  capacity double precision not null default 2000,
  restore_rate double precision not null default 100,
  level double precision not null default 2000,
  level_at timestamptz not null default clock_timestamp(),
  -- Shopify asked everybody to stay away (429, 430) until then.
  blocked_until timestamptz,
  -- Newest reservation: an answer to an older one may be out of date and cannot raise the level.
  last_reservation uuid,
  -- API version of the last answer: differs from ours when ours has expired at Shopify.
  served_version text,
  throttled_count bigint not null default 0,
  constraint shopify_bucket_pk primary key (store),
  constraint shopify_bucket_store_fk foreign key (store) references registered_store (store) on delete cascade,
  constraint shopify_bucket_positive check (capacity > 0 and restore_rate > 0)
) with (fillfactor = 20);

-- Points taken for a call whose actual cost is not known yet. One that is never settled expires as spent, because the call may have run.
create table shopify_reservation (
  id uuid not null,
  store text not null,
  points double precision not null,
  priority text not null,
  expires_at timestamptz not null,
  constraint shopify_reservation_pk primary key (id),
  constraint shopify_reservation_bucket_fk foreign key (store) references shopify_bucket (store) on delete cascade,
  constraint shopify_reservation_priority check (priority in ('person', 'orders', 'catalogue', 'backfill'))
) with (fillfactor = 50);
create index shopify_reservation_of_store on shopify_reservation (store, expires_at);

-- What Shopify last charged in advance for an operation; per store, because plan and scopes decide which parts are asked for.
create table shopify_operation_cost (
  store text not null,
  operation text not null,
  requested double precision not null,
  seen_at timestamptz not null default now(),
  constraint shopify_operation_cost_pk primary key (store, operation),
  constraint shopify_operation_cost_store_fk foreign key (store) references registered_store (store) on delete cascade
);

-- One row per HTTP exchange with Shopify, as far as the shop's logging mode keeps it; a repeated call has a row for each try.
create table shopify_log_entry (
  entry_no bigint generated always as identity,
  created_at timestamptz not null default now(),
  shop text not null,
  store text not null,
  operation text not null,
  url text not null,
  method text not null default 'POST',
  -- 0 when no answer came; the description then names the reason.
  status_code integer not null,
  status_description text not null default '',
  has_error boolean not null,
  request_id text not null default '',
  retry_count integer not null,
  query_cost integer,
  duration_ms integer not null,
  request text not null,
  response text not null,
  request_preview text generated always as (left(request, 50)) stored,
  response_preview text generated always as (left(response, 50)) stored,
  job_entry_id text,
  constraint shopify_log_entry_pk primary key (entry_no),
  constraint shopify_log_entry_shop_fk foreign key (shop) references shop (code) on delete cascade on update cascade
);
create index shopify_log_entry_of_shop on shopify_log_entry (shop, entry_no);
create index shopify_log_entry_by_time on shopify_log_entry (created_at);
create index shopify_log_entry_errors on shopify_log_entry (shop, entry_no) where has_error;
