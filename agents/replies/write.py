"""A plan becomes sentences: streamed from a model and checked one by one, with plain words wherever it falls short."""

import queue
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import prompts
from agents.replies.agreement import agreed, is_plural
from agents.replies.gate import check
from agents.replies.models import ModelUnavailable, Prompt, ReplyModel
from agents.replies.plain import asked, plain, worded
from agents.replies.plan import Plan
from agents.replies.points import Point
from agents.replies.records import Records
from agents.replies.slots import MARKER, Script, can_word, fill, script
from agents.turn import Refused, Sentence
from knowledge.product import Product

# A full stop ends a sentence only before a space: "$19.99" and "2.5 kg" hold none.
_END = re.compile(r"[.!?][\"')\]]*\s|[。！？][”」』）]*|\n")
_MARKUP = re.compile(r"[*_`#>|]{2,}|```|^\s*[-*#>]+\s|\[([^\]]*)\]\([^)]*\)|</?\w[^>]*>|https?://\S+", re.MULTILINE)
_ARTICLES = re.compile(r"\b([Tt]he) (?=(the|a|an|my|our|your)\b)", re.IGNORECASE)
MOST_SENTENCES = 7

# Values that a point may leave out and still be said.
_OPTIONAL = (
    "rating", "reviews", "type", "named", "purpose", "lead", "was", "saved", "lead_rating", "more", "less", "same",
    "so", "tells", "limit", "over", "attribute", "constraint", "feature", "attributes", "other", "wins", "again",
)  # fmt: skip

# What must be heard of a point that has no value of its own to look for.
_SAID_AS = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        **dict.fromkeys(("near", "near_feature", "no_kind", "nothing"), r"\bno\b|\bnone\b|nothing|n't|\bnot\b|没有|不"),
        **dict.fromkeys(("sold_out", "lead_sold_out"), r"sold out|out of stock|缺货|卖完|没有库存|没有现货"),
        "near_sold_out": r"sold out|out of stock|缺货|没有库存",
        "in_stock": r"in stock|available|有货|库存",
        "fact_no": r"\bno\b|\bnot\b|n't|不|否",
        **dict.fromkeys(
            ("fact_fails", "fact_material_fails", "fact_weight_fails", "fact_no_sale", "option_no", "no_cheaper"),
            r"\bno\b|\bnot\b|n't|\bnothing\b|不|没",
        ),
        "option_sold_out": r"sold out|out of stock|缺货|卖完",
        "near_unlisted": r"n't|\bno\b|没有",
        "fact_unknown": r"n't|\bnot?\b|unknown|没有|没法|不",
        "sponsored": r"sponsored|赞助|推广",
    }.items()
}

# Said by people and by code alone: a model's words would add risk and no help.
_PLAIN_KINDS = ("care", "handoff", "refuse", "line", "ask", "conflict", "set")


@dataclass
class _Telling:
    """What a reply has said so far."""

    plan: Plan
    records: Records
    seed: int
    script: Script | None
    said: list[str] = field(default_factory=list)
    raw: str = ""
    refused: list[Refused] = field(default_factory=list)
    about: Product | None = None
    many: bool = False  # whether what was named last is several things: headphones
    stood_in: list[Point] = field(default_factory=list)  # said in plain words where a model's sentence was refused

    def sentence(self, text: str, origin: Literal["model", "plain"]) -> Sentence:
        """Return what is said next, with what was refused since the last sentence."""
        refused, self.refused = tuple(self.refused), []
        names = self.plan.names
        many = {names[p.id] for p in self.records.products if p.id in names and is_plural(names[p.id], p)}
        named = [n for n in names.values() if n in text]
        self.many = any(n in many for n in named) if named else self.many
        agreeing = agreed(text, self.plan.language, many, set(names.values()) - many, self.many)
        return Sentence(agreeing, origin, len(refused), refused)

    def left(self) -> list[Point]:
        """Return the points that must be said and have not been."""
        return [p for p in self.plan.points if p.must and not self._covered(p)]

    def instead_of(self, raw: str) -> str:
        """Return plain words for the point that a refused sentence was to make, if that must be said."""
        lines = self.script.lines if self.script else ()
        made = next((line.point for line in lines if line.marks.get("name", "\0") in raw), None)
        if made is None or made not in self.left():
            return ""
        self.stood_in.append(made)
        return worded(made, self.plan, self.seed)

    def _covered(self, point: Point) -> bool:
        if point in self.stood_in:
            return True
        if self.script is not None:
            marks = next(line.marks for line in self.script.lines if line.point is point)
            values, told = marks, self.raw
        else:
            values, told = dict(point.values), " ".join(self.said)
        if point.kind in _SAID_AS and not _SAID_AS[point.kind].search(" ".join(self.said)):
            return False
        needed = [value for key, value in values.items() if value and key not in _OPTIONAL]
        return bool(self.said) and all(value in told for value in needed)


