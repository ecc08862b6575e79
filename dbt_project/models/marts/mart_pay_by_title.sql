with

listings as (

    select * from {{ ref('int_market_listings') }}

),

{{ pay_quartiles('title_group', 'title_group') }}
