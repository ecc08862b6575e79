-- The app sees and writes only the rows of the signed-in user.
alter table ops.application_files enable row level security;

create policy own_rows on ops.application_files to jobledger_app
using (
    job_application_id in (select id from job_applications)
);
