-- Jobs, their pieces, what they read and wrote. Runs on PostgreSQL 15 and later, and on PGlite.

create table tenants (
  id text primary key,
  created_at timestamptz not null default now()
);
insert into tenants (id) values ('local');

create table jobs (
  id uuid primary key,
  tenant_id text not null references tenants,
  key_id text,
  state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  partial boolean not null default false,
  priority smallint not null default 0,
  parameters jsonb not null,
  source jsonb not null,
  -- The recording itself, once it is here.
  recording text,
  idempotency_key text,
  fingerprint text,
  -- Settled as the job goes, and kept: a piece that is done again must find what it found the first time.
  model text,
  language text,
  piece_windows smallint,
  model_warnings jsonb not null default '[]',
  -- What the job was given, in the virtual time of fair queueing.
  served double precision not null default 0,
  prepared boolean not null default false,
  decoded_seconds double precision not null default 0,
  total_seconds double precision,
  speech_seconds double precision not null default 0,
  recognised_seconds double precision not null default 0,
  pieces_known integer not null default 0,
  pieces_done integer not null default 0,
  last_event integer not null default 0,
  error jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  expires_at timestamptz
);
create unique index jobs_idempotency on jobs (tenant_id, idempotency_key) where idempotency_key is not null;
create index jobs_newest on jobs (tenant_id, created_at desc, id desc);
create index jobs_open on jobs (priority desc, served) where state in ('queued', 'running');
create index jobs_expiry on jobs (expires_at) where expires_at is not null;

create table pieces (
  id bigint generated always as identity primary key,
  job_id uuid not null references jobs on delete cascade,
  tenant_id text not null references tenants,
  stage text not null check (stage in ('fetch', 'prepare', 'recognise', 'assemble')),
  ordinal integer not null,
  lane text not null check (lane in ('network', 'media', 'speech', 'text')),
  -- Small enough for the slots that are kept free for what takes a moment.
  small boolean not null,
  state text not null check (state in ('waiting', 'ready', 'running', 'done', 'failed', 'dead', 'cancelled')),
  -- What it costs, in seconds of sound.
  seconds double precision not null,
  attempt integer not null default 0,
  failures integer not null default 0,
  lease_lost integer not null default 0,
  lease_until timestamptz,
  worker text,
  run_after timestamptz not null default now(),
  input jsonb not null,
  output jsonb,
  error jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  unique (job_id, stage, ordinal)
);
-- In the order of a claim.
create index pieces_ready on pieces (job_id, lane, small desc, ordinal) where state = 'ready';
create index pieces_running on pieces (lease_until) where state = 'running';

-- The virtual time of fair queueing, of each priority: what a job has had that was open all the time.
create table virtual_time (
  priority smallint primary key,
  served double precision not null
);

-- What the speech detector said of a recording that is being cut: an attempt that was cut off goes on from there.
create table heard_sound (
  job_id uuid not null references jobs on delete cascade,
  -- Blocks are counted from 0.
  first_block integer not null,
  -- Structured clones (node:v8), one a block.
  answers bytea not null,
  primary key (job_id, first_block)
);

create table job_events (
  job_id uuid not null references jobs on delete cascade,
  sequence integer not null,
  at timestamptz not null default now(),
  body jsonb not null,
  primary key (job_id, sequence)
);

create table transcripts (
  job_id uuid primary key references jobs on delete cascade,
  tenant_id text not null references tenants,
  document jsonb not null,
  created_at timestamptz not null default now()
);

create table blobs (
  tenant_id text not null references tenants,
  digest text not null,
  bytes bigint not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, digest)
);

-- The last reference takes the blob with it.
create table blob_references (
  job_id uuid not null references jobs on delete cascade,
  tenant_id text not null,
  digest text not null,
  purpose text not null check (purpose in ('recording', 'stretch')),
  primary key (job_id, purpose, digest),
  foreign key (tenant_id, digest) references blobs
);
create index blob_references_digest on blob_references (tenant_id, digest);

-- How fast a model has been on a machine at its best: seconds of speech a second.
create table measured_speeds (
  machine text not null,
  model text not null,
  speed double precision not null,
  measurements integer not null default 1,
  measured_at timestamptz not null default now(),
  primary key (machine, model)
);

-- Outlives what it tells of.
create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  tenant_id text not null,
  actor text not null,
  action text not null,
  job_id uuid,
  detail jsonb not null default '{}'
);
