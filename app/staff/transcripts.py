"""Conversations: the list, and a transcript beside the trace of one of its turns."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse

from app.staff import filters
from app.staff.access import Admin, Kept, User, console_router, opening_of, records_of
from app.staff.drawing import draw, iso
from app.staff.filters import Asked, Filters
from app.staff.traces import Seen, ranked, seen, snippet
from knowledge.constraints import Constraints
from knowledge.pii import Pii, mask
from knowledge.records import Records
from knowledge.records.conversations import StoredTurn
from knowledge.records.digests import INTENTS
from knowledge.records.live import Line
from knowledge.records.reviews import MARKS, RUBRIC, Review, version_of
from knowledge.records.staff import StaffUser
from knowledge.records.transcripts import Listed

MOST = 1000  # conversations that a list counts before it says "more than"
EXPORTED = 20_000  # conversations in one export, the newest
DESCRIBED = 10  # products that a filter in words stands for
EVERY = 10_000_000  # but for a list without filters, whose count costs little
TURNS = 200  # turns shown of one conversation, the newest


@dataclass(frozen=True)
class Judged:
    """A review form as it was filled in, for one that could not be saved yet; `theirs` is what somebody else saved."""

    marks: dict[str, str]
    note: str
    wrong: str = ""
    theirs: Sequence[Review] = ()


def router() -> APIRouter:
    """Return the pages."""
    router = console_router()

    @router.get("/conversations")
    def conversations(
        request: Request,
        user: User,
        kept: Kept,
        asked: Asked,
        before: Annotated[int, Query(ge=0)] = 0,
        after: Annotated[int, Query(ge=0)] = 0,
    ) -> Response:
        meant = _meant(request, asked.product.strip())
        wanted = asked.wanted(tuple(meant))
        page = kept.transcripts.page(wanted, before, after)
        count = kept.transcripts.count(wanted, MOST if asked.any else EVERY) if not (before or after) else 0
        said = kept.transcripts.said([row.session for row in page.rows], wanted.text) if wanted.text else {}
        snippets = {session: snippet(hide(text), wanted.text) for session, text in said.items()}
        reviewers = [person for person in kept.staff.people() if person.active or str(person.id) == asked.reviewed]
        return draw(
            "conversations", user, page=page, count=count, most=MOST if asked.any else EVERY, snippets=snippets,
            asked=asked, names=filters, intents=INTENTS, reviewers=reviewers, hide=hide,
            meant=meant, first=not (before or after),
        )  # fmt: skip

    @router.get("/export/conversations.{kind}")
    def export(request: Request, user: Admin, kept: Kept, asked: Asked, kind: str) -> Response:
        if kind not in ("csv", "json"):
            raise HTTPException(404, f"There is no export as {kind[:20]}: use csv or json.")
        kept.staff.log(user.name, "exported", f"conversations.{kind}?{asked.address()}"[:400])
        wanted = asked.wanted(tuple(_meant(request, asked.product.strip())))
        rows = [_exported(row) for row in kept.transcripts.page(wanted, limit=EXPORTED).rows]
        return _csv(rows) if kind == "csv" else JSONResponse(rows, headers=_attached("conversations.json"))

    @router.get("/conversations/{session}")
    def conversation(
        request: Request,
        user: User,
        kept: Kept,
        asked: Asked,
        session: str,
        turn: Annotated[int, Query(ge=0)] = 0,
        queue: Annotated[str, Query(max_length=40)] = "",
    ) -> Response:
        meant = tuple(_meant(request, asked.product.strip()))
        return transcript(kept, user, session, turn, asked=asked, queue=queue, meant=meant)

    @router.post("/conversations/{session}/turns/{turn}/reveal")
    def reveal(request: Request, user: Admin, kept: Kept, asked: Asked, session: str, turn: int) -> Response:
        said = next((one for one in kept.conversations.transcript(session, TURNS) if one.number == turn), None)
        if said is None:
            raise HTTPException(404, f"Conversation {session[:80]} has no turn {turn}.")
        kept.staff.log(user.name, "revealed", f"{session} turn {turn}")  # before it is shown, so that it always is
        return transcript(kept, user, session, turn, asked=asked, shown={turn: _originals(kept, said)})

    return router


def transcript(
    kept: Records,
    user: StaffUser,
    session: str,
    chosen: int,
    *,
    asked: Filters | None = None,
    queue: str = "",
    shown: dict[int, Sequence[Pii]] | None = None,
    judged: Judged | None = None,
    meant: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    """Return a conversation's page with the trace of its turn `chosen`, or of its newest."""
    listed = kept.transcripts.get(session)
    if listed is None:
        raise HTTPException(404, "There is no such conversation: it may have been erased.")
    asked = asked or Filters()
    turns = [seen(turn) for turn in kept.conversations.transcript(session, TURNS)]
    turn = next((one for one in turns if one.number == chosen), turns[-1] if turns else None)
    reviews = kept.reviews.of(session)
    newer, older = ("", "") if queue else kept.transcripts.beside(listed.number, asked.wanted(meant))
    return draw(
        "conversation",
        user,
        status,
        here="review" if queue else "conversations",
        listed=listed,
        turns=turns,
        lines=_lines(kept, session),
        turn=turn,
        ranked=_ranked(kept, turn),
        shown=shown or {},
        why=kept.reviews.why(session),
        moods=kept.outcomes.moods(session),
        outcome=kept.outcomes.of(session) or {},
        panel=_panel(reviews, turn, user, judged),
        read={one.turn for one in reviews},
        asked=asked,
        queue=queue,
        newer=newer,
        older=older,
        rubric=RUBRIC,
        marks=MARKS,
        hide=hide,
    )


