-- Recordings that were sent before there is a job for them. Runs on PostgreSQL 15 and later, and on PGlite.

create table uploads (
  id uuid primary key,
  tenant_id text not null references tenants,
  -- The key it came with; null where none was asked for.
  key_id text,
  digest text not null,
  bytes bigint not null,
  name text,
  media_type text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- What an upload names is not deleted.
  foreign key (tenant_id, digest) references blobs
);
create index uploads_content on uploads (tenant_id, digest);
create index uploads_expiry on uploads (expires_at);
