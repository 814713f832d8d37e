-- Why: a store that refuses us, its token or every call, is shown on the shop card until it takes a call again; a person has to act.
alter table registered_store
  add column refusal text,
  add constraint registered_store_refusal check (refusal in ('tokenRefused', 'reconnectNeeded', 'storeUnavailable'));
