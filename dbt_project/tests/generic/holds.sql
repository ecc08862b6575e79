{# Fail for each row of which `condition` is false; a null is no failure. A model waits for the tests of its parents.
   `beside` names one more parent of the test, which no model is built on, so that no model waits for it. #}
{% test holds(model, condition, column_name=none, beside=none) %}
    select *
    from {{ model }}
    where not ({{ condition }})
{% endtest %}
