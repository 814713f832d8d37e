-- Why: somebody who started jobs looks at those alone, and the log has far more of others.
create index job_log_of_principal on job_log (requested_by, ended_at, entry_no) where requested_by is not null;
