-- Jobs whose sound is kept, for the sweep that lets it go. Runs on PostgreSQL 15 and later, and on PGlite.

create index blob_references_stretches on blob_references (job_id) where purpose = 'stretch';
