"""The OpenAPI document, and the page that shows it without anything from another site."""

from functools import cache
from pathlib import Path
from typing import Any

import orjson
from fastapi import FastAPI, Response
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.problems import problems_schema

_STATIC = Path(__file__).parent.parent / "static"
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_ABOUT = """Chat with a shop, read its catalogue, and look after a shopper's data.

**Who you are.** A page of the shop's own has a cookie. Everybody else begins a session with `POST /api/v1/sessions`
and sends its token as `Authorization: Bearer …`. Conversations, carts and profiles belong to the session that began
them, or to the shopper whom the shop's server vouches for (`POST /api/v1/sessions/user`); others get 404.

**Errors** are RFC 9457 problems (`application/problem+json`). 429 and 503 say in `Retry-After` how long to wait, in s.
"""
_TAGS = [
    {"name": "sessions", "description": "Who is calling"},
    {"name": "chat", "description": "Messages and replies"},
    {"name": "conversations", "description": "A caller's own conversations, and thumbs"},
    {"name": "a person", "description": "A colleague in the chat, live"},
    {"name": "catalogue", "description": "Products, open to everybody"},
    {"name": "shoppers", "description": "Events, consent, export and erasure"},
    {"name": "running it", "description": "Health and figures"},
]


def described(app: FastAPI) -> None:
    """Give the application its OpenAPI document and, at /docs, the page of it."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title="Shopguide", version=app.version, description=_ABOUT, routes=app.routes, tags=_TAGS
            )
            schemes = {"bearer": {"type": "http", "scheme": "bearer"}}
            made.setdefault("components", {})["securitySchemes"] = schemes
            made["security"] = [{}, {"bearer": []}]
            app.openapi_schema = problems_schema(made)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]

    @app.get("/docs", include_in_schema=False)
    def page() -> Response:
        return HTMLResponse(_drawn(orjson.dumps(app.openapi())), headers={"Content-Security-Policy": _POLICY})

    @app.get("/docs/style.css", include_in_schema=False)
    def style() -> Response:
        files = (_STATIC / "tokens.css", _STATIC / "api_docs.css")
        return Response("\n".join(file.read_text("utf-8") for file in files), media_type="text/css")


@cache
def _drawn(document: bytes) -> str:
    drawing = Environment(loader=FileSystemLoader(_STATIC), autoescape=True, undefined=StrictUndefined)
    read = orjson.loads(document)
    return drawing.get_template("api_docs.html").render(
        document=read, operations=_operations(read), pretty=lambda value: orjson.dumps(value, option=_TWO).decode()
    )


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each operation with its method, path, body fields and examples."""
    return [
        {"method": method.upper(), "path": path, **_read(operation, document)}
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def _read(operation: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema = content.get("schema", {})
    named = document["components"]["schemas"].get(schema.get("$ref", "").rsplit("/", 1)[-1], schema)
    examples = named.get("examples") or schema.get("examples") or content.get("examples") or []
    return {
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "tag": (operation.get("tags") or [""])[0],
        "parameters": operation.get("parameters", []),
        "fields": [
            {"name": name, "required": name in named.get("required", []), **field}
            for name, field in named.get("properties", {}).items()
        ],
        "examples": list(examples.values()) if isinstance(examples, dict) else examples,
    }


_TWO = orjson.OPT_INDENT_2
