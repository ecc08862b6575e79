-- The app sees and writes only the rows of the signed-in user.
alter table application_events enable row level security;

create policy own_rows on application_events to jobledger_app
using (
    job_application_id in (select id from job_applications)
);
