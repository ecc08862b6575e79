with

listings as (

    select * from {{ ref('int_market_listings') }}

),

{{ pay_quartiles('experience_level', "coalesce(experience_level, 'unknown')") }}
