-- The app sees and writes only the rows of the signed-in user.
alter table ops.import_rejects enable row level security;

create policy own_rows on ops.import_rejects to jobledger_app
using (
    import_id in (select id from ops.application_imports)
);
