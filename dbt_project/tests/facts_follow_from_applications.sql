-- The facts of applications are what computing all of them again gives, except for those that changed since.
with

applications as (

    select * from {{ source('ops', 'application_facts') }}

    where
        applied_at is not null
        and {{ is_audit() }}

),

{{ application_facts() }},

previous as (

    select * from {{ ref('int_application_facts') }}

    where {{ is_audit() }}

),

changed as (

    select * from {{ source('ops', 'application_changes') }}

)

select coalesce(previous.application_id, facts.application_id) as application_id
from previous
full outer join facts on previous.application_id = facts.application_id
where
    {{ application_row('previous') }} is distinct from {{ application_row('facts') }}
    and coalesce(previous.application_id, facts.application_id) not in (select changed.application_id from changed)
