-- Why: that a recurring job did not run when it should have is only seen against a record that its scheduler does not keep.

create table schedule_watch (
  -- Owner and name: api.orders.
  schedule_id text not null,
  report text not null,
  -- Null for a report of the whole company. No foreign key: a schedule may outlive its shop.
  shop text,
  -- As it was when somebody last looked; it is shown when the schedule itself is gone.
  definition jsonb not null,
  is_paused boolean not null,
  -- Whatever should have run until then did, or is excused.
  accounted_until timestamptz not null,
  -- The first run after that; null: none, because it is on hold or no time is left.
  next_expected_at timestamptz,
  -- From then on it is overdue, unless a run was seen.
  overdue_at timestamptz,
  -- When the last run that was seen was due.
  last_seen_at timestamptz,
  runs_skipped integer not null,
  runs_missed integer not null,
  -- When it was first found to be gone from Temporal.
  missing_since timestamptz,
  checked_at timestamptz not null,
  constraint schedule_watch_pk primary key (schedule_id),
  constraint schedule_watch_expected check ((next_expected_at is null) = (overdue_at is null)),
  constraint schedule_watch_due check (overdue_at > next_expected_at)
);
-- Cues ask for what is overdue again and again.
create index schedule_watch_overdue on schedule_watch (overdue_at) where overdue_at is not null;
