-- Return one term as a query in one dictionary; a prefix also finds the words that begin with it. Any role may call it.
create or replace function ops.term_query(words text, beginning text, dictionary regconfig) returns tsquery
language sql immutable parallel safe as $$
    select case when beginning is null then phraseto_tsquery(dictionary, words)
        else phraseto_tsquery(dictionary, words) || ('''' || beginning || ''':*')::tsquery end
$$;
