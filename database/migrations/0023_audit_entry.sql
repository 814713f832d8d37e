-- Why: when something is not as it was, somebody has to be able to say who changed it, from what to what.

-- One row per record that a person changed through the API. Secrets are in no row.
create table audit_entry (
  entry_no bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  principal text not null,
  -- Operation of the API, e.g. updateShop.
  action text not null,
  record_kind text not null,
  -- Null: many at once, of which `after` says how many.
  record_id text,
  -- Null: of no shop, or of all. No foreign key: what was done to a shop outlives it.
  shop text,
  -- The members that changed. Null before: made; null after: removed; both: an action that leaves nothing to compare.
  before jsonb,
  after jsonb,
  reason text,
  request_id text not null,
  constraint audit_entry_pk primary key (entry_no)
);
create index audit_entry_shop on audit_entry (shop, entry_no);
create index audit_entry_principal on audit_entry (principal, entry_no);
create index audit_entry_record on audit_entry (record_kind, record_id, entry_no);
create index audit_entry_at on audit_entry (at);

alter table retention_policy
  drop constraint retention_policy_log,
  add constraint retention_policy_log
    check (log in ('jobQueueLogEntries', 'shopifyLogEntries', 'skippedRecords', 'notifications', 'dataCaptures', 'auditEntries'));
-- Twelve months, as auditors ask for ("PCI DSS v4.0", requirement 10.5.1).
insert into retention_policy (log, keep_days) values ('auditEntries', 365);

-- Nobody rewrites the log; and what may be removed is what the policy says need not be kept.
create function audit_entry_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and exists (
    select from retention_policy
     where log = 'auditEntries' and enabled and old.at < now() - keep_days * interval '1 day'
  ) then
    return old;
  end if;
  raise exception 'The audit log is only added to; old entries go by its retention policy'
    using errcode = 'restrict_violation';
end $$;
create trigger audit_entry_stays before update or delete on audit_entry
  for each row execute function audit_entry_stays();
create trigger audit_entry_stays_whole before truncate on audit_entry
  for each statement execute function audit_entry_stays();
