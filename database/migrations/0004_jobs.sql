-- Why: the log of job attempts outlives Temporal's retention and carries what people did about it; webhooks are kept until a job has them; skipped records.

-- One row per closed attempt that had its slot, copied from Temporal, where the truth is. The first columns never change; the last ones are people's.
create table job_log (
  entry_no bigint generated always as identity,
  workflow_id text not null,
  run_id text not null,
  entry_id text not null,
  report text not null,
  shop text,
  store text,
  -- Whether a failure counts in the cue Synchronization Errors.
  counts_in_cue boolean not null,
  trigger text not null,
  category text,
  priority integer not null,
  attempt integer not null,
  max_attempts integer not null,
  outcome text not null,
  -- No rerun of the entry follows and a person is needed.
  is_final boolean not null,
  enqueued_at timestamptz not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  counts jsonb not null,
  parameters jsonb not null,
  error_type text,
  error_message text,
  error_params jsonb,
  error_activity text,
  batch_id text,
  rerun_of text,
  -- Entries whose errors are settled when this one succeeds.
  supersedes text[] not null,
  requested_by text,
  seen_at timestamptz not null default now(),
  superseded_at timestamptz,
  superseded_by text,
  acknowledged_at timestamptz,
  acknowledged_by text,
  -- Its entry was started again.
  restarted_at timestamptz,
  -- Kept as long as Temporal may still show the execution, so that it does not come back.
  deleted_at timestamptz,
  constraint job_log_pk primary key (entry_no),
  constraint job_log_execution unique (workflow_id, run_id),
  constraint job_log_trigger check (trigger in ('manual', 'schedule', 'webhook', 'foreground')),
  constraint job_log_outcome check (outcome in ('succeeded', 'succeededWithSkips', 'incomplete', 'failed', 'cancelled')),
  constraint job_log_error check ((outcome in ('failed', 'incomplete')) = (error_type is not null))
);
create index job_log_of_entry on job_log (entry_id, ended_at);
create index job_log_of_report on job_log (report, shop, ended_at);
create index job_log_by_end on job_log (ended_at);
create index job_log_open_errors on job_log (ended_at)
  where error_type is not null and superseded_at is null and acknowledged_at is null and deleted_at is null;
create index job_log_settling on job_log using gin (supersedes) where outcome in ('succeeded', 'succeededWithSkips');

-- What the cues on jobs count and their lists show, so that the two cannot differ.
-- synchronizationErrors: every failed attempt of the reports that count, also if a later one succeeded, until a person or a restart or rerun settles it.
-- tasksFailed: the last attempt of each job that failed for good and was not started again.
-- failingNow: the last error of each report and shop that have not succeeded since.
create view job_log_cue as
with open_error as (
  select * from job_log
  where error_type is not null and superseded_at is null and acknowledged_at is null and deleted_at is null
)
select 'synchronizationErrors' as cue, e.entry_no, e.shop from open_error e
where e.counts_in_cue and e.trigger <> 'foreground'
union all
select 'tasksFailed', e.entry_no, e.shop from open_error e
where e.is_final and e.restarted_at is null
  and not exists (
    select 1 from job_log later
    where later.entry_id = e.entry_id and later.deleted_at is null
      and (later.ended_at, later.entry_no) > (e.ended_at, e.entry_no)
  )
union all
select 'failingNow', e.entry_no, e.shop from (
  select distinct on (report, shop) * from open_error
  where trigger <> 'foreground'
  order by report, shop, ended_at desc, entry_no desc
) e
where not exists (
  select 1 from job_log later
  where later.report = e.report and later.shop is not distinct from e.shop and later.deleted_at is null
    and later.outcome in ('succeeded', 'succeededWithSkips') and later.ended_at >= e.ended_at
);

-- How far the log has followed Temporal: the end of the last execution it has seen, by Temporal's clock, and when it last looked.
create table job_log_watermark (
  singleton boolean not null default true,
  closed_until timestamptz not null,
  as_of timestamptz not null,
  constraint job_log_watermark_pk primary key (singleton),
  constraint job_log_watermark_singleton check (singleton)
);

-- A webhook is written down before it is answered, and handed over to a job in the same request; what was not is sent again.
create table webhook_inbox (
  -- Shopify sends the same id again when it repeats a webhook.
  webhook_id text not null,
  store text not null,
  topic text not null,
  -- Legacy id of what it is about; never the content.
  subject_id bigint,
  triggered_at timestamptz,
  received_at timestamptz not null default now(),
  handed_over_at timestamptz,
  constraint webhook_inbox_pk primary key (webhook_id)
);
create index webhook_inbox_waiting on webhook_inbox (received_at) where handed_over_at is null;

-- A record the connector chose not to send or process. The same record skipped for the same reason is one row that counts up.
create table skipped_record (
  entry_no bigint generated always as identity,
  shop text not null,
  -- Table of the record, e.g. customer, item, sales_shipment.
  table_name text not null,
  record_key text not null,
  reason text not null,
  -- For translating the reason: its code and parameters.
  reason_code text not null,
  reason_params jsonb not null default '{}',
  shopify_id bigint not null default 0,
  -- Values of the record's key, or its name: what a person calls it.
  description text not null,
  job_entry_id text,
  times integer not null default 1,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  constraint skipped_record_pk primary key (entry_no),
  constraint skipped_record_once unique (shop, table_name, record_key, reason),
  constraint skipped_record_times check (times > 0)
);
create index skipped_record_by_last_seen on skipped_record (last_seen_at);
