-- Why: enabling a shop may fail after whoever asked for it has stopped waiting; then the shop says why it is disabled.
alter table shop add column enabling_problem jsonb;
alter table shop add constraint shop_enabled_without_problem check (not enabled or enabling_problem is null);
