-- Why: what a store said when it was last asked is kept, so that people see it without asking again, and the daily check has somewhere to tell.

-- One row per shop: the last time its store was asked. Either what it told, or why it did not.
create table shop_check (
  shop text not null,
  -- Facts of one store say nothing about another one.
  store text not null,
  -- When it began to be asked: what was changed in the shop later is not in it.
  checked_at timestamptz not null,
  facts jsonb,
  -- Subscriptions that were gone, and what came of renewing them.
  repairs jsonb not null default '[]',
  problem jsonb,
  constraint shop_check_pk primary key (shop),
  constraint shop_check_shop_fk foreign key (shop) references shop (code) on delete cascade on update cascade,
  constraint shop_check_one_answer check ((facts is null) <> (problem is null))
);
