"""What the shopper page shows of a conversation, as escaped HTML fragments; knows nothing of Gradio."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import prompts
from agents.cards import chips_of
from agents.glossed import compared
from agents.record import reply_from_json
from agents.replies import spoken
from agents.turn import Card, Chip, Language, ProductsReady, Progress, Received, Reply, Row, Sentence, SetShown
from knowledge.product import Passage

_ADDRESS = re.compile(
    r"(?:https?://[^/\\@\s?#\[\]]+(?:[/?#][^\\\x00-\x1f]*)?|/(?![/\\])[^\\\x00-\x1f]*)", re.IGNORECASE
)
Note: TypeAlias = Literal["", "busy", "failed", "interrupted", "stopped"]
FEW = 5  # pieces left at which a card says how many
SEARCHES = ("find_products", "refine", "recommend", "complement")  # intents that empty the shelf when nothing fits


@dataclass(frozen=True)
class Shown:
    """A turn as the page shows it, half done or whole; `key` is the message's id, `cards` None until they are known.

    `silent`: a person answers it, not the assistant; `ends`: the shopper took leave.
    """

    key: str
    said: str = ""
    dropped: str = ""
    number: int = 0
    cards: tuple[Card, ...] | None = None
    chips: tuple[Chip, ...] = ()
    sentences: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    sources: tuple[Passage, ...] = ()
    comparison: tuple[Row, ...] = ()
    whole: SetShown | None = None
    language: Language = "en"
    state: Literal["waiting", "telling", "done"] = "waiting"
    thumb: bool | None = None
    handoff: bool = False
    silent: bool = False
    ends: bool = False
    person: bool = False
    note: Note = ""

    @property
    def compared(self) -> tuple[str, ...]:
        """The titles above a comparison's columns, none where they are not this turn's cards."""
        titles = tuple(card.title for card in self.cards or ())
        return titles if self.comparison and len(titles) == len(self.comparison[0].values) else ()

    @property
    def answered(self) -> bool:
        """Whether the whole reply is there."""
        return self.state == "done" and not self.note

    @property
    def count(self) -> int:
        """How many products the turn found; -1 where it did not search."""
        return -1 if self.cards is None else len(self.cards)

    def then(self, progress: Progress) -> "Shown":
        """Return the turn after one more event of its reply."""
        match progress:
            case Received():
                return replace(self, number=progress.turn)
            case ProductsReady():
                understood = progress.understanding
                cards = _shelf(progress.cards, understood.intent)
                shown = replace(self, cards=cards, chips=progress.chips, whole=progress.whole, state="telling")
                return replace(shown, language=understood.language)
            case Sentence():
                return replace(self, sentences=(*self.sentences, progress.text), state="telling")
            case Reply():
                return _answered(self, progress)

    def broken(self, note: Note) -> "Shown":
        """Return the turn as ended before its reply did."""
        return replace(self, state="done", note=note)


def _answered(shown: Shown, reply: Reply) -> Shown:
    return replace(
        shown,
        number=reply.turn,
        cards=_shelf(reply.cards, reply.intent),
        chips=chips_of(reply.constraints, reply.language),
        sentences=shown.sentences or (reply.text,),
        choices=reply.choices,
        sources=reply.sources,
        comparison=compared(reply.comparison, reply.language),
        whole=reply.whole,
        language=reply.language,
        handoff=reply.handoff,
        silent=reply.held_by == "person",
        ends=reply.intent in ("thanks", "bye"),
        state="done",
    )


def _shelf(cards: tuple[Card, ...], intent: str) -> tuple[Card, ...] | None:
    return cards if cards or intent in SEARCHES else None


def from_record(turn: Any) -> Shown:
    """Return a turn kept in the records (`knowledge.records.conversations.StoredTurn`) as the page shows it."""
    shown = Shown(key=turn.message_id, said=turn.text, number=turn.number, thumb=turn.thumb)
    if turn.reply is not None:
        return shown.then(reply_from_json(turn.reply))
    return shown.broken("interrupted")


class Words:
    """The page's own wording in one language, from prompts/page/labels; an unknown name or value is an error."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._labels = _labels(language)

    def __call__(self, name: str, **values: object) -> str:
        return self._labels[name].format(**values)

    def raw(self, name: str) -> str:
        """Return a label with its places left open, for the page's script to fill."""
        return self._labels[name]

    def name(self, attribute: str) -> str:
        """Return an attribute's name as a person reads it."""
        return spoken.label(attribute, self.language)

    def stock(self, card: Card) -> str:
        """Return what the stock chip says."""
        if not card.in_stock:
            return self("sold_out")
        return self("left", n=card.stock) if card.stock and card.stock <= FEW else self("in_stock")


@cache
def _labels(language: Language) -> Mapping[str, str]:
    lines = prompts.render("page/labels", language).splitlines()
    return {name: text for name, _, text in (line.partition(" = ") for line in lines if line)}


def examples(language: Language) -> list[str]:
    """Return the questions that the page offers to start with."""
    return prompts.render("page/examples", language).splitlines()


def turn_fragments(shown: Shown, language: Language) -> dict[str, str]:
    """Return the parts of a turn that change while it is answered, by the name of their place in the page."""
    words, draw = Words(language), _macros(language)
    row = "" if shown.cards is None else draw.row(shown.cards, words, shown.whole)
    parts = {"chips": draw.chips(shown.chips, words), "row": row, "text": draw.text(shown, words)}
    parts["sum"] = draw.sum(shown.whole, words)
    done = {"after": draw.after(shown, words)} if shown.state == "done" else {}
    return {name: str(html).strip() for name, html in {**parts, **done}.items()}


def page(name: str, language: Language, turns: Iterable[Shown], **values: object) -> str:
    """Return the whole page; `values` are examples, opening, profile, people, me, limit and person."""
    blank = Shown(key="", language=language)
    return str(_macros(language).page(name, Words(language), list(turns), blank=blank, **values))


def likes(profile: object, people: Sequence[tuple[str, str]], me: str, language: Language) -> str:
    """Return the panel that says what the shop thinks a shopper likes."""
    return str(_macros(language).likes(profile, Words(language), people, me))


def address(text: str) -> str:
    """Return a link or picture's address where it is safe to put in a page, else "".

    A browser takes a backslash for a slash, and what stands before an @ for a name: neither leads where it seems to.
    """
    return text.strip() if _ADDRESS.fullmatch(text.strip()) else ""


@cache
def drawing(language: Language) -> Environment:
    """Return the environment of the pages' templates: autoescaped, undefined variables forbidden."""
    static = FileSystemLoader(Path(__file__).parent / "static")
    drawn = Environment(loader=static, undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    drawn.filters |= {
        "address": address,
        "money": lambda price, currency: spoken.money(round(price * 100), currency, language),
        "rating": lambda rating: f"{rating:.1f}",
        "saving": lambda card: round((1 - card.price / card.list_price) * 100),
        "stock": lambda card: "" if not card.in_stock else "few" if card.stock and card.stock <= FEW else "plenty",
    }
    return drawn


@cache
def _macros(language: Language) -> Any:
    return drawing(language).get_template("shopper.html").module
