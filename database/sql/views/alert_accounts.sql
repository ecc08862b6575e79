-- List whose alert each is, for accounts with a confirmed address. The address itself only the sender reads.
create or replace view ops.alert_accounts as
select a.id as job_alert_id, s.user_id, u.timezone
from job_alerts as a
join saved_searches as s on s.id = a.saved_search_id
join users as u on u.id = s.user_id
where u.deleted_at is null and u.email_verified_at is not null;
