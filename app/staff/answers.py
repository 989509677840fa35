"""The shop's answers: all of them to read, and those that staff wrote to add, change and take out, live at once."""

import secrets
from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from app.staff.access import Kept, User, console_router, opening_of
from app.staff.drawing import draw
from app.staff.mending import LONGEST
from knowledge.catalogue import content_hash
from knowledge.faq import slug
from knowledge.pii import mask
from knowledge.product import Passage
from knowledge.records import Records
from knowledge.records.corrections import ANSWERS

Text = Annotated[str, Form(max_length=LONGEST)]


def router() -> APIRouter:
    """Return the pages."""
    router = console_router()

    @router.get("/answers")
    def answers(user: User, kept: Kept, q: str = "", edit: str = "", saved: str = "") -> Response:
        listed = [p for p in kept.passages.all() if q.lower() in f"{p.question} {p.answer} {p.topic}".lower()]
        listed.sort(key=lambda p: (not p.id.startswith(f"{ANSWERS}/"), p.topic, p.id))
        chosen = kept.passages.get([edit]).get(edit) if edit.startswith(f"{ANSWERS}/") else None
        seen = content_hash(chosen) if chosen else ""
        return draw(
            "answers", user, listed=listed, q=q, chosen=chosen, seen=seen, saved=saved, theirs=None, own=f"{ANSWERS}/",
            correction=_correction,
        )  # fmt: skip

    @router.post("/answers")
    async def save(
        request: Request, user: User, kept: Kept, question: Text, answer: Text, language: Text = "en",
        topic: Text = "", id: Text = "", seen: Text = "",
    ) -> Response:  # fmt: skip
        made = _passage(id, question, answer, language, topic)
        theirs = kept.passages.get([made.id]).get(made.id)
        if theirs and content_hash(theirs) != seen:
            return draw(
                "answers", user, 409, listed=[], q="", chosen=made, seen=content_hash(theirs), saved="", theirs=theirs,
                own=f"{ANSWERS}/", correction=_correction,
            )  # fmt: skip
        await anyio.to_thread.run_sync(_write, request, kept, made)
        kept.staff.log(user.name, "answer written", made.id)
        return RedirectResponse(f"/staff/answers?saved={made.id}", 303)

    @router.post("/answers/remove")
    async def remove(request: Request, user: User, kept: Kept, id: Text) -> Response:
        if not id.startswith(f"{ANSWERS}/") or _correction(id):
            raise HTTPException(403, "Only answers that staff wrote here can be taken out; others come from a feed.")
        await anyio.to_thread.run_sync(_remove, request, kept, id)
        kept.staff.log(user.name, "answer taken out", id)
        return RedirectResponse("/staff/answers", 303)

    return router


def _passage(id: str, question: str, answer: str, language: str, topic: str) -> Passage:
    if not question.strip() or not answer.strip():
        raise HTTPException(422, "An answer needs a question and an answer.")
    if id and not id.startswith(f"{ANSWERS}/"):
        raise HTTPException(403, "Only answers that staff wrote can be changed; others come from a feed.")
    spoken = "zh" if language == "zh" else "en"
    id = id or f"{ANSWERS}/{slug(question)[:40]}-{secrets.token_hex(3)}"
    return Passage(id, mask(question.strip()).text, mask(answer.strip()).text, spoken, topic.strip()[:80])


def _write(request: Request, kept: Records, made: Passage) -> None:
    shop = opening_of(request).shop
    if shop is None:
        raise HTTPException(409, "The shop is still opening: try again in a moment.")
    kept.passages.write([(made, content_hash(made))], ANSWERS)
    shop.shop.passages.write([made])


def _remove(request: Request, kept: Records, id: str) -> None:
    shop = opening_of(request).shop
    if shop is None:
        raise HTTPException(409, "The shop is still opening: try again in a moment.")
    kept.passages.remove([id])
    shop.shop.passages.remove([id])


def _correction(id: str) -> str:
    """Return the number of the correction that an answer came from, "" for one that was written here."""
    head = f"{ANSWERS}/correction-"
    return id.removeprefix(head) if id.startswith(head) else ""
