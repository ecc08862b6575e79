-- The app sees and writes only the rows of the signed-in user.
alter table job_comparison_items enable row level security;

create policy own_rows on job_comparison_items to jobledger_app
using (
    comparison_set_id in (select id from job_comparison_sets)
);
