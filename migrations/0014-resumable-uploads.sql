-- Uploads that are on their way, in as many requests as it takes. Runs on PostgreSQL 15 and later, and on PGlite.

create table resumable_uploads (
  -- That of the upload it becomes.
  id uuid primary key,
  tenant_id text not null references tenants,
  -- The key it came with; null where none was asked for. It was charged with `bytes` when the upload was begun.
  key_id text,
  bytes bigint not null,
  name text,
  media_type text,
  -- As its client wrote it, to be given back as it is.
  metadata text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- Who writes to it, and until when nobody else may.
  holder text,
  held_until timestamptz,
  -- Whether somebody waits for the holder to let go.
  wanted boolean not null default false,
  -- Whether all has come, and is to be taken in.
  whole boolean not null default false,
  -- Whether it has become an upload: what is left of it is to be removed.
  taken_in boolean not null default false
);
create index resumable_uploads_expiry on resumable_uploads (expires_at);
