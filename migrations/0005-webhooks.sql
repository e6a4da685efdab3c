-- Webhooks: who is told of what becomes of jobs, and what is still to be told. Runs on PostgreSQL 15 and later, and on PGlite.

-- Told of every job of a tenant, or of a key.
create table webhook_endpoints (
  id uuid primary key,
  tenant_id text not null references tenants,
  key_id text,
  url text not null,
  -- Encrypted.
  secret bytea not null,
  events text[] not null,
  -- How it wants to be spoken to.
  kind text not null default 'native',
  state text not null default 'active' check (state in ('active', 'paused')),
  -- In a row, and since when there has been nothing else.
  failures integer not null default 0,
  failing_since timestamptz,
  paused_at timestamptz,
  pause_reason text,
  created_at timestamptz not null default now()
);
create index webhook_endpoints_tenant on webhook_endpoints (tenant_id, created_at desc, id desc);

-- Told of one job.
create table job_webhooks (
  job_id uuid primary key references jobs on delete cascade,
  url text not null,
  -- Encrypted; without one nothing is signed.
  secret bytea,
  events text[] not null,
  kind text not null default 'native'
);

-- Written in the transaction that changes the job, sent afterwards, and kept for a while as a log.
create table webhook_deliveries (
  -- What receivers know it by, however often it is sent.
  id uuid primary key,
  tenant_id text not null references tenants,
  -- Null where it is the job's own webhook. The endpoint may be gone.
  endpoint_id uuid,
  job_id uuid not null references jobs on delete cascade,
  kind text not null,
  event text not null,
  url text not null,
  -- Who is spoken to: no host may take all the room.
  host text not null,
  -- As text: the order of its fields stays.
  payload json not null,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'failed', 'cancelled')),
  attempts integer not null default 0,
  -- While it is being sent, when it counts as lost; infinite while its endpoint is paused.
  next_at timestamptz not null default now(),
  is_leased boolean not null default false,
  -- When it was tried for the first time, or would have been; anew by a replay.
  tried_since timestamptz not null default now(),
  last_status smallint,
  last_error jsonb,
  created_at timestamptz not null default now(),
  attempted_at timestamptz,
  -- Delivered, given up or cancelled.
  ended_at timestamptz
);
create index webhook_deliveries_due on webhook_deliveries (next_at) where state = 'pending';
create index webhook_deliveries_endpoint on webhook_deliveries (endpoint_id) where state = 'pending';
create index webhook_deliveries_job on webhook_deliveries (job_id, event);
create index webhook_deliveries_newest on webhook_deliveries (tenant_id, created_at desc, id desc);
create index webhook_deliveries_recent on webhook_deliveries (created_at, state);
