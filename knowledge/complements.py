"""What goes with a product: others like it, what fits it, what is bought with it, and whole sets within a budget."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from knowledge.constraints import Constraints
from knowledge.product import Match, Product
from knowledge.search.documents import plain_name
from knowledge.search.index import SearchIndex
from knowledge.search.kinds import kind_of
from knowledge.search.measures import measures_in
from knowledge.search.text import stem, tokens

_FOR = re.compile(r"\b(?:for|f/|fits|compatible with)\s+(.{2,80})", re.IGNORECASE)
_NEUTRAL = frozenset(("black", "white", "gray", "beige", "navy", "brown", "silver", "transparent", "multi"))
KINDS_TRIED = 7
FITS, SAME_MAKER, MATCHES_COLOR, TOGETHER = 0.3, 0.1, 0.08, 0.5  # what each adds to a match's score
ROOM_CM = (0.0, 7.0)  # a case fits a device up to so much smaller than it says
_STEPS = 500  # pieces that a budget is counted in


def alternatives(index: SearchIndex, product: Product, k: int, wanted: Constraints | None = None) -> tuple[Match, ...]:
    """Return products of the same kind that could stand in for this one, nearest first."""
    kind = kind_of(product)
    limits = replace(wanted or Constraints(), product_type=kind)
    found = index.search(f"{product.title} {kind}", limits, k + 1)
    return tuple(m for m in found.matches if m.product.id != product.id)[:k]


def complements(
    index: SearchIndex,
    product: Product,
    k: int,
    query: str = "",
    together: Mapping[str, float] | None = None,
    wanted: Constraints | None = None,
) -> tuple[Match, ...]:
    """Return what goes with a product, one of each kind before a second of any; never one that names another device.

    `together` maps product ids to how often they were bought with it; `query` narrows to what is asked for.
    """
    kinds = [query] if query.strip() else companions(index, product)
    asked = [index.search(kind, replace(wanted or Constraints(), product_type=kind), 8).matches for kind in kinds]
    if together:
        among = sorted(together, key=lambda i: -together[i])[:40]
        asked.append(index.search(query or product.title, wanted or Constraints(), len(among), among=among).matches)
    scored = [[_scored(m, product, together or {}) for m in found if _goes(m.product, product)] for found in asked]
    return _taken_in_turn([sorted(found, key=lambda m: -m.score) for found in scored if found], k)


def companions(index: SearchIndex, product: Product) -> list[str]:
    """Return the kinds that go with a product's kind: those known to, and those named after it ("laptop sleeve")."""
    kind = tokens(kind_of(product))
    known = next((_pairs()[tuple(kind[i:])] for i in range(len(kind)) if tuple(kind[i:]) in _pairs()), ())
    named = index.kinds_for(kind[-1]) if kind else ()
    return list(dict.fromkeys([*named[: KINDS_TRIED // 2], *known]))[:KINDS_TRIED]


def fits(accessory: Product, product: Product) -> bool | None:
    """Whether an accessory says that it fits a product (True), another one (False), or says nothing (None)."""
    said = [m[1] for m in _FOR.finditer(f"{accessory.title}. {accessory.description}")]
    said += [str(a.value) for a in accessory.attributes if "compatib" in a.name]
    own = tokens(f"{product.title} {product.brand} {kind_of(product)} {' '.join(product.category)}")
    named = [tokens(s) for s in said]
    if any(_models(words) & _models(own) for words in named):
        return True
    if any(_models(words) for words in named):
        return False
    return True if any(set(words) & set(own) for words in named) else None


def sets_named(text: str) -> tuple[str, ...]:
    """Return the kinds that make up the set that a text asks for ("everything for a home office"), () for none."""
    said = " ".join(tokens(text))
    found = [(len(name), kinds) for name, kinds in _sets().items() if f" {name} " in f" {said} "]
    return max(found, default=(0, ()))[1]


def whole_set(index: SearchIndex, kinds: Sequence[str], budget: float | None, wanted: Constraints) -> tuple[Match, ...]:
    """Return one product of each kind that the shop has, the best that together cost no more than `budget`."""
    limits = [replace(wanted, product_type=kind, price_max=budget) for kind in kinds]
    found = [index.search(kind, limit, 12).matches for kind, limit in zip(kinds, limits, strict=True)]
    return within_budget([o for o in _apart(found) if o], budget)


def _apart(lists: Sequence[Sequence[Match]]) -> list[list[Match]]:
    """Return the lists with each product in the first of them alone, so that no set holds it twice."""
    taken: set[str] = set()
    apart = []
    for found in lists:
        apart.append([m for m in found if m.product.id not in taken])
        taken |= {m.product.id for m in found}
    return apart


def within_budget(options: Sequence[Sequence[Match]], budget: float | None) -> tuple[Match, ...]:
    """Choose one match a list with the highest total score whose prices add up to `budget` at most.

    Where not all fit, as many lists as possible are served. Costs are rounded up to 1/500 of the budget.
    """
    if budget is None:
        return tuple(found[0] for found in options)
    if budget <= 0:
        return ()
    best: dict[int, tuple[int, float, tuple[Match, ...]]] = {0: (0, 0.0, ())}
    for found in options:
        further = dict(best)
        for spent, (count, score, chosen) in best.items():
            for match in found:
                cost = spent + -int(-match.product.price * _STEPS // budget)
                candidate = (count + 1, score + match.score, (*chosen, match))
                if cost <= _STEPS and candidate[:2] > further.get(cost, (-1, 0.0, ()))[:2]:
                    further[cost] = candidate
        best = further
    return max(best.values(), key=lambda b: b[:2])[2]


def _scored(match: Match, product: Product, together: Mapping[str, float]) -> Match:
    accessory = match.product
    signals = {
        "fits": FITS if fits(accessory, product) else 0.0,
        "same_maker": SAME_MAKER if plain_name(accessory.brand) == plain_name(product.brand) != "" else 0.0,
        "color": MATCHES_COLOR if _colors_agree(accessory, product) else 0.0,
        "together": TOGETHER * together.get(accessory.id, 0.0) / max(together.values(), default=1.0),
    }
    return replace(match, score=match.score + sum(signals.values()), signals={**match.signals, **signals})


def _goes(accessory: Product, product: Product) -> bool:
    if accessory.id == product.id or kind_of(accessory) == kind_of(product) != "":
        return False
    return fits(accessory, product) is not False and _size_fits(accessory, product)


def _size_fits(accessory: Product, product: Product) -> bool:
    """Whether a case made for a screen size holds the device; True where either gives no size."""
    device = [m.amount for m in measures_in(product.title) if m.dimension == "length" and 10 < m.amount < 60]
    room = [m.amount for m in measures_in(accessory.title) if m.dimension == "length" and 10 < m.amount < 60]
    holds = kind_of(accessory).split()[-1:] in (["case"], ["bag"], ["sleeve"], ["cover"], ["backpack"])
    if not (device and room and holds):
        return True
    return any(ROOM_CM[0] - 1.0 <= r - device[0] <= ROOM_CM[1] for r in room)


def _colors_agree(one: Product, other: Product) -> bool:
    first, second = set(tokens(one.color)), set(tokens(other.color))
    return bool(first and second) and bool(first & second or first & _NEUTRAL)


def _models(words: Sequence[str]) -> set[str]:
    """Return what names a model: a letter first and a digit within ("s21"), also as two words ("iPhone 13")."""
    joined = (a + b for a, b in pairwise(words) if a.isalpha() and len(a) > 2 and b.isdigit())
    return {w for w in (*words, *joined) if w[0].isalpha() and any(c.isdigit() for c in w) and len(w) > 2}


def _taken_in_turn(lists: Sequence[Sequence[Match]], k: int) -> tuple[Match, ...]:
    """Take the best of each list, the strongest list first, then the second best, each product once."""
    ordered = sorted(lists, key=lambda found: -found[0].score)
    taken: dict[str, Match] = {}
    for place in range(max((len(found) for found in ordered), default=0)):
        for found in ordered:
            if place < len(found):
                taken.setdefault(found[place].product.id, found[place])
    return tuple(taken.values())[:k]


@cache
def _table() -> tuple[tuple[str, tuple[str, ...]], ...]:
    lines = (Path(__file__).parent / "goes_with.txt").read_text("utf-8").splitlines()
    rows = [line.partition(" = ") for line in lines if line and not line.startswith("#")]
    return tuple((name, tuple(kind.strip() for kind in kinds.split(","))) for name, _, kinds in rows)


@cache
def _pairs() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    return {tuple(map(stem, n.split())): kinds for n, kinds in _table() if not n.startswith("set: ")}


@cache
def _sets() -> Mapping[str, tuple[str, ...]]:
    return {" ".join(tokens(n[5:])): kinds for n, kinds in _table() if n.startswith("set: ")}
