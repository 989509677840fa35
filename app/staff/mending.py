"""A correction as a form and back: what a turn was, what the form begins with, and what staff said in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agents.turn import INTENTS, SPAN_LABELS
from knowledge.pii import mask
from knowledge.records import Records
from knowledge.records.conversations import StoredTurn
from knowledge.records.corrections import BECOMES, USUAL, Correction, Kind

Json = Mapping[str, Any]
LONGEST = 2000  # characters of a reply or an answer
WORDS = {
    "intent": "What it was for",
    "spans": "Which words are what",
    "reply": "What should have been said",
    "order": "Which products, in which order",
    "faq": "An answer for everybody",
}
WHAT_BECOMES = {
    "regression": ("Check from now on", "asked again in every run of the cases"),
    "training": ("Learn from it", "used by the next learning"),
    "faq": ("Answer with it at once", "a FAQ entry, live from the next message on"),
}


@dataclass(frozen=True)
class Form:
    """What one kind's form shows: `right` is what it begins with, `made` the correction that there is."""

    kind: Kind
    right: Json
    becomes: tuple[str, ...]
    version: int = 0
    made: Correction | None = None


class Wrong(ValueError):
    """A form says something that cannot be: the message says what."""


def wrong_of(turn: StoredTurn) -> dict[str, Any]:
    """Return what the assistant read, said and showed in a turn, in the terms of a correction."""
    reply = turn.reply or {}
    trace = reply.get("trace") or {}
    understood = trace.get("understanding") or {}
    spans = [{k: s[k] for k in ("label", "text", "start", "end")} for s in understood.get("spans", ())]
    return {
        "intent": reply.get("intent", ""),
        "spans": spans,
        "text": mask(str(reply.get("text", ""))).text,
        "ids": [card["id"] for card in reply.get("cards", ())],
        "titles": {card["id"]: card["title"] for card in reply.get("cards", ())},
        "query": understood.get("query", ""),
        "sources": [source["id"] for source in reply.get("sources", ())],
        "plan": trace.get("plan") or {},
        "lines": len(understood.get("text", "")),
    }


def forms(turn: StoredTurn, made: Mapping[str, Correction], staff_said: str) -> list[Form]:
    """Return a turn's forms, each as it was corrected before, or as the assistant had it."""
    wrong, asked = wrong_of(turn), mask(turn.text).text
    reply = str(made["reply"].right["text"]) if "reply" in made else staff_said or wrong["text"]
    language = str((turn.reply or {}).get("language") or "en")
    begin: dict[Kind, dict[str, Any]] = {
        "intent": {"intent": wrong["intent"]},
        "spans": {"spans": wrong["spans"]},
        "reply": {"text": staff_said or wrong["text"]},
        "order": {"ids": wrong["ids"], "not": [], "query": wrong["query"]},
        "faq": {"question": asked, "answer": reply, "language": language, "topic": ""},
    }
    kinds: list[Kind] = [k for k in begin if k != "order" or wrong["ids"]]
    return [_form(kind, begin[kind], made.get(kind)) for kind in kinds]


def _form(kind: Kind, begin: Json, made: Correction | None) -> Form:
    if made is None:
        return Form(kind, begin, USUAL[kind])
    return Form(kind, made.right, made.becomes, made.version, made)


def staff_said(kept: Records, session: str, number: int) -> str:
    """Return what a person wrote to the shopper after a turn, "" if nobody did."""
    said = (x.text for x in kept.live.lines(session) if x.kind == "message" and x.name and x.turn == number)
    return mask(next(said, "")).text


def correction_from(turn: StoredTurn, kind: Kind, values: Mapping[str, Sequence[str]], author: str) -> Correction:
    """Return the correction that a form states; raises Wrong where it cannot be one."""
    wrong, text = wrong_of(turn), mask(turn.text).text
    right = _right(kind, values, text, wrong)
    becomes = tuple(b for b in BECOMES if b in values.get("becomes", ()))
    return Correction(
        session=turn.session,
        turn=turn.number,
        kind=kind,
        text=text,
        language=str((turn.reply or {}).get("language") or "en"),
        right=right,
        wrong={k: v for k, v in wrong.items() if k not in ("titles", "lines")},
        before=((turn.reply or {}).get("trace") or {}).get("before"),
        becomes=becomes if kind == "faq" else tuple(b for b in becomes if b != "faq"),
        author=author,
        version=int(_one(values, "version") or 0),
    )


def _right(kind: Kind, values: Mapping[str, Sequence[str]], text: str, wrong: Json) -> dict[str, Any]:
    match kind:
        case "intent":
            if (intent := _one(values, "intent")) not in INTENTS:
                raise Wrong(f"There is no intent {intent!r}: choose one of the list.")
            return {"intent": intent}
        case "spans":
            return {"spans": _spans(values.get("span", ()), values.get("label", ()), text)}
        case "reply":
            return {"text": _said(values, "text", "the right reply")}
        case "order":
            return _order(values, wrong)
    return {
        "question": _said(values, "question", "the question"),
        "answer": _said(values, "answer", "the answer"),
        "language": "zh" if _one(values, "language") == "zh" else "en",
        "topic": _one(values, "topic")[:80],
    }


def _spans(surfaces: Sequence[str], labels: Sequence[str], text: str) -> list[dict[str, Any]]:
    """Return the spans that rows of words and labels name, each at its next place in the text."""
    found: list[dict[str, Any]] = []
    low = text.lower()
    for surface, label in zip((s.strip() for s in surfaces), labels, strict=False):
        if not surface or not label:
            continue
        if label not in SPAN_LABELS:
            raise Wrong(f"There is no label {label!r}.")
        taken = [(s["start"], s["end"]) for s in found]
        at = low.find(surface.lower())
        while at >= 0 and any(at < end and start < at + len(surface) for start, end in taken):
            at = low.find(surface.lower(), at + 1)
        if at < 0:
            raise Wrong(f"“{surface}” does not stand in the message, or is marked already.")
        end = at + len(surface)
        found.append({"label": label, "text": text[at:end], "start": at, "end": end})
    return sorted(found, key=lambda s: int(s["start"]))


def _order(values: Mapping[str, Sequence[str]], wrong: Json) -> dict[str, Any]:
    unwanted = [i for i in values.get("not", ()) if i in wrong["ids"]]
    ids = [i for i in dict.fromkeys(values.get("ids", ())) if i in wrong["ids"] and i not in unwanted]
    if not ids:
        raise Wrong("At least one product must stay.")
    return {"ids": ids, "not": unwanted, "query": wrong["query"]}


def _said(values: Mapping[str, Sequence[str]], name: str, what: str) -> str:
    said = _one(values, name)
    if not said:
        raise Wrong(f"Write {what}.")
    if len(said) > LONGEST:
        raise Wrong(f"That is longer than {LONGEST} characters: shorten {what}.")
    return mask(said).text


def _one(values: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(values.get(name, ())), "").strip()
