-- The app sees and writes only the rows of the signed-in user.
alter table ops.imported_rows enable row level security;

create policy own_rows on ops.imported_rows to jobledger_app
using (
    import_id in (select id from ops.application_imports)
    and job_application_id in (select id from job_applications)
);
