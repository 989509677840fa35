"""Regression cases: what staff corrected, asked again of the real assistant and judged."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agents.assistant import Assistant
from agents.record import as_json, state_from_json
from agents.turn import DialogueState, Message, Reply
from knowledge.records.corrections import KINDS, Correction, Kind, passage_id
from knowledge.words import words

ENOUGH = 0.6  # share of the right reply's words that a reply must have
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be by can for from have i in is it its of on or our so that the this to we will with you "
        "your 的 了 是 在 我 你 们 和 请 可 以 会 有",
    )
)


@dataclass(frozen=True)
class Case:
    """A message to ask after `before`, and what is right; `like` are further ways to ask the same."""

    id: int
    kind: Kind
    text: str
    right: Mapping[str, Any]
    before: DialogueState = field(default_factory=DialogueState)
    like: tuple[str, ...] = ()
    locale: str = ""


@dataclass(frozen=True)
class Outcome:
    """How a case fared: what the assistant did, in the terms of `Correction.right`."""

    case: Case
    passed: bool
    got: Mapping[str, Any]


def cases_of(corrections: Iterable[Correction]) -> list[Case]:
    """Return the regression cases among corrections."""
    return [case_of(c) for c in corrections if "regression" in c.becomes]


def case_of(made: Correction) -> Case:
    """Return what is asked again, and what is right, of one correction."""
    right = {**made.right, "source": passage_id(made.id)} if made.kind == "faq" else made.right
    before = state_from_json(dict(made.before) if made.before else None)
    return Case(made.id, made.kind, made.text, right, before, locale=made.language)


def case_from(row: Mapping[str, Any], number: int) -> Case:
    """Read a case of a file: {"kind", "text", "right", "like"?, "before"?}; raises ValueError on an unknown kind."""
    if row.get("kind") not in KINDS or not row.get("text") or not isinstance(row.get("right"), dict):
        raise ValueError(f"case {number}: needs a text, what is right, and a kind, one of {', '.join(KINDS)}")
    before = state_from_json(row.get("before"))
    return Case(number, row["kind"], str(row["text"]), row["right"], before, tuple(row.get("like", ())))


def run(assistant: Assistant, cases: Sequence[Case]) -> list[Outcome]:
    """Ask every case and judge what comes."""
    return [_outcome(assistant, case, case.text) for case in cases]


def run_like(assistant: Assistant, cases: Sequence[Case]) -> list[Outcome]:
    """Ask the cases in their other words."""
    return [_outcome(assistant, case, text) for case in cases for text in case.like]


def _outcome(assistant: Assistant, case: Case, text: str) -> Outcome:
    got = seen(assistant.rehearse(Message("", text, locale=case.locale), case.before))
    return Outcome(case, judged(case, got), {**got, "asked": text})


def seen(reply: Reply) -> dict[str, Any]:
    """Return of a reply what corrections speak of."""
    understood = as_json(reply.trace["understanding"])
    spans = [{k: s[k] for k in ("label", "text", "start", "end")} for s in understood["spans"]]
    return {
        "intent": reply.intent,
        "spans": spans,
        "text": reply.text,
        "ids": [card.id for card in reply.cards],
        "query": understood["query"],
        "sources": [p.id for p in reply.sources],
    }


def judged(case: Case, got: Mapping[str, Any]) -> bool:
    """Return whether what was done is right: spans by their words and labels, a reply by what it says."""
    right = case.right
    match case.kind:
        case "intent":
            return bool(got["intent"] == right["intent"])
        case "spans":
            return _surfaces(got["spans"]) == _surfaces(right["spans"])
        case "reply":
            return says_the_same(str(got["text"]), str(right["text"]))
        case "order":
            return in_order(got["ids"], right["ids"], right.get("not", ()))
    if right.get("source"):
        return right["source"] in got["sources"][:1]
    return says_the_same(str(got["text"]), str(right["answer"]))


def _surfaces(spans: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return sorted((str(s["label"]), str(s["text"]).lower()) for s in spans)


def says_the_same(said: str, right: str) -> bool:
    """Whether a reply has every figure of the right one, and most of its words."""
    if not set(_FIGURE.findall(right)) <= set(_FIGURE.findall(said)):
        return False
    wanted = {w.key for w in words(right)} - _SMALL
    return len(wanted & {w.key for w in words(said)}) >= ENOUGH * len(wanted)


def in_order(shown: Sequence[str], right: Sequence[str], unwanted: Iterable[str] = ()) -> bool:
    """Whether the products that staff put in order come first and in that order, and none that they took out."""
    if set(shown) & set(unwanted):
        return False
    there = [i for i in right if i in shown]
    return bool(there) and list(shown[: len(there)]) == there
