with

days as (

    select cast(spine.day as date) as day

    from generate_series(timestamp '2015-01-01', timestamp '2049-12-31', interval '1 day') as spine (day)

)

select * from days
