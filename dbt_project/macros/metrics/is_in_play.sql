{# True where the application `facts` is in play at the moment `ended_at`: it is not rejected, and its last sign of life
   before that moment is no older than the window. #}
{% macro is_in_play(facts, ended_at) -%}
    {%- set signs_of_life = [] -%}
    {%- for column in ['applied_at', 'responded_at', 'interviewed_at', 'offered_at'] -%}
        {%- set moment = facts ~ '.' ~ column -%}
        {%- set earliest = ended_at ~ ' - ' ~ success_window() -%}
        {%- do signs_of_life.append('(' ~ moment ~ ' < ' ~ ended_at ~ ' and ' ~ moment ~ ' >= ' ~ earliest ~ ')') -%}
    {%- endfor -%}
    ({{ facts }}.rejected_at is null or {{ facts }}.rejected_at >= {{ ended_at }})
    and ({{ signs_of_life | join(' or ') }})
{%- endmacro %}
