"""Who may see a page of the console: sessions by cookie, roles, and a token in every form.

A router of the console is made by `console_router()`; its pages take `user: User` or `user: Admin`, which also hold
the form token of a POST to be right. Refusals are pages of the console, or JSON where a script asks.
"""

import logging
import secrets
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, cast
from urllib.parse import quote

import anyio.to_thread
from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.routing import APIRoute

from app.opening import Opening
from app.staff.drawing import draw
from knowledge.records import Records
from knowledge.records.staff import LONGEST_S, Role, StaffUser

_log = logging.getLogger(__name__)
COOKIE = "staff_session"
FORM_COOKIE = "staff_form"  # the token of the sign-in form, whose visitor has no session yet
_SAFE = ("GET", "HEAD", "OPTIONS")
_REFUSALS = {
    400: "That request cannot be read",
    403: "That is not open to you",
    404: "There is nothing here",
    409: "Somebody else changed this",
    500: "Something went wrong here",
    422: "Something in that form is missing or wrong",
}


class ConsoleRoute(APIRoute):
    """A route whose refusals are drawn as pages of the console."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler, with refusals drawn."""
        handle = super().get_route_handler()

        async def drawn(request: Request) -> Response:
            try:
                return await handle(request)
            except HTTPException as refused:
                return _refusal(request, refused)
            except RequestValidationError as wrong:
                fields = ", ".join(sorted({str(error["loc"][-1]) for error in wrong.errors()}))
                return _refusal(request, HTTPException(422, f"This cannot be read: {fields}."))
            except Exception:
                # The edge: what went wrong is in the server's log, and the person gets a page of the console.
                _log.exception("A page of the console failed: %s", request.url.path)
                return _refusal(request, HTTPException(500, "The server's log says what. Try again in a moment."))

        return drawn


def console_router(**options: Any) -> APIRouter:
    """Return a router for pages of the console."""
    return APIRouter(include_in_schema=False, route_class=ConsoleRoute, **options)


def over(opening: Opening) -> Callable[[Request], None]:
    """Return the dependency that hands a shop to the console's pages, as `request.state.opening`."""

    def hand(request: Request) -> None:
        request.state.opening = opening

    return hand


def opening_of(request: Request) -> Opening:
    """Return the shop that the console stands over."""
    return cast(Opening, request.state.opening)


def records_of(request: Request) -> Records:
    """Return the shop's records."""
    return opening_of(request).held.records


async def signed_in(request: Request) -> StaffUser:
    """Return who is signed in; else the sign-in page follows, or 401 where no page was asked for."""
    token = request.cookies.get(COOKIE, "")
    user = await anyio.to_thread.run_sync(records_of(request).staff.signed_in, token) if token else None
    if user is None:
        if request.method in _SAFE and not wants_json(request):
            there = quote(request.url.path + (f"?{request.url.query}" if request.url.query else ""))
            raise HTTPException(303, headers={"Location": f"/staff/sign-in?next={there}"})
        raise HTTPException(401, "Your session has ended: sign in again.")
    request.state.user = user
    if request.method not in _SAFE:
        await _check_form(request, user.csrf)
    return user


def require(role: Role) -> Callable[..., StaffUser]:
    """Return the dependency that lets only people of this role in, or a higher one."""

    def check(request: Request, user: Annotated[StaffUser, Depends(signed_in)]) -> StaffUser:
        if not user.may(role):
            records_of(request).staff.log(user.name, "refused", f"{request.method} {request.url.path}"[:200])
            raise HTTPException(403, f"Only an {role} can do that. You are signed in as {user.name}, {user.role}.")
        return user

    return check


User = Annotated[StaffUser, Depends(signed_in)]
Admin = Annotated[StaffUser, Depends(require("admin"))]
Kept = Annotated[Records, Depends(records_of)]


async def check_sign_in_form(request: Request) -> None:
    """Hold the sign-in form's token against its cookie."""
    await _check_form(request, request.cookies.get(FORM_COOKIE, ""))


def keep_session(response: Response, request: Request, token: str) -> None:
    """Set the session's cookie; an empty token takes it away."""
    if token:
        response.set_cookie(COOKIE, token, max_age=int(LONGEST_S), **_cookie(request))
    else:
        response.delete_cookie(COOKIE, path="/staff")


def keep_form_token(response: Response, request: Request, token: str) -> None:
    """Set the sign-in form's cookie."""
    response.set_cookie(FORM_COOKIE, token, max_age=3600, **_cookie(request))


def wants_json(request: Request) -> bool:
    """Whether a script asks, rather than a person."""
    return "text/html" not in request.headers.get("accept", "text/html")


def _cookie(request: Request) -> dict[str, Any]:
    return {"path": "/staff", "httponly": True, "samesite": "strict", "secure": request.url.scheme == "https"}


async def _check_form(request: Request, token: str) -> None:
    said = request.headers.get("x-csrf-token", "")
    kind = request.headers.get("content-type", "")
    if not said and kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        said = str((await request.form()).get("csrf", ""))
    if not token or not secrets.compare_digest(said.encode(), token.encode()):
        raise HTTPException(403, "This form is too old to be sent: go back, reload the page and try again.")


def _refusal(request: Request, refused: HTTPException) -> Response:
    if "location" in {name.lower() for name in refused.headers or {}}:
        return RedirectResponse(dict(refused.headers or {})["Location"], refused.status_code)
    user: StaffUser | None = getattr(request.state, "user", None)
    if wants_json(request):
        title = _REFUSALS.get(refused.status_code, "That did not work")
        problem = {"type": "about:blank", "title": title, "status": refused.status_code, "detail": refused.detail}
        return JSONResponse(problem, refused.status_code, refused.headers, "application/problem+json")
    title = _REFUSALS.get(refused.status_code, "Please sign in again" if refused.status_code == 401 else "No")
    return draw("problem", user, refused.status_code, title=title, detail=refused.detail, here="")
