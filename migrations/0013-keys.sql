-- Keys of those who may ask. Runs on PostgreSQL 15 and later, and on PGlite.

create table api_keys (
  -- Not secret: it stands in lists, logs and bills.
  id text primary key,
  tenant_id text not null references tenants,
  name text not null,
  -- Of the secret part alone, by a key of this service: the secret itself is nowhere.
  digest bytea not null,
  -- That of the secret before, which is good for a while after another was made.
  earlier_digest bytea,
  earlier_until timestamptz,
  scopes text[] not null,
  -- Null for all.
  models text[],
  origins text[],
  -- Null where there is none.
  requests_per_minute integer,
  open_jobs integer,
  bytes_per_day bigint,
  seconds_per_month double precision,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index api_keys_tenant on api_keys (tenant_id, created_at desc, id desc);

-- What was taken in for each key, by day (UTC).
create table key_usage (
  key_id text not null references api_keys on delete cascade,
  day date not null,
  bytes bigint not null default 0,
  seconds double precision not null default 0,
  primary key (key_id, day)
);

create index jobs_key_open on jobs (key_id) where key_id is not null and state in ('queued', 'running');
create index audit_log_tenant on audit_log (tenant_id, id desc);

-- Of its decoded sound, what its key has been charged with.
alter table jobs add column charged_seconds double precision not null default 0;

-- Requests of late, in slots of time. Lost in a crash, and nothing is lost by that.
create unlogged table request_counts (
  name text not null,
  slot bigint not null,
  count integer not null,
  primary key (name, slot)
);
