-- Join queries with or. Any role may call it.
create or replace aggregate ops.any_of(tsquery) (sfunc = tsquery_or, stype = tsquery, parallel = safe);
