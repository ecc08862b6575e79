"""The OpenAPI 3.1 description of the read API, made from its models and lists."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app.api.models import Page, Problem
from app.api.resources import MOST, RESOURCES, USUAL, Resource

ROOT = "/api/v1"
PROBLEMS = {
    400: "A parameter makes no sense.",
    401: "No key, or one that opens nothing.",
    422: "A filter that is none, or whose value makes no sense; `detail` says what would.",
    429: "Too many requests; Retry-After says for how many seconds to wait.",
    503: "The database does not answer.",
}
_TEMPLATE = "#/components/schemas/{model}"


@cache
def description() -> dict[str, Any]:
    """The description, as JSON. The server is the one that sent it."""
    pages: list[type[BaseModel]] = [Page[one.item] for one in RESOURCES]  # type: ignore[name-defined]
    every: list[type[BaseModel]] = [*pages, Problem]
    refs, schemas = models_json_schema([(model, "serialization") for model in every], ref_template=_TEMPLATE)
    named = dict(zip((one.name for one in RESOURCES), pages, strict=True))
    problem = refs[Problem, "serialization"]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "JobLedger: your own data",
            "version": "1",
            "description": "Reads what is yours. Make a key in Settings and send it as a bearer token.",
        },
        "servers": [{"url": ROOT}],
        "security": [{"key": []}],
        "paths": {
            f"/{one.name}": {"get": _operation(one, refs[named[one.name], "serialization"], problem)}
            for one in RESOURCES
        },
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas["$defs"],
        },
    }


def _operation(resource: Resource, page: Any, problem: Any) -> dict[str, Any]:
    refused: dict[str, Any] = {
        str(status): {"description": says, "content": {"application/problem+json": {"schema": problem}}}
        for status, says in PROBLEMS.items()
    }
    for status in ("429", "503"):
        refused[status]["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    refused["401"]["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}}}
    return {
        "operationId": resource.name,
        "summary": resource.says,
        "parameters": [
            {
                "name": "limit",
                "in": "query",
                "description": "How many items a page has at most.",
                "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
            },
            {
                "name": "after",
                "in": "query",
                "description": "Where the page begins; taken from the `next` of the page before.",
                "schema": {"type": "string"},
            },
            *(
                {"name": one.name, "in": "query", "description": one.says, "schema": dict(one.schema)}
                for one in resource.filters
            ),
        ],
        "responses": {"200": {"description": "A page of the list.", "content": {"application/json": {"schema": page}}}}
        | refused,
    }
