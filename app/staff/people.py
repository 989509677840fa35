"""The people of the staff and the log of what they did: for admins."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Response
from fastapi.responses import RedirectResponse

from app.staff.access import Admin, Kept, User, console_router
from app.staff.drawing import draw
from knowledge.records.staff import ROLES

LINES = 100


def router() -> APIRouter:
    """Return the pages."""
    router = console_router()
    _list_of_people(router)
    _changes_to_people(router)
    _own_password(router)
    _log(router)
    return router


def _list_of_people(router: APIRouter) -> None:
    @router.get("/people")
    def people(user: Admin, kept: Kept) -> Response:
        return draw("people", user, people=kept.staff.people(), roles=ROLES, wrong="", filled={})

    @router.post("/people")
    def add(
        user: Admin,
        kept: Kept,
        name: Annotated[str, Form(max_length=200)] = "",
        password: Annotated[str, Form(max_length=1000)] = "",
        role: Annotated[str, Form(max_length=20)] = "reviewer",
    ) -> Response:
        try:
            kept.staff.add(name, password, role)  # type: ignore[arg-type]  # checked there, with a message
        except ValueError as error:
            filled = {"name": name, "role": role}
            values: dict[str, Any] = {"people": kept.staff.people(), "roles": ROLES, "filled": filled}
            return draw("people", user, 422, wrong=str(error), **values)
        kept.staff.log(user.name, "person_added", f"{name.strip()} as {role}")
        return RedirectResponse("/staff/people", 303)


def _changes_to_people(router: APIRouter) -> None:
    @router.post("/people/{name}")
    def change(
        user: Admin,
        kept: Kept,
        name: str,
        role: Annotated[str, Form(max_length=20)] = "",
        password: Annotated[str, Form(max_length=1000)] = "",
        active: Annotated[str, Form(max_length=3)] = "",
    ) -> Response:
        changed = {"role": role or None, "password": password or None, "active": active == "yes" if active else None}
        try:
            kept.staff.change(name, **changed)  # type: ignore[arg-type]
        except LookupError as error:
            raise HTTPException(404, str(error)) from None
        except ValueError as error:
            raise HTTPException(422, str(error)) from None
        acts = [what if what == "password" else f"{what} {said}" for what, said in changed.items() if said is not None]
        kept.staff.log(user.name, "person_changed", f"{name}: {', '.join(acts)}")
        return RedirectResponse("/staff/people", 303)


def _own_password(router: APIRouter) -> None:
    @router.get("/me")
    def me(user: User) -> Response:
        return draw("me", user, wrong="")

    @router.post("/me")
    def new_password(
        user: User,
        kept: Kept,
        old: Annotated[str, Form(max_length=1000)] = "",
        new: Annotated[str, Form(max_length=1000)] = "",
    ) -> Response:
        try:
            kept.staff.new_password(user, old, new)
        except ValueError as error:
            return draw("me", user, 422, wrong=str(error))
        kept.staff.log(user.name, "person_changed", f"{user.name}: password")
        return RedirectResponse("/staff/sign-in", 303)


def _log(router: APIRouter) -> None:
    @router.get("/log")
    def log(
        user: Admin,
        kept: Kept,
        before: Annotated[int, Query(ge=0)] = 0,
        by: Annotated[str, Query(max_length=80)] = "",
        act: Annotated[str, Query(max_length=40)] = "",
    ) -> Response:
        entries = kept.staff.logged(before, LINES, by, act)
        older = entries[-1].id if len(entries) == LINES else 0
        return draw("log", user, here="people", entries=entries, older=older, by=by, act=act)
