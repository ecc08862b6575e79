{# Fails for each row of which `condition` is false; a null is not a failure. A model waits for the tests all of whose
   parents come before it. `beside` names one more parent, which nothing is built on, so that nothing waits. #}
{% test holds(model, condition, column_name=none, beside=none) %}
    select *
    from {{ model }}
    where not ({{ condition }})
{% endtest %}
