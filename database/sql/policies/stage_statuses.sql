-- The app sees and writes only the rows of the signed-in user.
alter table ops.stage_statuses enable row level security;

create policy own_rows on ops.stage_statuses to jobledger_app using (stage_id in (select id from application_stages));
