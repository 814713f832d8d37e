-- Why: cues and error groups are read every few seconds and looked through the whole log each time; with 100,000 rows that took a second and more.

-- First success of the report and shop at the moment of this error or later. Set when rows come into the log, and kept when that success is deleted.
alter table job_log add column closed_at timestamptz;

drop view job_error_group;
drop view job_log_error;
drop view job_log_cue;

-- The successes that close errors; reports of the whole company have no shop.
create index job_log_success on job_log (report, coalesce(shop, ''), ended_at)
  where outcome in ('succeeded', 'succeededWithSkips');
update job_log set closed_at = (
  select min(success.ended_at) from job_log success
  where success.report = job_log.report and coalesce(success.shop, '') = coalesce(job_log.shop, '')
    and success.outcome in ('succeeded', 'succeededWithSkips') and success.ended_at >= job_log.ended_at
)
where error_type is not null;
create index job_log_closing on job_log (report, coalesce(shop, ''), closed_at) where error_type is not null;

-- Each holds all that its view reads.
drop index job_log_open_errors;
create index job_log_open_errors on job_log (report, shop, ended_at, entry_no)
  include (entry_id, counts_in_cue, trigger, is_final, restarted_at, closed_at)
  where error_type is not null and superseded_at is null and acknowledged_at is null and deleted_at is null;
create index job_log_errors on job_log (report, shop, error_type, closed_at, ended_at, entry_no)
  include (superseded_at, acknowledged_at)
  where error_type is not null and trigger <> 'foreground' and deleted_at is null;
drop index job_log_of_entry;
create index job_log_of_entry on job_log (entry_id, ended_at, entry_no) include (deleted_at);

-- Successes that settle errors of entries are few.
drop index job_log_settling;
create index job_log_settling on job_log (ended_at)
  where outcome in ('succeeded', 'succeededWithSkips') and supersedes <> '{}';

-- What the cues on jobs count and their lists show, so that the two cannot differ.
-- synchronizationErrors: every failed attempt of the reports that count, also if a later one succeeded, until a person or a restart or rerun settles it.
-- tasksFailed: the last attempt of each job that failed for good and was not started again.
-- failingNow: the last error of each report and shop that have not succeeded since.
create view job_log_cue as
select 'synchronizationErrors' as cue, entry_no, shop from job_log
where error_type is not null and superseded_at is null and acknowledged_at is null and deleted_at is null
  and counts_in_cue and trigger <> 'foreground'
union all
select 'tasksFailed', e.entry_no, e.shop from job_log e
where e.error_type is not null and e.superseded_at is null and e.acknowledged_at is null and e.deleted_at is null
  and e.is_final and e.restarted_at is null
  and not exists (
    select 1 from job_log later
    where later.entry_id = e.entry_id and later.deleted_at is null
      and (later.ended_at, later.entry_no) > (e.ended_at, e.entry_no)
  )
union all
(
  select distinct on (report, shop) 'failingNow', entry_no, shop from job_log
  where error_type is not null and superseded_at is null and acknowledged_at is null and deleted_at is null
    and closed_at is null and trigger <> 'foreground'
  order by report, shop, ended_at desc, entry_no desc
);

-- Errors of the log that cues count, each with the group it belongs to: the same report and shop failing for the same reason, until that report
-- succeeds for that shop. What fails afterwards is a new group. A group is known by its first row.
create view job_log_error as
select entry_no, first_value(entry_no) over of_group as group_no
from job_log
where error_type is not null and trigger <> 'foreground' and deleted_at is null
window of_group as (partition by report, shop, error_type, closed_at order by ended_at, entry_no);

create view job_error_group as
select report, shop, error_type, closed_at,
  (array_agg(entry_no order by ended_at, entry_no))[1] as group_no,
  -- Its last row, which tells the message.
  (array_agg(entry_no order by ended_at, entry_no))[count(*)] as last_no,
  count(*)::integer as times,
  (count(*) filter (where superseded_at is null and acknowledged_at is null))::integer as open_times,
  min(ended_at) as first_seen_at,
  max(ended_at) as last_seen_at,
  -- Somebody has to act: nobody has settled it, and it has not passed by itself.
  closed_at is null and bool_or(superseded_at is null and acknowledged_at is null) as is_open
from job_log
where error_type is not null and trigger <> 'foreground' and deleted_at is null
group by report, shop, error_type, closed_at;
