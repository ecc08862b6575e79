-- What is kept of applications is what working all of them out anew gives, besides those that changed since.
with

applications as (

    select * from {{ source('ops', 'application_facts') }}

    where
        applied_at is not null
        and {{ looks_at_all() }}

),

{{ facts_of_applications() }},

held as (

    select * from {{ ref('int_application_facts') }}

    where {{ looks_at_all() }}

),

changed as (

    select * from {{ source('ops', 'application_changes') }}

)

select coalesce(held.application_id, facts.application_id) as application_id
from held
full outer join facts on held.application_id = facts.application_id
where
    {{ counted_row('held') }} is distinct from {{ counted_row('facts') }}
    and coalesce(held.application_id, facts.application_id) not in (select changed.application_id from changed)
