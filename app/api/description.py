"""Build the OpenAPI 3.1 description of the read API from its models and resources. No request is answered here."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app.api.models import Page, Problem
from app.api.resources import DEFAULT_LIMIT, MAX_LIMIT, RESOURCES, Resource
from app.kit.i18n import N_, _

API_PATH = "/api/v1"
PROBLEM_DESCRIPTIONS = {
    400: N_("A parameter is invalid."),
    401: N_("The key is missing or invalid."),
    403: N_("The key does not read this list."),
    422: N_("A filter is unknown or has an invalid value; `detail` tells what is valid."),
    429: N_("Too many requests. Retry-After has the number of seconds to wait."),
    503: N_("The database is not available."),
}
_SCHEMA_REF_TEMPLATE = "#/components/schemas/{model}"


@cache
def build_description() -> dict[str, Any]:
    """Return the description as JSON. Its server is the one that sends it."""
    pages: list[type[BaseModel]] = [Page[resource.item] for resource in RESOURCES]  # type: ignore[name-defined]
    models: list[type[BaseModel]] = [*pages, Problem]
    refs, schemas = models_json_schema(
        [(model, "serialization") for model in models], ref_template=_SCHEMA_REF_TEMPLATE
    )
    page_models = dict(zip((resource.name for resource in RESOURCES), pages, strict=True))
    problem = refs[Problem, "serialization"]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("JobLedger: your data"),
            "version": "1",
            "description": _("Read your own data. Create a key in Settings and send it as a bearer token."),
        },
        "servers": [{"url": API_PATH}],
        "security": [{"key": []}],
        "paths": {
            f"/{resource.name}": {
                "get": _describe_operation(resource, refs[page_models[resource.name], "serialization"], problem)
            }
            for resource in RESOURCES
        },
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas["$defs"],
        },
    }


def _describe_operation(resource: Resource, page: Any, problem: Any) -> dict[str, Any]:
    errors: dict[str, Any] = {
        str(status): {"description": _(text), "content": {"application/problem+json": {"schema": problem}}}
        for status, text in PROBLEM_DESCRIPTIONS.items()
    }
    for status in ("429", "503"):
        errors[status]["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    errors["401"]["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}}}
    return {
        "operationId": resource.name,
        "summary": _(resource.summary),
        "parameters": [
            {
                "name": "limit",
                "in": "query",
                "description": _("The maximum number of items on a page."),
                "schema": {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
            },
            {
                "name": "after",
                "in": "query",
                "description": _("Where the page starts, taken from `next` of the previous page."),
                "schema": {"type": "string"},
            },
            *(
                {
                    "name": filter_.name,
                    "in": "query",
                    "description": _(filter_.description),
                    "schema": dict(filter_.schema),
                }
                for filter_ in resource.filters
            ),
        ],
        "responses": {
            "200": {"description": _("A page of the list."), "content": {"application/json": {"schema": page}}}
        }
        | errors,
    }
