-- List users by id and time zone: all that the pipeline may know of people.
create or replace view ops.account_timezones as
select id as user_id, timezone
from users
where deleted_at is null;
