{# Leave a part of each page free in a table whose rows are updated all over it: an updated row stays on its page then,
   and indexes of columns that did not change need no entry. #}
{% macro leave_room() -%}
    alter table {{ this }} set (fillfactor = 85)
{%- endmacro %}
