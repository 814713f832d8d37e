-- Why: a store whose merchant has removed the app is left alone at once, instead of when its next job fails.
alter table shop add column app_uninstalled_webhook_id text not null default '';
