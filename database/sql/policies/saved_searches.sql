-- The app sees and writes only the rows of the signed-in user. The pipeline sees every row of what it may read.
alter table saved_searches enable row level security;

create policy own_rows on saved_searches to jobledger_app using (user_id = (select ops.current_user_id()));
create policy pipeline_rows on saved_searches for select to jobledger_pipeline using (true);
