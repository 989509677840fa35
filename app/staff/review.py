"""Judging replies: the queue, the form beside a turn's trace, and how far readers agree."""

from typing import Annotated, Any
from urllib.parse import quote

import anyio.to_thread
from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from app.staff.access import Kept, User, console_router, wants_json
from app.staff.drawing import draw
from app.staff.transcripts import Judged, hide, transcript
from knowledge.records import Records
from knowledge.records.digests import REASONS
from knowledge.records.reviews import RUBRIC, ChangedMeanwhile, Review
from knowledge.records.staff import StaffUser

PICKS = 50


def router() -> APIRouter:
    """Return the pages."""
    router = console_router()

    @router.get("/review")
    def queue(user: User, kept: Kept, reason: Annotated[str, Query(max_length=40)] = "") -> Response:
        reason = reason if reason in REASONS else ""
        picks = kept.reviews.queue(user.id, reason, PICKS)
        waiting = kept.reviews.waiting(user.id)
        return draw("review", user, picks=picks, waiting=waiting, reason=reason, hide=hide)

    @router.get("/review/next")
    def next_(
        user: User,
        kept: Kept,
        reason: Annotated[str, Query(max_length=40)] = "",
        skip: Annotated[str, Query(max_length=100)] = "",
    ) -> Response:
        reason = reason if reason in REASONS else ""
        picks = kept.reviews.queue(user.id, reason, PICKS)
        passed = [f"{pick.session}:{pick.turn}" for pick in picks]
        at = passed.index(skip) + 1 if skip in passed else 0
        for pick in picks[at:] or picks[:1]:
            return RedirectResponse(turn_address(pick.session, pick.turn, reason or "all"), 303)
        return RedirectResponse("/staff/review", 303)

    @router.get("/review/agreement")
    def agreement(user: User, kept: Kept) -> Response:
        lines = kept.reviews.agreement()
        return draw("agreement", user, here="review", lines=lines, tally=kept.reviews.tally(), rubric=RUBRIC)

    @router.post("/review/{session}/{turn}")
    async def save(request: Request, user: User, kept: Kept, session: str, turn: int) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        return await anyio.to_thread.run_sync(_save, kept, user, session, turn, form, wants_json(request))

    return router


def _save(kept: Records, user: StaffUser, session: str, turn: int, form: dict[str, str], as_json: bool) -> Response:
    marks, note, queue = {line: form.get(line, "") for line in RUBRIC}, form.get("note", ""), form.get("queue", "")
    seen = int(form["seen"]) if form.get("seen", "").isdecimal() else -1
    try:
        saved = kept.reviews.save(session, turn, user.id, marks, note, seen)
    except LookupError as error:
        raise HTTPException(404, str(error)) from None
    except ValueError as error:
        if as_json:
            raise HTTPException(422, str(error)) from None
        judged = Judged(marks, note, str(error))
        return transcript(kept, user, session, turn, queue=queue, judged=judged, status=422)
    except ChangedMeanwhile as clash:
        if as_json:
            return JSONResponse({"detail": str(clash), "theirs": [_json(one) for one in clash.theirs]}, 409)
        judged = Judged(marks, note, str(clash), clash.theirs)
        return transcript(kept, user, session, turn, queue=queue, judged=judged, status=409)
    kept.staff.log(user.name, "reviewed", f"{session} turn {turn}")
    if as_json:
        return JSONResponse({"reviews": [_json(one) for one in saved]})
    on = f"/staff/review/next?reason={quote(queue)}" if queue else turn_address(session, turn)
    return RedirectResponse(on, 303)


def turn_address(session: str, turn: int, queue: str = "") -> str:
    """Return the page of a turn; `queue` is the reason whose queue it is read from."""
    return f"/staff/conversations/{quote(session)}?turn={turn}" + (f"&queue={quote(queue)}" if queue else "")


def _json(review: Review) -> dict[str, Any]:
    return {"reviewer": review.reviewer, "marks": dict(review.marks), "note": review.note, "version": review.version}
