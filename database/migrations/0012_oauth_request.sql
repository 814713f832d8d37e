-- Why: who comes back from Shopify with an authorization code has to be somebody we sent there, and a code has to reach a worker unread.

create table oauth_request (
  -- SHA-256 of the state: who reads this table cannot come back with it.
  state_hash text not null,
  store text not null,
  requested_scope text not null,
  requested_by text not null,
  expires_at timestamptz not null,
  -- Sealed; there from the return of the merchant until it was exchanged.
  code text,
  connected_at timestamptz,
  constraint oauth_request_pk primary key (state_hash),
  constraint oauth_request_store_fk foreign key (store) references registered_store (store) on delete cascade
);

create index oauth_request_expiry on oauth_request (expires_at);
