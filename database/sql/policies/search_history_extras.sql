-- The app sees and writes only the rows of the signed-in user.
alter table ops.search_history_extras enable row level security;

create policy own_rows on ops.search_history_extras to jobledger_app
using (
    search_history_id in (select id from search_history)
);
