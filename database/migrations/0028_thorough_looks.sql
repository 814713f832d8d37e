-- Why: the log went over the last ten minutes of closed executions at every look, up to once a second. Most looks need not go back far when, now and then, one does: this is how far that one came, and when.
alter table job_log_watermark
  add column thorough_until timestamptz,
  add column thorough_at timestamptz,
  add constraint job_log_watermark_thorough check ((thorough_until is null) = (thorough_at is null));
