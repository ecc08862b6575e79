{# The rows of `candidates` that are new to this model's table or differ from what it holds, so that merge writes
   nothing for a row that is as it was. Compared are the contract's columns, except the key, those merge never
   updates, and updated_at where `ignore_updated_at`, because there it only says when something else changed. #}
{% macro changed_rows(candidates, ignore_updated_at=false) -%}
    select candidates.*
    from {{ candidates }} as candidates
    {%- if execute and is_incremental() -%}
        {%- set unique_key = config.get('unique_key') -%}
        {%- set keys = [unique_key] if unique_key is string else unique_key -%}
        {%- set left_out = keys + config.get('merge_exclude_columns', []) -%}
        {%- set left_out = left_out + ['updated_at'] if ignore_updated_at else left_out -%}
        {%- set compared = model.columns.keys() | reject('in', left_out) | list %}
    left join {{ this }} as previous
        on {% for key in keys %}candidates.{{ key }} = previous.{{ key }}{{ ' and ' if not loop.last }}{% endfor %}
    where
        previous.{{ keys[0] }} is null
        or row({% for name in compared %}candidates.{{ name }}{{ ', ' if not loop.last }}{% endfor %})
        is distinct from
        row({% for name in compared %}previous.{{ name }}{{ ', ' if not loop.last }}{% endfor %})
    {%- endif %}
{%- endmacro %}
