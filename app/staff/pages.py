"""The console's router: signing in and out, its styles and scripts, and the pages of every part."""

import secrets
import threading
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from app.opening import Opening
from app.staff import answers, corrections, dashboard, inbox, people, review, segments, transcripts
from app.staff.access import (
    COOKIE,
    Kept,
    User,
    check_sign_in_form,
    console_router,
    keep_form_token,
    keep_session,
    over,
)
from app.staff.drawing import asset_text, draw
from knowledge.records.staff import SignInRefused, TooManySignIns

HOME = "/staff/conversations"


def staff(opening: Opening) -> APIRouter:
    """Return the console over a shop that is opening, or open."""
    router = console_router(prefix="/staff", dependencies=[Depends(over(opening))])
    threading.Thread(target=opening.held.records.transcripts.catch_up, name="catch-up", daemon=True).start()
    for part in (
        _door(),
        transcripts.router(),
        review.router(),
        corrections.router(),
        answers.router(),
        inbox.router(),
        dashboard.router(),
        segments.router(),
        people.router(),
    ):
        router.include_router(part)
    router.add_api_route("", _start, include_in_schema=False)
    router.add_api_route("/{path:path}", _nothing, methods=["GET", "POST"], include_in_schema=False)
    return router


def _start(user: User) -> Response:
    return RedirectResponse(HOME, 303)


def _nothing(user: User, path: str) -> Response:
    raise HTTPException(404, f"The console has no page {path[:80]}.")


def _door() -> APIRouter:
    router = console_router()

    @router.get("/sign-in")
    def sign_in_page(request: Request, kept: Kept, next: str = "") -> Response:
        return _sign_in_page(request, kept.staff.people() == [], next)

    @router.post("/sign-in", dependencies=[Depends(check_sign_in_form)])
    def sign_in(
        request: Request,
        kept: Kept,
        name: Annotated[str, Form(max_length=200)] = "",
        password: Annotated[str, Form(max_length=1000)] = "",
        next: Annotated[str, Form(max_length=2000)] = "",
    ) -> Response:
        address = request.client.host if request.client else ""
        try:
            token = kept.staff.sign_in(name, password, address)
        except TooManySignIns as refused:
            return _sign_in_page(request, False, next, name, str(refused), 429, round(refused.wait_s) + 1)
        except SignInRefused as refused:
            return _sign_in_page(request, False, next, name, str(refused), 401)
        response = RedirectResponse(_inside(next), 303)
        keep_session(response, request, token)
        return response

    @router.post("/sign-out")
    def sign_out(request: Request, user: User, kept: Kept) -> Response:
        kept.staff.sign_out(request.cookies[COOKIE])
        kept.staff.log(user.name, "sign_out")
        response = RedirectResponse("/staff/sign-in", 303)
        keep_session(response, request, "")
        return response

    @router.get("/assets/{name}")
    def assets(name: str) -> Response:
        try:
            text = asset_text(name)
        except LookupError as error:
            raise HTTPException(404, str(error)) from None
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        return Response(text, media_type=kind, headers={"Cache-Control": "public, max-age=31536000, immutable"})

    return router


def _sign_in_page(
    request: Request, empty: bool, next: str, name: str = "", wrong: str = "", status: int = 200, wait_s: int = 0
) -> Response:
    token = secrets.token_urlsafe(24)
    response = draw("sign_in", None, status, empty=empty, next=_inside(next), name=name, wrong=wrong, token=token)
    keep_form_token(response, request, token)
    if wait_s:
        response.headers["Retry-After"] = str(wait_s)
    return response


def _inside(address: str) -> str:
    """Return where to go after signing in: a page of the console, whatever the form says."""
    parts = urlsplit(address)
    ours = not parts.scheme and not parts.netloc and parts.path.startswith("/staff") and "\\" not in address
    return address if ours and not parts.path.startswith("/staff/sign-") else HOME
