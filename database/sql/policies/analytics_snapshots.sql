-- The app sees the market's rows and those of the signed-in user. The pipeline sees every row of what it may read.
alter table analytics_snapshots enable row level security;

create policy own_rows on analytics_snapshots to jobledger_app
using (
    user_id is null or user_id = (select ops.current_user_id())
);
create policy pipeline_rows on analytics_snapshots to jobledger_pipeline using (true);
