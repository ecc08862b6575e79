-- The app sees and writes only the rows of the signed-in user. The pipeline sees every row of what it may read.
-- Sign-in reaches every row: unsubscribing by an emailed link needs no session.
-- Functions that run as their owner see every row of the few columns they may read.
alter table job_alerts enable row level security;

create policy own_rows on job_alerts to jobledger_app using (saved_search_id in (select id from saved_searches));
create policy pipeline_rows on job_alerts to jobledger_pipeline using (true);
create policy auth_rows on job_alerts to jobledger_auth using (true);
create policy definer_rows on job_alerts to jobledger_definer using (true);
