-- Why: logs that nobody deletes fill the disk; how long each is kept is for the company to say.

-- One row per log ("Microsoft Learn: Define retention policies"); a month unless somebody says otherwise.
create table retention_policy (
  log text not null,
  keep_days integer not null default 30,
  enabled boolean not null default true,
  changed_by text,
  -- When the policy was last applied, and how many rows it removed then.
  applied_at timestamptz,
  deleted integer,
  constraint retention_policy_pk primary key (log),
  constraint retention_policy_log check (log in ('jobQueueLogEntries', 'shopifyLogEntries', 'skippedRecords')),
  constraint retention_policy_keep_days check (keep_days between 1 and 3650)
);
insert into retention_policy (log) values ('jobQueueLogEntries'), ('shopifyLogEntries'), ('skippedRecords');
