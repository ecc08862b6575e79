{# True where tests look at the whole ledger: on --full-refresh, and with --vars 'audit: true'. #}
{% macro looks_at_all() -%}
    {{ 'true' if var('audit') or (execute and flags.FULL_REFRESH) else 'false' }}
{%- endmacro %}

{# The condition under which a law is checked: for the listings this build works on, so that a pass with no change
   checks next to nothing on a ledger of any size; for all of them when tests look at the whole ledger. #}
{% macro in_this_build(listing_id) -%}
    {%- if looks_at_all() == 'true' -%}
        true
    {%- else -%}
        {{ listing_id }} in (select listing_id from {{ source('landing', 'pending') }})
    {%- endif -%}
{%- endmacro %}
