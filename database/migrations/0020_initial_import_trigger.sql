-- Why: jobs of an initial import are told from those that a person starts one by one.
alter table job_log drop constraint job_log_trigger;
alter table job_log add constraint job_log_trigger
  check (trigger in ('manual', 'schedule', 'webhook', 'foreground', 'initialImport'));
