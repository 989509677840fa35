"""When a person is offered or called, what a shopper is told of it, and what staff read before they join."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import prompts
from agents.cards import chips_of
from agents.record import reply_from_json
from agents.replies.plan import Plan
from agents.replies.points import Point
from agents.turn import DialogueState, Language, Message, Question, Reply, Understanding
from agents.understanding.state import starts_over
from knowledge.records import Records
from knowledge.records.conversations import StoredTurn
from knowledge.records.live import Handover
from knowledge.sentiment import Mood

FAILED = ("nothing", "ask", "unclear")  # kinds of plan that left the shopper without an answer
_CALLS = re.compile(
    r"\b(?:get|give|find|fetch|bring) me (?:a |an |some |your |the )?(?:real |live |actual )?"
    r"(?:person|human|agent|colleague|manager|supervisor|somebody|someone)\b"
    r"|\b(?:talk|speak|chat) (?:to|with) (?:a|an|your) (?:real |live )?(?:person|human|agent|colleague|manager)\b"
    r"|^(?:转人工|人工客服|人工|叫人来)$|(?:叫|让|换)(?:个|你们)?(?:真人|经理|人工)"
)
OFFER_AFTER = 2  # turns in a row that failed


@dataclass(frozen=True)
class Summary:
    """What a colleague reads before joining, all of it from records: nothing here is worded by a model."""

    why: str
    language: Language
    asked: tuple[str, ...]
    wants: tuple[str, ...]
    shown: tuple[str, ...]
    order: str
    last_reply: str
    mood: str
    notes: tuple[str, ...] = ()


def choice(language: Language) -> str:
    """Return the quick reply by which a shopper asks for a person."""
    return prompts.render("ask/person_choice", language)


def heard(understanding: Understanding, before: DialogueState) -> Understanding:
    """Return the turn as a call for a person, where it asks for one outright or accepts the one that was offered."""
    text = understanding.text.strip().lower()
    offered = before.asked is not None and before.asked.key == "person"
    accepted = offered and (understanding.intent == "affirm" or text == choice(understanding.language).lower())
    if not (accepted or _CALLS.search(text)):
        return understanding
    return replace(understanding, intent="human", in_scope=True, also=(), ask=None, query="", state=before)


def with_person(
    plan: Plan, understanding: Understanding, before: DialogueState, mood: Mood, holder: str, on_duty: bool
) -> Plan:
    """Return the plan with an offer of a person where one is due, and with nothing promised that nobody keeps."""
    if plan.handoff:
        return _honest(plan, holder == "waiting", on_duty)
    why = _offered_for(plan, understanding, before, mood)
    if not why or holder != "assistant":
        return plan
    choices = (choice(plan.language),)
    return replace(plan, ask=Question("person", choices, {"why": why}), choices=choices)


def _offered_for(plan: Plan, understanding: Understanding, before: DialogueState, mood: Mood) -> str:
    if mood.angry:
        return "anger"
    if understanding.intent == "complaint":
        return "complaint"
    if starts_over(understanding.text):
        return ""
    return "failures" if plan.kind in FAILED and before.failures + 1 >= OFFER_AFTER else ""


def _honest(plan: Plan, waiting: bool, on_duty: bool) -> Plan:
    """Say that a colleague comes only where one is there, and once."""
    if on_duty and not waiting:
        return plan
    truth = Point("handoff_waiting" if on_duty else "handoff_nobody", must=True)
    kept = tuple(p for p in plan.points if p.kind != "handoff")
    return replace(plan, points=(*kept, truth))


def called_for(plan: Plan, understanding: Understanding, before: DialogueState) -> str:
    """Return why the plan calls a person (Handover.why), "" where it does not."""
    if not plan.handoff:
        return ""
    if plan.kind == "care":
        return "care"
    if understanding.intent == "human":
        offered = before.asked if before.asked and before.asked.key == "person" else None
        return str(offered.values.get("why", "asked")) if offered else "asked"
    return "complaint" if understanding.intent == "complaint" else "order"


def silent(message: Message, number: int, before: DialogueState) -> Reply:
    """Return what the assistant says while a person has the chat: nothing."""
    return Reply(
        session=message.session,
        turn=number,
        text="",
        intent="",
        constraints=before.constraints,
        asks_back=False,
        cards=(),
        sources=(),
        grounded=True,
        dropped=0,
        handoff=False,
        ms={},
        language=before.language if before.intent else "zh" if message.locale.startswith("zh") else "en",
        held_by="person",
    )


def summary(records: Records, call: Handover) -> Summary:
    """Return what a conversation was about, for the colleague who may join it."""
    turns = records.conversations.transcript(call.session, 50)
    told = [reply_from_json(turn.reply) for turn in turns if turn.reply]
    language: Language = told[-1].language if told else "en"
    answered = [reply for reply in told if reply.text]
    moods = records.outcomes.moods(call.session)
    worst = max(moods.values(), key=lambda m: (m["angry"], m["score"]), default=None)
    return Summary(
        why=call.why,
        language=language,
        asked=tuple(turn.text for turn in turns if turn.text)[-3:],
        wants=tuple(_wants(answered[-1], language)) if answered else (),
        shown=_shown(records, turns),
        order=_order(answered),
        last_reply=answered[-1].text if answered else "",
        notes=tuple(f"{h.staff}: {h.note}" for h in records.live.handovers(call.session) if h.note),
        mood="" if worst is None else "angry" if worst["angry"] else str(worst["label"]),
    )


def _wants(reply: Reply, language: Language) -> Sequence[str]:
    return [chip.label for chip in chips_of(reply.constraints, language)]


def _shown(records: Records, turns: Sequence[StoredTurn]) -> tuple[str, ...]:
    """Return the titles of the newest products shown."""
    for turn in reversed(turns):
        cards = (turn.reply or {}).get("cards") or []
        if cards:
            return tuple(str(card["title"]) for card in cards[:4])
    return ()


def _order(replies: Sequence[Reply]) -> str:
    for reply in reversed(replies):
        found: Mapping[str, Any] = reply.trace.get("understanding", {})
        if found.get("order_id"):
            return str(found["order_id"])
    return ""
