-- Why: an old error says which job repeats it before that one has succeeded, and an acknowledged one says why nobody has to act.
alter table job_log
  add column rerun_by text,
  add column acknowledged_reason text;
