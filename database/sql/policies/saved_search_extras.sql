-- The app sees and writes only the rows of the signed-in user. The pipeline sees every row of what it may read.
alter table ops.saved_search_extras enable row level security;

create policy own_rows on ops.saved_search_extras to jobledger_app
using (
    saved_search_id in (select id from saved_searches)
);
create policy pipeline_rows on ops.saved_search_extras to jobledger_pipeline using (true);
