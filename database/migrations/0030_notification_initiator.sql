-- Why: a rule may tell whoever started a job how it ended (Business Central: Job Queue Notification Setup, "Notify Job Initiator").
alter table notification_rule
  -- In product: each sees what became of the jobs that he or she started, and nobody else does.
  add column to_initiator boolean not null default false,
  add constraint notification_rule_to_initiator check (not to_initiator or (kind = 'inProduct' and principal is null));

alter table notification
  -- Who started the job, of a rule that tells that person alone.
  add column initiator text;
