{# Add the rows of `changes`, which has the columns `keys` and `counts`, to a table of counts; a row that counts nothing
   any more is deleted. `counts` begins with the column that is 0 only where all of them are. #}
{% macro merge_counts(table, keys, counts, changes) -%}
    merge into {{ source('staging', table) }} as previous
    using ({{ changes }}) as change
        on {% for key in keys %}previous.{{ key }} = change.{{ key }}{{ ' and ' if not loop.last }}{% endfor %}
    when matched and previous.{{ counts[0] }} + change.{{ counts[0] }} = 0 then delete
    when matched then update set
    {% for name in counts %}{{ name }} = previous.{{ name }} + change.{{ name }}{{ ', ' if not loop.last }}{% endfor %}
    when not matched then
        insert ({{ (keys + counts) | join(', ') }})
        values (change.{{ (keys + counts) | join(', change.') }})
{%- endmacro %}
