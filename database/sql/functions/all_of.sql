-- Join queries with and. Any role may call it.
create or replace aggregate ops.all_of(tsquery) (sfunc = tsquery_and, stype = tsquery, parallel = safe);
