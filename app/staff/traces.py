"""A turn and its trace as a page shows them: what was kept is read with care, since older versions kept less."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import prompts
from knowledge.pii import mask, mask_json
from knowledge.records.conversations import StoredTurn
from knowledge.records.spelling import runs

Json = Mapping[str, Any]
STAGES = ("understand", "retrieve", "rerank", "reply")
_BLANK: Json = {"text": "", "cards": (), "sources": (), "ms": {}}
AROUND = 40  # characters shown before the first word that was searched for
CHART = 240  # units of the chart's width
FAINT = 0.005  # an intent less likely than this is not shown
# What a label is coloured by: what is wanted, what it is like, numbers, and names.
KINDS = {
    "core_product_type": "what", "department": "what", "content": "what", "price": "number", "quantity": "number",
    "UoM": "number", "time": "number", "product_name": "name", "product_number": "name", "creator": "name",
    "origin": "name",
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A run of a message: plain, a labelled span, or personal data that is masked (`hidden` is its kind)."""

    text: str
    label: str = ""
    kind: str = ""
    score: float | None = None
    hidden: str = ""


@dataclass(frozen=True)
class Change:
    """A part of the dialogue state before and after a turn."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Bar:
    """A stage in the chart of timings: where it begins and how long it is, in units of CHART, and its milliseconds."""

    name: str
    start: float
    length: float
    ms: float


@dataclass(frozen=True)
class Ranked:
    """A product that was found: why it stands where it stands, and the signals that say so, strongest first."""

    place: int
    id: str
    title: str
    score: float
    reasons: tuple[str, ...]
    signals: tuple[tuple[str, float], ...]
    card: Json | None


@dataclass(frozen=True)
class Seen:
    """A turn as staff see it, without personal data."""

    number: int
    time: float
    status: str
    said: tuple[Piece, ...]
    reply: Json | None
    trace: Json
    understood: Json
    thumb: bool | None
    hidden: int

    @property
    def scores(self) -> list[tuple[str, float]]:
        """The intents with their probabilities, best first; the one decided on comes first."""
        decided = str(self.understood.get("intent", ""))
        rest = [(name, float(p)) for name, p in self.understood.get("scores", {}).items() if name != decided]
        known = self.understood.get("scores", {}).get(decided, self.understood.get("confidence"))
        return ([(decided, float(known or 0))] if decided else []) + [s for s in rest[:4] if s[1] >= FAINT]

    @property
    def changes(self) -> list[Change]:
        """What the turn changed in the state of the dialogue, and what it left as it was."""
        return list(_changes(self.trace.get("before") or {}, self.understood.get("state") or {}))

    @property
    def bars(self) -> list[Bar]:
        """The stages' times, one after another."""
        return list(_bars((self.reply or {}).get("ms", {})))

    @property
    def sentences(self) -> Sequence[Json]:
        """The reply's sentences: their origin, and what the gate refused before each."""
        return self.trace.get("sentences") or ()

    @property
    def plan(self) -> Json:
        """What the reply was to say."""
        return self.trace.get("plan") or {}


def seen(turn: StoredTurn) -> Seen:
    """Return a kept turn as staff see it."""
    reply = {**_BLANK, **mask_json(turn.reply)} if turn.reply is not None else None
    trace = (reply or {}).get("trace") or {}
    understood = trace.get("understanding") or {}
    spans = (turn.reply or {}).get("trace", {}).get("understanding", {}).get("spans", ())
    said = tuple(pieces(turn.text, spans))
    hidden = sum(bool(piece.hidden) for piece in said)
    return Seen(turn.number, turn.received, turn.status, said, reply, trace, understood, turn.thumb, hidden)


def pieces(text: str, spans: Sequence[Json]) -> Iterator[Piece]:
    """Yield a message piece by piece, labelled and masked; spans that do not fit the text are left out."""
    marks = [(item.start, item.end, Piece(f"[{item.kind}]", hidden=item.kind)) for item in mask(text).items]
    for span in spans:
        start, end, label = span["start"], span["end"], span["label"]
        apart = all(end <= a or start >= b for a, b, _ in marks)
        if text[start:end] == span["text"] and start < end and apart:
            piece = Piece(span["text"], label, KINDS.get(label, "like"), span.get("score"))
            marks.append((start, end, piece))
    at = 0
    for start, end, piece in sorted(marks, key=lambda mark: mark[0]):
        yield from _plain(text[at:start])
        yield piece
        at = end
    yield from _plain(text[at:])


