-- Why: more people and programs than one administrator use the API, each with a key of their own that does not open everything and can be taken away.

create table api_key (
  id uuid not null,
  -- The principal: what jobs, orders and the audit log say about who acted. Never given to somebody else, also not after the key is revoked.
  name text not null,
  -- SHA-256 of the key, in hex. A key has 256 random bits, so that neither salt nor a slow hash would add anything.
  key_hash text not null,
  -- The last characters of the key, by which its holder recognises it.
  hint text not null,
  scope text not null,
  -- The only shops the key may see and change; null: all, and what belongs to no shop.
  shops text[],
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  created_by text not null,
  revoked_at timestamptz,
  revoked_by text,
  -- To the minute.
  last_used_at timestamptz,
  constraint api_key_pk primary key (id),
  constraint api_key_name unique (name),
  constraint api_key_hash unique (key_hash),
  -- The principal of ADMIN_API_KEY.
  constraint api_key_reserved_name check (name <> 'admin'),
  constraint api_key_scope check (scope in ('read', 'operate', 'admin')),
  constraint api_key_shops check (cardinality(shops) > 0),
  constraint api_key_revoked check ((revoked_at is null) = (revoked_by is null))
);
