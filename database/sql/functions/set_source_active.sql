-- Pause or resume a source, and record it in the operators' log. Runs as its owner and refuses everyone but operators. Only the app may call it.
create or replace function ops.set_source_active(source_id uuid, active boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not ops.is_operator() then
        raise insufficient_privilege using message = 'only an operator may pause or resume a source';
    end if;
    update public.job_sources set is_active = active, updated_at = now() where id = source_id;
    if not found then
        raise no_data_found using message = 'there is no such source';
    end if;
    insert into ops.operator_acts (is_on_screen, user_id, act, subject)
    select true, ops.current_user_id(), case when active then 'source_resumed' else 'source_paused' end, code
    from public.job_sources
    where id = source_id;
end
$$;

revoke all on function ops.set_source_active(uuid, boolean) from public;
