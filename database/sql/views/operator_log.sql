-- Show operators who changed what on screens and at the command line; empty for everyone else.
create or replace view ops.operator_log with (security_barrier) as
select
    a.id,
    a.occurred_at,
    a.is_on_screen,
    coalesce(u.display_name, u.email) as operator,
    a.act,
    a.subject,
    a.details
from ops.operator_acts as a
left join public.users as u on u.id = a.user_id
where (select ops.is_operator());
