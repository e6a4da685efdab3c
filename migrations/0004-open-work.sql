-- Many workers on one database: what can be claimed is found by an index however many jobs there are, and says who may
-- claim it. Runs on PostgreSQL 15 and later, and on PGlite.

-- Shares of the machine: one with 2 is given twice as much as one with 1 while both have work.
alter table tenants add column weight real not null default 1 check (weight > 0);

-- What a worker must have besides the model.
alter table jobs add column labels text[] not null default '{}';

-- A piece that is ready can be claimed now. One that is paused becomes ready when its time comes.
alter table pieces drop constraint pieces_state_check;
alter table pieces add constraint pieces_state_check
  check (state in ('waiting', 'paused', 'ready', 'running', 'done', 'failed', 'dead', 'cancelled'));
update pieces set state = 'paused' where state = 'ready' and run_after > now();
create index pieces_paused on pieces (run_after) where state = 'paused';

-- What there is to claim of a job, and what of it is being worked on. Kept by triggers, so that it cannot differ from the
-- pieces. It is locked after the job and after the piece, never before.
create table open_work (
  job_id uuid not null references jobs on delete cascade,
  lane text collate "C" not null,
  small boolean not null,
  ready integer not null default 0 check (ready >= 0),
  running integer not null default 0 check (running >= 0),
  -- Of the job, for the index; compared as bytes, which is quick.
  tenant_id text collate "C" not null,
  key_id text collate "C" not null,
  labels text[] collate "C" not null,
  -- Empty where none is needed, or not settled yet.
  model text collate "C" not null,
  priority smallint not null,
  served double precision not null,
  created_at timestamptz not null,
  primary key (job_id, lane, small)
);
-- In the order of a claim, apart for each kind of work and each who asks for it.
create index open_work_ready on open_work
  (lane, small, labels, model, tenant_id, key_id, priority desc, served, created_at) where ready > 0;
create index open_work_running on open_work (lane, tenant_id, key_id) where running > 0;

create function count_open_work() returns trigger language plpgsql as $$
declare
  piece pieces := case tg_op when 'DELETE' then old else new end;
  more_ready integer := 0;
  more_running integer := 0;
begin
  if tg_op <> 'DELETE' then
    more_ready := (new.state = 'ready')::int;
    more_running := (new.state = 'running')::int;
  end if;
  if tg_op <> 'INSERT' then
    more_ready := more_ready - (old.state = 'ready')::int;
    more_running := more_running - (old.state = 'running')::int;
  end if;
  if more_ready = 0 and more_running = 0 then
    return null;
  end if;
  update open_work set ready = ready + more_ready, running = running + more_running
  where job_id = piece.job_id and lane = piece.lane and small = piece.small;
  if not found and tg_op <> 'DELETE' then
    insert into open_work
      (job_id, lane, small, ready, running, tenant_id, key_id, labels, model, priority, served, created_at)
    select id, piece.lane, piece.small, more_ready, more_running, tenant_id, coalesce(key_id, ''), labels,
      case piece.lane when 'speech' then coalesce(model, '') else '' end, priority, served, created_at
    from jobs where id = piece.job_id;
  end if;
  return null;
end $$;
create trigger count_open_work after insert or delete or update of state on pieces
  for each row execute function count_open_work();

create function copy_to_open_work() returns trigger language plpgsql as $$
begin
  update open_work set
    key_id = coalesce(new.key_id, ''), labels = new.labels, priority = new.priority, served = new.served,
    model = case lane when 'speech' then coalesce(new.model, '') else '' end
  where job_id = new.id;
  return null;
end $$;
create trigger copy_to_open_work after update of key_id, labels, model, priority, served on jobs
  for each row when (
    (old.key_id, old.labels, old.model, old.priority, old.served)
    is distinct from (new.key_id, new.labels, new.model, new.priority, new.served)
  ) execute function copy_to_open_work();

-- What there is already.
insert into open_work
  (job_id, lane, small, ready, running, tenant_id, key_id, labels, model, priority, served, created_at)
select jobs.id, pieces.lane, pieces.small, count(*) filter (where pieces.state = 'ready'),
  count(*) filter (where pieces.state = 'running'), jobs.tenant_id, coalesce(jobs.key_id, ''), jobs.labels,
  case pieces.lane when 'speech' then coalesce(jobs.model, '') else '' end, jobs.priority, jobs.served, jobs.created_at
from jobs join pieces on pieces.job_id = jobs.id
where pieces.state in ('ready', 'running')
group by jobs.id, pieces.lane, pieces.small;

-- Sweeping that one process does for all: when each kind was begun last.
create table sweeps (
  name text primary key,
  begun_at timestamptz not null
);

drop index jobs_open;
create index jobs_open on jobs (tenant_id) where state in ('queued', 'running');
