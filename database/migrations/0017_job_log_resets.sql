-- Why: an attempt that somebody reset in Temporal goes on in another run; that it ended is no failure of the job, and the log says where it went on.
alter table job_log
  add column reset_run_id text,
  add constraint job_log_reset check (reset_run_id is null or outcome = 'cancelled');
