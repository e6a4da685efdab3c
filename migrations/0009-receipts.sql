-- Receipts of what was erased, how long jobs are kept where they say nothing, and what there is to do, each by a step into an
-- index. Runs on PostgreSQL 15 and later, and on PGlite.

create index audit_log_receipts on audit_log (job_id) where action = 'job-purged';

-- Said by the service and not by the job: so long after its end it expires. One that waits or runs does not.
alter table jobs add column keep_after_end_seconds integer check (keep_after_end_seconds > 0);

create function settle_expiry() returns trigger language plpgsql as $$
begin
  -- Open again, it has no end.
  new.expires_at := new.finished_at + make_interval(secs => new.keep_after_end_seconds);
  return new;
end $$;
create trigger settle_expiry before update of finished_at on jobs
  for each row when (new.keep_after_end_seconds is not null) execute function settle_expiry();

-- What metrics count of pieces that nobody can claim; what can be claimed is counted in open_work.
create index pieces_held on pieces (state, lane) where state in ('waiting', 'dead');
