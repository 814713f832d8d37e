-- Why: people hear of jobs that failed without looking: who is told of what, what there was to tell, and whether it arrived.

-- Who is told of which failures (Business Central: Job Queue Notification Setup).
create table notification_rule (
  id uuid not null,
  kind text not null,
  -- In product: the only one who sees it; null: everybody who may see the shop.
  principal text,
  -- Of a webhook its URL, of e-mail its receiver.
  address text,
  -- What a webhook is signed with, sealed.
  sealed_secret text,
  -- Null: all.
  report text,
  -- Null: all, and jobs of the whole company.
  shop text,
  -- 1: each failure for good, at once; otherwise when so many runs of a report and shop have failed in a row.
  after_failures integer not null default 1,
  on_recovery boolean not null default true,
  enabled boolean not null default true,
  -- What ended earlier is not told: when the rule was made or last changed.
  since timestamptz not null default now(),
  created_at timestamptz not null default now(),
  created_by text not null,
  changed_at timestamptz,
  changed_by text,
  constraint notification_rule_pk primary key (id),
  constraint notification_rule_shop foreign key (shop) references shop (code) on delete cascade on update cascade,
  constraint notification_rule_receiver check (
    case kind
      when 'inProduct' then num_nonnulls(address, sealed_secret) = 0
      when 'webhook' then address is not null and sealed_secret is not null and principal is null
      when 'email' then address is not null and num_nonnulls(principal, sealed_secret) = 0
      else false
    end
  ),
  constraint notification_rule_after_failures check (after_failures between 1 and 100)
);

-- One per rule and occasion: a repeat makes none. It keeps what it tells, because the log forgets sooner.
create table notification (
  -- Ids grow with time: the order of the list.
  id uuid not null,
  rule_id uuid not null,
  event text not null,
  -- Row of the log that is told of; null: of a test.
  entry_no bigint,
  entry_id text,
  report text,
  shop text,
  error_type text,
  error_message text,
  error_params jsonb,
  -- Runs that have failed in a row, up to this one or before the recovery.
  failures integer not null default 0,
  -- The schedule that stopped with this failure.
  schedule text,
  occurred_at timestamptz not null,
  created_at timestamptz not null default now(),
  -- open: to be seen in product; the others of what is sent.
  state text not null,
  attempts integer not null default 0,
  last_error text,
  delivered_at timestamptz,
  -- When its delivery was last started.
  handed_over_at timestamptz,
  constraint notification_pk primary key (id),
  constraint notification_rule_fk foreign key (rule_id) references notification_rule (id) on delete cascade,
  constraint notification_once unique (rule_id, entry_no),
  constraint notification_event check (event in ('job.failed', 'job.recovered', 'test')),
  constraint notification_state check (state in ('open', 'pending', 'delivered', 'failed')),
  constraint notification_log_row check (event = 'test' or num_nulls(entry_no, entry_id, report) = 0)
);
create index notification_to_deliver on notification (created_at) where state = 'pending';
create index notification_by_age on notification (created_at);
create index notification_of_shop on notification (shop, id);

-- Whoever has dismissed a notification sees it no longer as open.
create table notification_dismissal (
  notification_id uuid not null,
  principal text not null,
  dismissed_at timestamptz not null default now(),
  constraint notification_dismissal_pk primary key (notification_id, principal),
  constraint notification_dismissal_fk foreign key (notification_id) references notification (id) on delete cascade
);

-- Which rows of the log have been looked at for something to tell. Those from before this migration have.
alter table job_log
  -- The attempt was the last one of its run: it succeeded, or no rerun follows by itself. An incomplete run of a schedule is never final.
  add column ends_run boolean not null generated always as (
    is_final
    or outcome in ('succeeded', 'succeededWithSkips')
    or (trigger = 'schedule' and outcome = 'incomplete' and attempt > max_attempts)
  ) stored,
  add column considered_at timestamptz default now();
alter table job_log alter column considered_at drop default;
create index job_log_to_consider on job_log (ended_at, entry_no) where ends_run and considered_at is null;

-- As Business Central begins: everybody sees in product what fails for good.
insert into notification_rule (id, kind, created_by) values (gen_random_uuid(), 'inProduct', 'program');

alter table retention_policy drop constraint retention_policy_log;
alter table retention_policy add constraint retention_policy_log
  check (log in ('jobQueueLogEntries', 'shopifyLogEntries', 'skippedRecords', 'notifications'));
insert into retention_policy (log) values ('notifications');
