with

weeks as (

    select * from {{ ref('int_skill_weeks') }}

),

demand as (

    select
        skill,
        cast(sum(open_listings) as bigint) as open_listings,
        cast(sum(new_listings_30d) as bigint) as new_listings_30d

    from weeks
    group by skill

)

select * from demand
