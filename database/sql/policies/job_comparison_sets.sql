-- The app sees and writes only the rows of the signed-in user.
alter table job_comparison_sets enable row level security;

create policy own_rows on job_comparison_sets to jobledger_app using (user_id = (select ops.current_user_id()));
