-- Why a job was given its model, where it had named none.
alter table jobs add column model_choice text;

-- What a model took on a machine when it was loaded.
create table measured_loads (
  machine text not null,
  model text not null,
  -- Of its processes after some work, at most.
  memory_bytes bigint not null,
  -- From nothing to ready, the last time.
  load_seconds double precision not null,
  measured_at timestamptz not null default now(),
  primary key (machine, model)
);
