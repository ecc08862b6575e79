-- Return the user whose rows this transaction may see; null when nobody is signed in. Any role may call it.
-- A setting that an earlier transaction set is an empty text afterwards, not null.
create or replace function ops.current_user_id() returns uuid
language sql stable parallel safe
return nullif(current_setting('jobledger.user_id', true), '')::uuid;

comment on function ops.current_user_id is 'The account whose rows this transaction may see.';
