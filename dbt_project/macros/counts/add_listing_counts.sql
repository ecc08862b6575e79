{# Add what `facts` counts, rows of int_listing_facts with a `sign`, to all tables of counts. #}
{% macro add_listing_counts(facts) -%}
    create temporary table changed_events on commit drop as
    {{ event_totals(facts) }};

    {{ merge_counts(
        'event_counts', ['day', 'job_source_id', 'country', 'event'], ['events'],
        'select * from changed_events where event is not null and events != 0'
    ) }};
    {{ merge_counts(
        'title_group_counts', ['title_group', 'day', 'job_source_id'], ['open_change'],
        'select * from changed_events where title_group is not null and open_change != 0'
    ) }};
    {{ merge_counts(
        'company_counts', ['company_id', 'day', 'job_source_id'], ['open_change'],
        'select * from changed_events where company_id is not null and open_change != 0'
    ) }};
    {{ merge_counts(
        'workplace_counts', ['workplace', 'day', 'job_source_id'], ['open_change'],
        'select * from changed_events where workplace is not null and open_change != 0'
    ) }};
    {{ merge_counts(
        'skill_counts', ['skill', 'day', 'job_source_id'], ['listings', 'open_listings'],
        'select * from (' ~ skill_totals(facts) ~ ') as totals where listings != 0 or open_listings != 0'
    ) }};
    {{ merge_counts(
        'listing_counts', ['day', 'job_source_id', 'country', 'workplace_type', 'experience_level'],
        ['listings', 'open_listings', 'open_with_stated_pay', 'open_with_signature'],
        'select * from (' ~ listing_totals(facts) ~ ') as totals where listings != 0 or open_listings != 0'
        ' or open_with_stated_pay != 0 or open_with_signature != 0'
    ) }}
{%- endmacro %}
