-- Call ops.email_sent when ops.email_outbox changes.
create trigger email_sent
after update of sent_at on ops.email_outbox
for each row
when (old.sent_at is null and new.sent_at is not null)
execute function ops.email_sent();
