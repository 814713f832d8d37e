-- Why: of 100,000 rows of the log PostgreSQL expected ten times as many open errors as there were, and so read the whole log to find those that nothing follows (60 ms); a lookup for each, which it cannot turn into a join, takes two.
create or replace view job_log_cue as
select 'synchronizationErrors' as cue, entry_no, shop from job_log
where error_type is not null and superseded_at is null and acknowledged_at is null and deleted_at is null
  and counts_in_cue and trigger <> 'foreground'
union all
select 'tasksFailed', e.entry_no, e.shop from job_log e
where e.error_type is not null and e.superseded_at is null and e.acknowledged_at is null and e.deleted_at is null
  and e.is_final and e.restarted_at is null
  and e.entry_no = (
    select last.entry_no from job_log last
    where last.entry_id = e.entry_id and last.deleted_at is null
    order by last.ended_at desc, last.entry_no desc
    limit 1
  )
union all
(
  select distinct on (report, shop) 'failingNow', entry_no, shop from job_log
  where error_type is not null and superseded_at is null and acknowledged_at is null and deleted_at is null
    and closed_at is null and trigger <> 'foreground'
  order by report, shop, ended_at desc, entry_no desc
);
