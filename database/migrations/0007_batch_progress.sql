-- Why: a batch that is repeated, after a crash or an outage of the store, goes on where it was and counts every record once. Heartbeats are only hints: the last of them are lost with the worker.

-- One row per batch activity of a run, kept until nobody repeats it any more.
create table batch_progress (
  run_id text not null,
  activity_id text not null,
  -- Last record of the pages that are complete.
  after text not null,
  -- What those pages came to.
  counts jsonb not null,
  -- The page under way; some of its records may be done.
  under_way bigint[] not null,
  noted_at timestamptz not null default now(),
  constraint batch_progress_pk primary key (run_id, activity_id)
);
create index batch_progress_age on batch_progress (noted_at);
