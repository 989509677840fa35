"""A plan as our own small model reads and words it: names, amounts and figures stand as markers, never as digits.

`@A` is a product's name, `$A` an amount of money, `*A` a rating, `#A` any other recorded value. The model can then
neither misspell nor invent one, a title costs two tokens instead of twenty, and what it learns is which record belongs
where (delexicalised generation, as in Wen et al. 2015, arXiv 1508.01745).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from agents.replies.plan import Plan
from agents.replies.points import Point

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MARKER = re.compile(r"[@$*#][A-Z](?![A-Za-z])")
SHOPPER_WORDS = 14

# How each kind of point reads in a prompt; those without a line are said in plain words only.
LINES = {
    "lead": "lead {name} {type} {price} {rating} {purpose}",
    "lead_sale": "lead {name} {type} {price} was {was} saves {saved} {rating} {purpose}",
    "lead_sold_out": "sold out",
    "sponsored": "sponsored {name}",
    "need": "need {need}",
    "need_is": "need {need}",
    "need_in": "need {need}",
    "trait": "trait {trait}",
    "trait_is": "trait {trait}",
    "sold_out": "sold out {name}",
    "cheaper": "cheaper {name} {price} by {less} {rating}",
    "better_rated": "better rated {name} {price} {rating} over {lead_rating} {more} {less}",
    "also": "also {name} {price} {rating} {tells}",
    "near": "no full match because {constraint}",
    "near_feature": "no full match because none listed as {feature}",
    "near_price": "near {name} {price} over by {over} limit {limit}",
    "near_price_far": "near {name} {price} far over by {over} limit {limit}",
    "near_over": "near {name} {price} over",
    "near_sold_out": "near {name} {price} but sold out",
    "near_other": "near {name} {price} but {constraint} {has}",
    "near_in": "near {name} {price} but in {has}",
    "near_unknown": "near {name} {price} unknown {constraint}",
    "near_unlisted": "near {name} {price} unknown {feature}",
    "no_kind": "nothing of kind {type}",
    "nearest": "nearest {name} {price}",
    "nothing": "nothing fits",
    "relax": "relax {constraint}",
    "winner": "better {attribute} {name} {value} against {other} {other_value}",
    "even": "even {name} {other}",
}
_SIGILS = {"name": "@", "other": "@", "lead": "@", "rating": "*", "lead_rating": "*"} | dict.fromkeys(
    ("price", "was", "saved", "more", "less", "over", "limit", "total"), "$"
)
_LITERAL = re.compile(r"[a-z][a-z '\-]{0,50}")
_KEPT_LITERAL = (
    "type", "named", "purpose", "need", "trait", "so", "tells", "same", "wins", "again", "constraint", "feature",
    "attribute", "has", "value", "other_value", "status",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A point with what stands for each of its values: a marker, or the words themselves."""

    point: Point
    marks: Mapping[str, str]

    @property
    def text(self) -> str:
        """The line of the prompt."""
        return " ".join(LINES[self.point.kind].format_map(_Blank(self.marks)).split())


@dataclass(frozen=True)
class Script:
    """A plan's lines, and what each of their markers stands for."""

    lines: tuple[Line, ...]
    said: str
    slots: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The prompt's changing part."""
        return "\n".join([self.said, *(line.text for line in self.lines)])


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def can_word(plan: Plan) -> bool:
    """Whether our own model words such a plan: English, with a line for every point."""
    return plan.language == "en" and bool(plan.points) and all(p.kind in LINES for p in plan.points)


def script(plan: Plan) -> Script:
    """Return the plan in markers; the same value of the same role gets the same marker."""
    slots: dict[str, str] = {}
    return Script(tuple(_line(p, slots) for p in plan.points), _shopper(plan.said), slots)


def fill(text: str, slots: Mapping[str, str]) -> str:
    """Return `text` with the recorded value in place of each marker."""
    return MARKER.sub(lambda m: slots.get(m.group(), ""), text)


def _line(point: Point, slots: dict[str, str]) -> Line:
    marks = {}
    for key, value in point.values.items():
        if not value or (key in _KEPT_LITERAL and _LITERAL.fullmatch(value)):
            marks[key] = value
        else:
            marks[key] = _marker(_SIGILS.get(key, "#"), value, slots)
    return Line(point, marks)


def _marker(sigil: str, value: str, slots: dict[str, str]) -> str:
    for marker, held in slots.items():
        if held == value and marker[0] == sigil:
            return marker
    taken = {marker[1] for marker in slots if marker[0] == sigil}
    marker = sigil + next(letter for letter in LETTERS if letter not in taken)
    slots[marker] = value
    return marker


def _shopper(said: str) -> str:
    words = re.sub(r"[@$*#<>|]", "", said).split()[:SHOPPER_WORDS]
    return " ".join("_" if re.search(r"\d", word) else word for word in words).lower() or "_"