def _panel(reviews: Sequence[Review], turn: Seen | None, user: StaffUser, judged: Judged | None) -> dict[str, Any]:
    """Return what the review form shows: one's own marks; what others think only once one has said so oneself."""
    of_turn = [one for one in reviews if turn and one.turn == turn.number]
    own = next((one for one in of_turn if one.reviewer_id == user.id), None)
    others = [one for one in of_turn if one.reviewer_id != user.id]
    open_ = bool(own) or bool(judged and judged.theirs)
    return {
        "own": own,
        "others": others if open_ else [],
        "hidden": 0 if open_ else len(others),
        "seen": version_of(of_turn),
        "filled": judged.marks if judged else dict(own.marks) if own else {},
        "note": judged.note if judged else own.note if own else "",
        "wrong": judged.wrong if judged else "",
        "clash": bool(judged and judged.theirs),
    }


def _ranked(kept: Records, turn: Seen | None) -> list[Any]:
    if turn is None:
        return []
    ids = [one["id"] for one in turn.trace.get("ranked") or ()]
    return ranked(turn, {id: product.title for id, product in kept.products.get(ids).items()})


def _lines(kept: Records, session: str) -> dict[int, list[Line]]:
    """Return what people said and when they came and went, by the turn that it came after."""
    after: dict[int, list[Line]] = {}
    for line in kept.live.lines(session):
        if line.kind != "turn":
            after.setdefault(line.turn, []).append(line)
    return after


def _originals(kept: Records, said: StoredTurn) -> tuple[Pii, ...]:
    """Return the personal data of a message: sealed when it was kept, or still in it from an older version."""
    return (*kept.vault.reveal(said.session, said.number), *mask(said.text).items)


def _exported(row: Listed) -> dict[str, Any]:
    """Return a conversation of a list as plain values, without personal data and without whose it is."""
    values = {name: getattr(row, name) for name in Listed.__dataclass_fields__ if name not in ("shopper", "number")}
    times = {name: iso(values[name]) for name in ("started", "updated")}
    return {**values, **times, "intents": " ".join(row.intents), "opening": hide(row.opening)}


def _csv(rows: Sequence[dict[str, Any]]) -> Response:
    """Return rows as CSV; a value that a spreadsheet would take for a formula is kept from being one."""
    out = io.StringIO()
    names = [name for name in Listed.__dataclass_fields__ if name not in ("shopper", "number")]
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    for row in rows:
        writer.writerow({k: f"'{v}" if isinstance(v, str) and v[:1] in "=+-@\t\r" else v for k, v in row.items()})
    return Response("\ufeff" + out.getvalue(), media_type="text/csv", headers=_attached("conversations.csv"))


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}


def hide(text: str) -> str:
    """Return a text without personal data."""
    return mask(text).text


def _meant(request: Request, said: str) -> dict[str, str]:
    """Return the products that a filter means, by id with their titles: the one with this id, or those it describes."""
    if not said:
        return {}
    if found := records_of(request).products.get([said]):
        return {id: product.title for id, product in found.items()}
    shop = opening_of(request).shop
    matches = shop.index.search(said, Constraints(), DESCRIBED).matches if shop else ()
    return {match.product.id: match.product.title for match in matches} or {said: said}
