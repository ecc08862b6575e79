-- Put an email of a known kind to a confirmed account into the outbox: the pipeline can write to no other address and
-- see none.
-- Runs as its owner. Only the pipeline may call it.
create or replace function ops.queue_report(
    kind text, email_id uuid, recipient_id uuid, subject text, text_body text, html_body text, headers jsonb,
    created_at timestamptz, not_before timestamptz
)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if kind is null or kind not in ('alert_report', 'follow_up_reminder') then
        raise invalid_parameter_value using message = format('there is no email of the kind %s', kind);
    end if;
    if not exists (
        select from public.users as u
        where u.id = recipient_id and u.deleted_at is null and u.email_verified_at is not null
    ) then
        raise no_data_found using message = 'a report goes to an account with a confirmed address';
    end if;
    if exists (select from jsonb_object_keys(headers) as name where lower(name) not like 'list-unsubscribe%') then
        raise invalid_parameter_value using message = 'a report has headers for unsubscribing only';
    end if;
    insert into ops.email_outbox (id, user_id, subject, text_body, html_body, headers, created_at, not_before)
    values (email_id, recipient_id, subject, text_body, html_body, headers, created_at, not_before);
end
$$;

revoke all on function ops.queue_report(
    text, uuid, uuid, text, text, text, jsonb, timestamptz, timestamptz
) from public;
