-- The app sees and writes only the rows of the signed-in user.
alter table ops.application_details enable row level security;

create policy own_rows on ops.application_details to jobledger_app
using (
    job_application_id in (select id from job_applications)
);
