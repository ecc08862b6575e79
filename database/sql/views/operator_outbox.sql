-- Show operators the state of emails, not what they say; empty for everyone else.
create or replace view ops.operator_outbox with (security_barrier) as
select id, created_at, not_before, attempts, sent_at, last_error
from ops.email_outbox
where (select ops.is_operator());
