-- The app sees and writes only the rows of the signed-in user.
-- Functions that run as their owner see every row of the few columns they may read.
alter table job_applications enable row level security;

create policy own_rows on job_applications to jobledger_app
using (
    user_id = (select ops.current_user_id())
    and (stage_id is null or stage_id in (select id from application_stages))
);
create policy definer_rows on job_applications to jobledger_definer using (true);
