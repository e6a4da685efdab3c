-- Who is ahead in the queue, and how fast it moves, each by a step into an index. Runs on PostgreSQL 15 and later, and on PGlite.

create index jobs_waiting on jobs ((-priority), created_at, id) where state = 'queued';
create index jobs_started on jobs (started_at) where started_at is not null;
