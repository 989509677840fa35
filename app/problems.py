"""Every error of the API in one shape: RFC 9457, application/problem+json. What went wrong inside is never told."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

_log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
_OURS = "urn:shopguide:problem:"
_UNKNOWN = "There is no such field: see /docs for those there are"


class Fault(BaseModel):
    """One field that cannot be taken as it is."""

    detail: str
    pointer: str = Field("", description="the field in the body, as a JSON pointer", examples=["#/events/0/name"])
    parameter: str = Field("", description="the parameter of the path, query or headers", examples=["k"])


class ProblemBody(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field("about:blank", examples=["urn:shopguide:problem:validation"])
    title: str = Field(examples=["The request cannot be taken as it is"])
    status: int = Field(examples=[422])
    detail: str = Field("", examples=["text: String should have at most 100000 characters"])
    instance: str = Field("", description="the path that was asked", examples=["/api/v1/chat"])
    errors: list[Fault] = Field(default_factory=list, description="only where fields are at fault")


class Problem(HTTPException):
    """An error to be told. `kind` names it for programs ("busy"); "" where the status says all."""

    def __init__(
        self, status: int, title: str, detail: str = "", kind: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, detail or title, headers)
        self.title, self.kind = title, kind


def missing(what: str = "There is nothing here under this id.") -> Problem:
    """Return the one answer for what is not there and for what is not the caller's."""
    return Problem(404, "Not found", what)


def told(problem: HTTPException, instance: str, errors: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:
    """Return a problem as the object that is sent."""
    status = problem.status_code
    kind = getattr(problem, "kind", "")
    detail = problem.detail if isinstance(problem.detail, str) else ""
    body = {
        "type": _OURS + kind if kind else "about:blank",
        "title": getattr(problem, "title", "") or _phrase(status),
        "status": status,
        "detail": detail,
        "instance": instance,
    }
    return {**body, "errors": list(errors)} if errors else body


def answer(problem: HTTPException, instance: str, errors: Sequence[Mapping[str, str]] = ()) -> Response:
    """Return a problem as a response."""
    content = orjson.dumps(told(problem, instance, errors))
    return Response(content, problem.status_code, dict(problem.headers or {}), MEDIA_TYPE)


def broken() -> Problem:
    """Return what callers are told of an error inside; the log has the rest."""
    return Problem(500, "Something broke on our side", "Try again; if it stays so, tell the shop.", "broken")


def tell_problems(app: FastAPI) -> None:
    """Answer every error of the application with a problem."""

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        return answer(error, request.url.path)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        faults = [_fault(one) for one in error.errors()]
        first = faults[0] if faults else {}
        where = first.get("pointer", "").removeprefix("#/") or first.get("parameter", "")
        detail = ": ".join(part for part in (where, first.get("detail", "")) if part)
        problem = Problem(422, "The request cannot be taken as it is", detail, "validation")
        return answer(problem, request.url.path, faults)

    @app.exception_handler(Exception)
    async def broke(request: Request, error: Exception) -> Response:
        _log.error("%s %s broke", request.method, request.url.path, exc_info=error)
        return answer(broken(), request.url.path)


def problems_schema(document: dict[str, Any]) -> dict[str, Any]:
    """Return the OpenAPI document with the shape of problems in it, as every operation's errors."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = ProblemBody.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(schemas["Problem"].pop("$defs", {}))
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in document.get("paths", {}).values():
        for operation in path.values():
            operation["responses"].pop("422", None)
            operation["responses"].setdefault("4XX", {"description": "The request is refused", "content": content})
            operation["responses"].setdefault("5XX", {"description": "Busy, or broken", "content": content})
    return document


def _fault(error: Mapping[str, Any]) -> dict[str, str]:
    place, *path = error["loc"] or ("body",)
    detail = _UNKNOWN if error["type"] == "extra_forbidden" else str(error["msg"])
    if place == "body":
        return {"detail": detail, "pointer": "#/" + "/".join(_escaped(part) for part in path)}
    return {"detail": detail, "parameter": "/".join(str(part) for part in path)}


def _escaped(part: object) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"
