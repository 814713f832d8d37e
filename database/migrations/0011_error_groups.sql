-- Why: twenty failures of one cause are one thing to look into; a group tells the cause, since when, how often, and whether it is over.

-- Errors of the log that cues count, each with the group it belongs to: the same report and shop failing for the same reason, until that report
-- succeeds for that shop. What fails afterwards is a new group. A group is known by its first row.
create view job_log_error as
with told as (
  select entry_no, report, shop, trigger, error_type, error_message, error_params, ended_at,
    superseded_at is null and acknowledged_at is null as is_open,
    -- The first success at that moment or later.
    min(ended_at) filter (where outcome in ('succeeded', 'succeededWithSkips'))
      over (partition by report, shop order by ended_at desc range between unbounded preceding and current row) as closed_at
  from job_log
  where deleted_at is null
)
select told.*, first_value(entry_no) over of_group as group_no, row_number() over of_group as nth
from told
where error_type is not null and trigger <> 'foreground'
window of_group as (partition by report, shop, error_type, closed_at order by ended_at, entry_no);

create view job_error_group as
select group_no, report, shop, error_type, closed_at,
  count(*)::integer as times,
  (count(*) filter (where is_open))::integer as open_times,
  min(ended_at) as first_seen_at,
  max(ended_at) as last_seen_at,
  (array_agg(error_message order by nth desc))[1] as last_message,
  (array_agg(error_params order by nth desc))[1] as last_params,
  -- Somebody has to act: nobody has settled it, and it has not passed by itself.
  closed_at is null and bool_or(is_open) as is_open
from job_log_error
group by group_no, report, shop, error_type, closed_at;
