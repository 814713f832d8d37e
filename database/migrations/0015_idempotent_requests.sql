-- Why: a caller that got no answer sends its request again, and must not have done it twice.

create table idempotent_request (
  principal text not null,
  idempotency_key text not null,
  -- SHA-256 over what was asked: the same key may not ask for something else.
  request_hash text not null,
  started_at timestamptz not null default now(),
  -- Null while it is under way.
  status integer,
  headers jsonb,
  -- The body of the answer, sealed: it may hold personal data. Null: it had none, or is shown once only.
  sealed_body text,
  constraint idempotent_request_pk primary key (principal, idempotency_key)
);
create index idempotent_request_by_start on idempotent_request (started_at);
