"""The inbox: chats that wait for a person, the chat a colleague is in, saved answers, and addresses left."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, Form, Header, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sse_starlette.sse import EventSourceResponse

from agents.handover import choice, summary
from agents.record import reply_from_json
from app.live_events import Told, event, heard_until, live
from app.staff.access import Kept, User, console_router, opening_of
from app.staff.drawing import draw, templates
from knowledge.records import Records
from knowledge.records.bell import INBOX
from knowledge.records.live import Handover, HeldByAnother, Line
from knowledge.records.staff import StaffUser

MESSAGE_LIMIT = 4000
WHY = {
    "asked": "Asked for a person", "complaint": "Complaint", "anger": "Angry", "failures": "Not helped twice",
    "care": "Needs care", "order": "Order change",
}  # fmt: skip
_SESSION = "/inbox/{session}"


def router() -> APIRouter:
    """Return the pages."""
    router = console_router()
    _pages(router)
    _acts(router)
    _streams(router)
    _saved(router)
    return router


def _pages(router: APIRouter) -> None:
    @router.get("/inbox")
    def inbox(user: User, kept: Kept) -> Response:
        return draw("inbox", user, here="inbox", chats=chats(kept), **_common(kept, user), chat=None)

    @router.get("/inbox/counts")
    def counts(user: User, kept: Kept) -> Response:
        """What the navigation shows beside its places, on every page."""
        waiting = sum(not call.staff for call in kept.live.waiting())
        return JSONResponse({"inbox": waiting, "dashboard": len(kept.outcomes.alerts(unseen=True))})

    @router.get("/inbox/addresses")
    def addresses(user: User, kept: Kept) -> Response:
        left = [one | {"asked": _asked(kept, one["session"])} for one in kept.live.addresses()]
        return draw("inbox_addresses", user, here="inbox", left=left)

    @router.get("/inbox/answers")
    def answers(user: User, kept: Kept, id: int = 0) -> Response:
        listed = kept.saved_answers.find()
        edited = next((one for one in listed if one.id == id), None)
        return draw("inbox_answers", user, here="inbox", answers=listed, edited=edited)

    @router.get(_SESSION)
    def chat(request: Request, user: User, kept: Kept, session: str) -> Response:
        call = _call(kept, session)
        values = _common(kept, user) | {"chats": chats(kept), "chat": call, "told": summary(kept, call)}
        shop = opening_of(request).settings.name
        answers = [one.__dict__ for one in kept.saved_answers.find()]
        rows = rows_of(kept, session)
        newest = kept.live.newest_line(session)
        return draw(
            "inbox", user, here="inbox", **values, rows=rows, newest=newest, shop=shop, answers=answers, why=WHY
        )


def _acts(router: APIRouter) -> None:
    @router.post("/inbox/duty")
    def duty(user: User, kept: Kept, on: Annotated[str, Form()] = "") -> Response:
        kept.live.set_duty(user.name, on == "yes")
        return JSONResponse({"on": on == "yes"})

    @router.post(_SESSION + "/join")
    def join(user: User, kept: Kept, session: str) -> Response:
        _mine(lambda: kept.live.join(session, user.name))
        kept.live.set_duty(user.name, True)
        kept.staff.log(user.name, "chat_joined", session)
        return RedirectResponse(f"/staff/inbox/{session}", 303)

    @router.post(_SESSION + "/say")
    def say(user: User, kept: Kept, session: str, text: Annotated[str, Form()] = "") -> Response:
        said = text.strip()
        if not said or len(said) > MESSAGE_LIMIT:
            raise HTTPException(422, f"A message has 1 to {MESSAGE_LIMIT} characters.")
        line = _mine(lambda: kept.live.say(session, user.name, said))
        return JSONResponse({"id": line.id})

    @router.post(_SESSION + "/typing")
    def typing(user: User, kept: Kept, session: str) -> Response:
        if kept.live.holder(session) == "person":
            kept.live.typing(session, "person", user.name)
        return Response(status_code=204)

    @router.post(_SESSION + "/end")
    def end(
        user: User,
        kept: Kept,
        session: str,
        how: Annotated[str, Form(pattern="^(returned|closed)$")] = "returned",
        note: Annotated[str, Form(max_length=2000)] = "",
    ) -> Response:
        _mine(lambda: kept.live.end(session, how, user.name, note.strip()))
        kept.staff.log(user.name, f"chat_{how}", session)
        return RedirectResponse("/staff/inbox", 303)

    @router.post(_SESSION + "/address")
    def reveal(user: User, kept: Kept, session: str) -> Response:
        sealed = kept.live.address_of(session)
        if sealed is None:
            raise HTTPException(404, "No address was left in this chat.")
        kept.staff.log(user.name, "address_read", session)
        return JSONResponse({"address": kept.vault.unseal(sealed).decode()})

    @router.post(_SESSION + "/answered")
    def answered(user: User, kept: Kept, session: str) -> Response:
        kept.live.answered(session, user.name)
        kept.staff.log(user.name, "address_answered", session)
        return RedirectResponse("/staff/inbox/addresses", 303)


def _saved(router: APIRouter) -> None:
    @router.get("/inbox/answers/find")
    def find(user: User, kept: Kept, q: Annotated[str, Query(max_length=100)] = "") -> Response:
        return JSONResponse([{"title": a.title, "text": a.text} for a in kept.saved_answers.find(q)])

    @router.post("/inbox/answers")
    def keep(
        user: User,
        kept: Kept,
        title: Annotated[str, Form(min_length=1, max_length=120)],
        text: Annotated[str, Form(min_length=1, max_length=4000)],
        language: Annotated[str, Form(pattern="^(en|zh)$")] = "en",
        id: Annotated[int, Form()] = 0,
    ) -> Response:
        kept.saved_answers.keep(title.strip(), text.strip(), language, user.name, id)
        return RedirectResponse("/staff/inbox/answers", 303)

    @router.post("/inbox/answers/{id}/remove")
    def remove(user: User, kept: Kept, id: int) -> Response:
        kept.saved_answers.remove(id)
        return RedirectResponse("/staff/inbox/answers", 303)


def _streams(router: APIRouter) -> None:
    @router.get("/inbox/live/list")
    async def listed(request: Request, user: User, kept: Kept) -> Response:
        """The list of waiting chats, drawn anew at each change; while this is open, the colleague is there."""
        before: list[str] = []

        async def news() -> Sequence[Told]:
            html, count = await anyio.to_thread.run_sync(_listed, kept, user)
            if before == [html]:
                return ()
            before[:] = [html]
            return [event("list", {"html": html, "waiting": count})]

        return EventSourceResponse(live(kept.live.bell, INBOX, news, lambda _: None), ping=15)

    @router.get("/inbox/live/{session}")
    async def heard(
        user: User,
        kept: Kept,
        session: str,
        after: Annotated[int, Query(ge=0)] = 0,
        last_event_id: Annotated[str, Header()] = "",
    ) -> Response:
        """What is said in a chat, as drawn rows, and whether the shopper types."""
        at = [heard_until(last_event_id, after)]

        async def news() -> Sequence[Told]:
            rows = await anyio.to_thread.run_sync(_new_rows, kept, session, at[0])
            at[0] = rows[-1][0] if rows else at[0]
            return [event("row", values, id) for id, values in rows]

        def typing(values: Mapping[str, Any]) -> Told | None:
            return event("typing", {}) if values["by"] == "shopper" else None

        return EventSourceResponse(live(kept.live.bell, session, news, typing), ping=15)


def chats(kept: Records) -> list[dict[str, Any]]:
    """Return the waiting and held chats as the list shows them, those that wait first, longest first."""
    calls = sorted(kept.live.waiting(), key=lambda call: (call.joined is not None, call.asked))
    return [vars(call) | {"last": _asked(kept, call.session), "about": WHY.get(call.why, call.why)} for call in calls]


def rows_of(kept: Records, session: str) -> list[dict[str, Any]]:
    """Return a conversation as rows in order: turns, replies, what people wrote, and who came and went."""
    turns = kept.conversations.transcript(session, 100)
    lines = [line for line in kept.live.lines(session) if line.kind != "turn"]
    rows: list[dict[str, Any]] = []
    for turn in turns:
        rows += [_line_row(line) for line in lines if line.turn < turn.number and not rows]
        rows += _turn_rows(turn.text, turn.reply)
        rows += [_line_row(line) for line in lines if line.turn == turn.number]
    return rows or [_line_row(line) for line in lines]


def _turn_rows(text: str, reply: dict[str, Any] | None) -> list[dict[str, Any]]:
    told = reply_from_json(reply) if reply else None
    rows = [{"by": "shopper", "name": "Shopper", "text": text, "cards": ()}] if text else []
    if told and (told.text or told.cards):
        cards = tuple(card.title for card in told.cards[:4])
        rows.append({"by": "assistant", "name": "Assistant", "text": told.text, "cards": cards})
    return rows


def _line_row(line: Line) -> dict[str, Any]:
    said = {"waiting": "The shopper waits for a person", "joined": f"{line.name} joined", "left": _went(line)}
    if line.kind == "message":
        return {"by": "person", "name": line.name, "text": line.text, "cards": ()}
    return {"by": "note", "name": "", "text": said[line.kind], "cards": ()}


def _went(line: Line) -> str:
    return f"{line.name} left; the assistant goes on" if line.name else "The shopper goes on with the assistant"


def _new_rows(kept: Records, session: str, after: int) -> list[tuple[int, dict[str, Any]]]:
    lines = kept.live.lines(session, after)
    turns = {turn.number: turn for turn in kept.conversations.transcript(session, 100)} if lines else {}
    draw_row = _macros().row
    told: list[tuple[int, dict[str, Any]]] = []
    for line in lines:
        turn = turns.get(line.turn)
        rows = [_line_row(line)] if line.kind != "turn" else _turn_rows(turn.text, turn.reply) if turn else []
        html = "".join(str(draw_row(row)) for row in rows)
        told.append((line.id, {"html": html, "kind": line.kind, "held_by": kept.live.holder(session)}))
    return told


def _listed(kept: Records, user: StaffUser) -> tuple[str, int]:
    kept.live.seen(user.name)
    there = chats(kept)
    return str(_macros().listed(there, user.name)), sum(not chat["staff"] for chat in there)


def _macros() -> Any:
    return templates().get_template("staff_inbox_parts.html").module


def _common(kept: Records, user: StaffUser) -> dict[str, Any]:
    there = kept.live.on_duty()
    return {"on_duty": user.name in there, "colleagues": [n for n in there if n != user.name],
            "addresses": len(kept.live.addresses()), "told": None}  # fmt: skip


def _call(kept: Records, session: str) -> Handover:
    """Return the newest call for a person in a conversation; 404 where there never was one."""
    calls = kept.live.handovers(session)
    if not calls:
        raise HTTPException(404, "Nobody asked for a person in this conversation.")
    return calls[-1]


def _asked(kept: Records, session: str) -> str:
    """Return the newest message that is more than the call for a person."""
    told = [turn.text for turn in kept.conversations.transcript(session, 5) if turn.text]
    calls = {choice("en"), choice("zh")}
    return next((text for text in reversed(told) if text not in calls), told[-1] if told else "")


def _mine(act: Any) -> Any:
    """Do what only the holder of a chat may; 409 with the holder's name for anybody else."""
    try:
        return act()
    except HeldByAnother as error:
        raise HTTPException(409, f"{error.name} has this chat.") from None
    except LookupError as error:
        raise HTTPException(409, str(error)) from None