def ranked(turn: Seen, titles: Mapping[str, str]) -> list[Ranked]:
    """Return the products of a turn in their order."""
    cards = {card["id"]: card for card in (turn.reply or {}).get("cards", ())}
    found = turn.trace.get("ranked") or [{"id": id} for id in cards]
    return [_ranked(place, one, titles, cards.get(one["id"])) for place, one in enumerate(found, 1)]


def snippet(text: str, asked: str) -> list[Piece]:
    """Return the part of a text around the words of a search, which are labelled."""
    words = sorted(runs(asked), key=len, reverse=True)
    hits = [hit.span() for word in words for hit in re.finditer(re.escape(word), text, re.IGNORECASE)]
    if not hits:
        return [Piece(text[: 2 * AROUND])]
    start = max(0, min(hits)[0] - AROUND)
    end = start + 3 * AROUND
    found, at = [Piece("…")] if start else [], start
    for a, b in sorted(hits):
        if a >= at and b <= end:
            found += [Piece(text[at:a]), Piece(text[a:b], "hit")]
            at = b
    return [*found, Piece(text[at:end]), *([Piece("…")] if end < len(text) else [])]


def _ranked(place: int, one: Json, titles: Mapping[str, str], card: Json | None) -> Ranked:
    signals = sorted(((k, float(v)) for k, v in (one.get("signals") or {}).items() if v), key=lambda s: -abs(s[1]))
    reasons = tuple(_reason(reason) for reason in one.get("reasons") or ())
    title = (card or {}).get("title") or titles.get(one["id"], one["id"])
    return Ranked(place, one["id"], title, float(one.get("score") or 0), reasons, tuple(signals), card)


def _reason(reason: Json) -> str:
    try:
        return prompts.render(f"reason/{reason['key']}", "en", **reason.get("values", {}))
    except (LookupError, TypeError, ValueError, OSError):
        return str(reason.get("key", ""))  # a reason that this version no longer words


def _plain(text: str) -> Iterator[Piece]:
    """Yield text between marks; placeholders that were written when it was kept are marked as such."""
    at = 0
    for start, end, kind in _placeholders(text):
        if text[at:start]:
            yield Piece(text[at:start])
        yield Piece(text[start:end], hidden=kind)
        at = end
    if text[at:]:
        yield Piece(text[at:])


def _placeholders(text: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    while (start := text.find("[", at)) >= 0 and (end := text.find("]", start)) >= 0:
        if text[start + 1 : end] in ("email", "phone", "card", "address", "id"):
            yield start, end + 1, text[start + 1 : end]
        at = start + 1


def _changes(before: Json, after: Json) -> Iterator[Change]:
    old, new = dict(_flat(before)), dict(_flat(after))
    for name in dict.fromkeys([*old, *new]):
        yield Change(name, old.get(name, ""), new.get(name, ""))


def _flat(state: Json) -> Iterator[tuple[str, str]]:
    constraints = dict(state.get("constraints") or {})
    constraints |= constraints.pop("attributes", None) or {}
    for name, value in constraints.items():
        yield name, ", ".join(map(str, value)) if isinstance(value, list) else _text(value)
    for name in ("query", "focus", "shown", "failures"):
        if value := state.get(name):
            yield name, ", ".join(map(str, value)) if isinstance(value, list) else _text(value)
    if asked := state.get("asked"):
        yield "asked", str(asked.get("key", ""))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _bars(ms: Json) -> Iterator[Bar]:
    total = float(ms.get("total") or sum(float(ms.get(stage) or 0) for stage in STAGES))
    at = 0.0
    for stage in STAGES:
        if stage in ms and total:
            length = float(ms[stage]) / total * CHART
            yield Bar(stage, round(at, 1), round(max(length, 1.5), 1), float(ms[stage]))
            at = min(at + length, CHART - 1.5)
