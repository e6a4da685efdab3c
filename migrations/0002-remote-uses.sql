-- What remote engines were asked for: the books that their limits are held against. Runs on PostgreSQL 15 and later, and on
-- PGlite.

-- One row a request. Outlives what it tells of.
create table remote_uses (
  id uuid primary key,
  -- Whose limits it counts against; without a tenant nobody in particular asked.
  tenant_id text,
  key_id text,
  model text not null,
  at timestamptz not null,
  -- In UTC, whatever zone the server is in.
  day date not null generated always as ((at at time zone 'utc')::date) stored,
  -- A thousand millionth of a dollar: whole numbers, so that sums are exact.
  reserved_milliseconds bigint not null check (reserved_milliseconds >= 0),
  reserved_nanodollars bigint not null check (reserved_nanodollars >= 0),
  settled_milliseconds bigint check (settled_milliseconds >= 0),
  settled_nanodollars bigint check (settled_nanodollars >= 0),
  state text not null default 'reserved' check (state in ('reserved', 'settled', 'released')),
  -- What counts of it. Where nothing was said of it any more, as after a crash, what was reserved.
  milliseconds bigint not null generated always as (
    case state when 'reserved' then reserved_milliseconds when 'settled' then settled_milliseconds else 0 end
  ) stored,
  nanodollars bigint not null generated always as (
    case state when 'reserved' then reserved_nanodollars when 'settled' then settled_nanodollars else 0 end
  ) stored,
  -- The process that reserved it.
  worker text not null,
  ended_at timestamptz,
  check (tenant_id is not null or key_id is null),
  check ((state = 'settled') = (settled_milliseconds is not null) and (state = 'settled') = (settled_nanodollars is not null))
);
-- Sums of a month are taken before each request.
create index remote_uses_day on remote_uses (day);

-- What was transcribed on which day.
create index jobs_succeeded on jobs (tenant_id, finished_at) where state = 'succeeded';
