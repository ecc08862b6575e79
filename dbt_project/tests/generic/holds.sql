{# Fails for each row of which `condition` is false; a null is not a failure. #}
{% test holds(model, condition, column_name=none) %}
    select *
    from {{ model }}
    where not ({{ condition }})
{% endtest %}
