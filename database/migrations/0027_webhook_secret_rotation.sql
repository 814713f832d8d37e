-- Why: the secret of a webhook can be changed without losing what is sent while its receiver still knows only the former one.

-- Secrets a webhook had before; messages are signed with them too, until their time is over.
create table notification_former_secret (
  rule_id uuid not null,
  sealed_secret text not null,
  signs_until timestamptz not null,
  constraint notification_former_secret_pk primary key (rule_id, sealed_secret),
  constraint notification_former_secret_fk foreign key (rule_id) references notification_rule (id) on delete cascade
);
