-- In whose words jobs came, and who may ask. Runs on PostgreSQL 15 and later, and on PGlite.

-- The dialect, and what has to be said again in its answers.
alter table jobs add column asked_as jsonb;
create index jobs_dialect on jobs (tenant_id, (asked_as->>'dialect'), created_at desc, id desc)
  where asked_as is not null;
