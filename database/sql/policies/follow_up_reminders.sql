-- The app sees and writes only the rows of the signed-in user. The pipeline sees every row of what it may read.
alter table ops.follow_up_reminders enable row level security;

create policy own_rows on ops.follow_up_reminders to jobledger_app
using (
    job_application_id in (select id from job_applications)
);
create policy pipeline_rows on ops.follow_up_reminders to jobledger_pipeline using (true);
