-- Batches: many jobs of one request, and one webhook when all of them have ended. Runs on PostgreSQL 15 and later, and on PGlite.

create table batches (
  id uuid primary key,
  tenant_id text not null references tenants,
  key_id text,
  idempotency_key text,
  fingerprint text,
  created_at timestamptz not null default now(),
  -- Null while one of its jobs is open. Written under the lock of this row, which is taken after those of the job and of all
  -- that is the job's.
  ended_at timestamptz,
  -- When the last of its jobs was erased: it is forgotten a while after.
  emptied_at timestamptz
);
create unique index batches_idempotency on batches (tenant_id, idempotency_key) where idempotency_key is not null;
create index batches_newest on batches (tenant_id, created_at desc, id desc);
create index batches_emptied on batches (emptied_at) where emptied_at is not null;

alter table jobs add column batch_id uuid references batches;
-- What its owner calls it.
alter table jobs add column reference text;
create index jobs_batch on jobs (batch_id, created_at, id) where batch_id is not null;
create index jobs_batch_open on jobs (batch_id) where batch_id is not null and state in ('queued', 'running');

-- Told of one batch.
create table batch_webhooks (
  batch_id uuid primary key references batches on delete cascade,
  url text not null,
  -- Encrypted; without one nothing is signed.
  secret bytea,
  events text[] not null,
  kind text not null default 'native'
);

-- A message is about a job or about a batch.
alter table webhook_deliveries alter column job_id drop not null;
alter table webhook_deliveries add column batch_id uuid references batches on delete cascade;
alter table webhook_deliveries add check (num_nonnulls(job_id, batch_id) = 1);
create index webhook_deliveries_batch on webhook_deliveries (batch_id) where batch_id is not null;
