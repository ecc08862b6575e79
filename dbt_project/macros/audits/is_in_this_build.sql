{# True where tests check the listing: one that this build works on, so that a build without changes checks next to
   nothing on a ledger of any size; every one in an audit. #}
{% macro is_in_this_build(listing_id) -%}
    {%- if is_audit() == 'true' -%}
        true
    {%- else -%}
        {{ listing_id }} in (select listing_id from {{ source('landing', 'pending') }})
    {%- endif -%}
{%- endmacro %}
