"""Correcting a turn, and the page of what every correction changed."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from agents.turn import INTENTS, SPAN_LABELS
from app.opening import Opening
from app.staff.access import Kept, User, console_router, opening_of, wants_json
from app.staff.drawing import draw
from app.staff.mending import WHAT_BECOMES, WORDS, Form, Wrong, correction_from, forms, staff_said, wrong_of
from knowledge.pii import mask
from knowledge.records import Records
from knowledge.records.conversations import StoredTurn
from knowledge.records.corrections import KINDS, ChangedMeanwhile, Correction, Kind, Trial
from knowledge.records.staff import StaffUser

LISTED = 200


def router() -> APIRouter:
    """Return the pages."""
    router = console_router()

    @router.get("/corrections")
    def corrections(request: Request, user: User, kept: Kept, kind: str = "") -> Response:
        listed = kept.corrections.all(kinds=[kind] if kind in KINDS else KINDS, newest=LISTED)[::-1]
        trials = kept.corrections.trials()
        rows = [(c, _was_right(c), trials.get(c.id, [])) for c in listed]
        return draw(
            "corrections", user, rows=rows, kind=kind, kinds=KINDS, words=WORDS, runs=kept.corrections.runs(6),
            learning=_learning(opening_of(request)), short=short, titles=_titles(kept, listed),
        )  # fmt: skip

    @router.get("/corrections/{id}")
    def correction(user: User, kept: Kept, id: int) -> Response:
        made = _of_id(kept, id)
        return draw(
            "correction", user, here="corrections", made=made, words=WORDS, history=kept.corrections.history(id),
            trials=kept.corrections.trials().get(id, []), right_then=_was_right(made), short=short,
            titles=_titles(kept, [made]),
        )  # fmt: skip

    @router.post("/corrections/learn")
    async def learn(request: Request, user: User, kept: Kept) -> Response:
        from app.learning import learn_in_background

        shop = opening_of(request).shop
        if shop is None:
            raise HTTPException(409, "The shop is still opening: try again in a moment.")
        if not learn_in_background(shop):
            raise HTTPException(409, "The shop is learning already: look again in a minute.")
        kept.staff.log(user.name, "learn")
        return (
            JSONResponse({"learning": True}, 202)
            if wants_json(request)
            else RedirectResponse("/staff/corrections", 303)
        )

    @router.post("/corrections/{id}/take-back")
    async def take_back(request: Request, user: User, kept: Kept, id: int) -> Response:
        made = _of_id(kept, id)
        values = {"version": str((await request.form()).get("version", ""))}
        changed = _again(made, user.name, int(values["version"] or made.version))
        saved = await _keep(opening_of(request), kept, changed)
        kept.staff.log(user.name, "correction taken back", f"{saved.session} turn {saved.turn} {saved.kind}")
        return RedirectResponse(f"/staff/corrections/{id}", 303)

    @router.get("/conversations/{session}/turns/{number}/correct")
    def page(
        user: User, kept: Kept, session: str, number: int, kind: str = "reply", saved: Annotated[str, Query()] = ""
    ) -> Response:
        return _page(kept, user, _turn(kept, session, number), kind, saved=saved)

    @router.post("/conversations/{session}/turns/{number}/correct/{kind}")
    async def save(request: Request, user: User, kept: Kept, session: str, number: int, kind: Kind) -> Response:
        turn = await anyio.to_thread.run_sync(_turn, kept, session, number)
        form = await request.form()
        values = {name: [str(v) for v in form.getlist(name)] for name in form}
        try:
            made = correction_from(turn, kind, values, user.name)
            saved = await _keep(opening_of(request), kept, made)
        except Wrong as error:
            if wants_json(request):
                raise HTTPException(422, str(error)) from None
            return _page(kept, user, turn, kind, wrong=str(error), status=422)
        except ChangedMeanwhile as changed:
            return _clash(request, kept, user, turn, made, changed.theirs)
        kept.staff.log(user.name, "corrected", f"{session} turn {number} {kind}")
        if wants_json(request):
            return JSONResponse({"id": saved.id, "version": saved.version, "becomes": saved.becomes})
        return RedirectResponse(f"/staff/conversations/{session}/turns/{number}/correct?kind={kind}&saved={kind}", 303)

    return router


async def _keep(opening: Opening, kept: Records, made: Correction) -> Correction:
    """Keep a correction, and let a FAQ entry answer at once, or one taken back no longer."""
    if made.kind == "faq" and opening.shop is None:
        raise HTTPException(409, "The shop is still opening: try again in a moment.")
    saved = await anyio.to_thread.run_sync(kept.corrections.keep, made)
    shop = opening.shop
    if shop is not None and (saved.kind == "faq" or not saved.becomes):
        from app.learning import publish, withdraw

        await anyio.to_thread.run_sync(publish if saved.kind == "faq" else withdraw, shop, saved)
    return saved


def _page(
    kept: Records, user: StaffUser, turn: StoredTurn, kind: str, *, saved: str = "", wrong: str = "", status: int = 200
) -> Response:
    made = kept.corrections.of_session(turn.session).get(turn.number, {})
    shown: Sequence[Form] = forms(turn, made, staff_said(kept, turn.session, turn.number))
    was = wrong_of(turn)
    return draw(
        "mend", user, status, here="conversations", turn=turn, asked=mask(turn.text).text, was=was, forms=shown,
        chosen=kind if kind in WORDS else "reply", saved=saved, wrong=wrong, words=WORDS, outcomes=WHAT_BECOMES,
        intents=INTENTS, labels=SPAN_LABELS, prices={c["id"]: c for c in (turn.reply or {}).get("cards", ())},
    )  # fmt: skip


def _clash(
    request: Request, kept: Records, user: StaffUser, turn: StoredTurn, mine: Correction, theirs: Correction
) -> Response:
    """Show both corrections to the one who came second: nothing of either is lost."""
    if wants_json(request):
        both = {
            "mine": dict(mine.right),
            "theirs": dict(theirs.right),
            "author": theirs.author,
            "version": theirs.version,
        }
        told = {"type": "about:blank", "title": "Somebody else changed this", "status": 409, **both}
        return JSONResponse(told, 409, media_type="application/problem+json")
    titles = wrong_of(turn)["titles"]
    return draw(
        "mend_both", user, 409, here="conversations", turn=turn, asked=mask(turn.text).text, mine=mine, theirs=theirs,
        words=WORDS, short=short, titles=titles, fields=_fields(mine),
    )  # fmt: skip


def _fields(made: Correction) -> list[tuple[str, str]]:
    """Return a correction as the fields of its form, so that it can be sent again."""
    right = made.right
    pairs: list[tuple[str, str]] = [("becomes", b) for b in made.becomes]
    match made.kind:
        case "spans":
            return pairs + [p for s in right["spans"] for p in (("span", s["text"]), ("label", s["label"]))]
        case "order":
            return pairs + [("ids", i) for i in right["ids"]] + [("not", i) for i in right["not"]]
    return pairs + [(name, str(value)) for name, value in right.items()]


def _again(made: Correction, author: str, version: int) -> Correction:
    return Correction(**{**made.__dict__, "becomes": (), "author": author, "version": version})


def _turn(kept: Records, session: str, number: int) -> StoredTurn:
    turn = next((t for t in kept.conversations.transcript(session) if t.number == number), None)
    if turn is None or turn.reply is None:
        raise HTTPException(404, "There is no such turn, or it has no reply yet: it may have been erased.")
    return turn


def _of_id(kept: Records, id: int) -> Correction:
    made = kept.corrections.get(id)
    if made is None:
        raise HTTPException(404, "There is no such correction: it may have been erased with its conversation.")
    return made


def _was_right(made: Correction) -> bool:
    from app.learning import was_right

    return was_right(made)


def _learning(opening: Opening) -> Mapping[str, Any]:
    if opening.shop is None:
        return {"running": False, "said": ""}
    from app.learning import progress

    return progress(opening.shop)


def _titles(kept: Records, listed: Sequence[Correction]) -> dict[str, str]:
    orders = [part for c in listed if c.kind == "order" for part in (c.right, c.wrong)]
    ids = list({id for part in orders for name in ("ids", "not") for id in part.get(name, ())})
    return {id: product.title for id, product in kept.products.get(ids).items()}


def short(kind: str, values: Mapping[str, Any], titles: Mapping[str, str] | None = None) -> str:
    """Return what a correction, or a trial of it, says in a line."""
    match kind:
        case "intent":
            return str(values.get("intent", "")).replace("_", " ")
        case "spans":
            return (
                " · ".join(f"{s['text']}: {s['label'].replace('_', ' ')}" for s in values.get("spans", ()))
                or "no words"
            )
        case "order":
            named = [(titles or {}).get(i, i) for i in values.get("ids", ())]
            out = [(titles or {}).get(i, i) for i in values.get("not", ())]
            return " › ".join(named) + (f" — not: {', '.join(out)}" if out else "")
        case "faq":
            return str(values.get("answer") or values.get("text", ""))
    return str(values.get("text", ""))


__all__ = ["Trial", "router", "short"]
