-- Return the id named by these parts; null when a part is null. Any role may call it.
-- The twin of database.identity.mint: SHA-256 over the namespace and the parts, with the bits of a version 8 UUID.
-- An index is built on it: its results must never change.
create or replace function ops.mint(variadic parts text[]) returns uuid
language sql immutable strict parallel safe
begin atomic
    select encode(
        set_byte(set_byte(digest, 6, get_byte(digest, 6) & 15 | 128), 8, get_byte(digest, 8) & 63 | 128), 'hex'
    )::uuid
    from (
        select substring(
            sha256('\x6b0e8f5c9d4b5c1e8a572f8c3d1e7a90' || convert_to(array_to_string(parts, E'\x1f'), 'UTF8'))
            from 1 for 16
        ) as digest
    ) as hashed
    where array_position(parts, null) is null;
end;

comment on function ops.mint is 'The id named by these parts; null when a part is null.';
