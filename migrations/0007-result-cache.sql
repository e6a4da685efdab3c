-- A job that asks for what an earlier one has done gets its text. Runs on PostgreSQL 15 and later, and on PGlite.

-- Names all that the text follows from; empty where that is not known, or results are not kept for later jobs.
alter table jobs add column result_key text;
-- Whether it may have the text of an earlier job.
alter table jobs add column use_cache boolean not null default true;
-- Whose text it has. That job may have been erased meanwhile.
alter table jobs add column cached_from uuid;

-- Whoever looks for a text names the tenant too, so that nobody is told what another one had.
create index jobs_result on jobs (tenant_id, result_key)
  where state = 'succeeded' and not partial and result_key is not null;