def write(
    plan: Plan,
    records: Records,
    model: ReplyModel | None,
    cancel: threading.Event,
    *,
    deadline_s: float = 1.5,
    seed: int = 0,
) -> Iterator[Sentence]:
    """Yield the reply sentence by sentence, each one checked; stops soon after `cancel` is set.

    Where no checked sentence of the model's has come within `deadline_s`, of the start or of the last one, the rest is
    said in plain words. A model that fails, refuses or talks nonsense costs no more than that.
    """
    telling = _Telling(plan, records, seed, None)
    if model is not None and _wordable(plan, model):
        yield from _from_model(telling, model, cancel, deadline_s)
    if cancel.is_set():
        return
    if not telling.said:
        yield from (telling.sentence(text, "plain") for text in plain(plan, seed))
        return
    for number, point in enumerate(telling.left()):
        yield telling.sentence(worded(point, plan, seed + number), "plain")
    if question := asked(plan.ask, plan, seed):
        yield telling.sentence(question, "plain")


def _wordable(plan: Plan, model: ReplyModel) -> bool:
    if plan.kind in _PLAIN_KINDS or not plan.points or plan.language not in model.languages:
        return False
    return can_word(plan) if model.reads_slots else True


def prompt_of(plan: Plan, reads_slots: bool, seed: int = 0) -> tuple[Prompt, Script | None]:
    """Return what a model is asked: markers for our own, the plan in plain words for any other."""
    if reads_slots:
        read = script(plan)
        return Prompt(prompts.render("reply/slots_system", "en"), read.text, read.lines, seed), read
    points = "\n".join(f"- {worded(p, plan, seed)}" for p in plan.points)
    user = prompts.render("reply/server_user", plan.language, said=plan.said[:500], points=points)
    return Prompt(prompts.render("reply/server_system", plan.language), user, seed=seed), None


def _from_model(telling: _Telling, model: ReplyModel, cancel: threading.Event, deadline_s: float) -> Iterator[Sentence]:
    prompt, telling.script = prompt_of(telling.plan, model.reads_slots, telling.seed)
    stop = threading.Event()
    pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_pump, args=(model, prompt, stop, pieces), daemon=True).start()
    heard, due = "", time.monotonic() + deadline_s
    try:
        while not cancel.is_set() and len(telling.said) < MOST_SENTENCES:
            try:
                piece = pieces.get(timeout=min(0.05, max(0.001, due - time.monotonic())))
            except queue.Empty:
                if time.monotonic() >= due:
                    return
                continue
            heard += piece or ""
            while (end := _END.search(heard)) is not None:
                first, heard = heard[: end.end()], heard[end.end() :]
                for sentence in _checked(first, telling):
                    due = time.monotonic() + deadline_s
                    yield sentence
            if piece is None:
                # What is left unended was cut off: half a sentence is not shown.
                if re.search(r"[.!?。！？][\"')”」』）]*\s*$", heard):
                    yield from _checked(heard, telling)
                return
    finally:
        stop.set()


def _pump(model: ReplyModel, prompt: Prompt, stop: threading.Event, pieces: "queue.SimpleQueue[str | None]") -> None:
    try:
        for piece in model.stream(prompt, stop):
            pieces.put(piece)
            if stop.is_set():
                break
    except (ModelUnavailable, LookupError):
        pass  # plain words stand in
    finally:
        pieces.put(None)


def _checked(raw: str, telling: _Telling) -> Iterator[Sentence]:
    """Yield what may be shown of one sentence: as it stands, mended, or nothing, which is counted."""
    read = telling.script
    if read and not set(MARKER.findall(raw)) <= set(read.slots):
        telling.refused.append(Refused(raw.strip(), ("a product or value that the turn does not have",)))
        return
    text = _MARKUP.sub("", fill(raw, read.slots) if read else raw).strip()
    if not re.search(r"\w", text) or text in telling.said:
        return
    if telling.plan.language == "en":
        text = _ARTICLES.sub("", text)
    seen = check(text, telling.records, telling.plan.language, telling.about)
    if not seen.ok:
        telling.refused.append(Refused(text, tuple(f"{claim.kind}: {claim.text}" for claim in seen.unbacked)))
    instead = seen.text or telling.instead_of(raw)
    if not instead:
        return
    telling.about = seen.about
    telling.said.append(instead)
    telling.raw += raw
    yield telling.sentence(instead, "model" if seen.ok else "plain")
