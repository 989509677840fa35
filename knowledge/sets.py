"""Whole sets: one product of each part, together within a budget; pieces can be kept, swapped, left out and added."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from knowledge.constraints import Constraints
from knowledge.goes_with import Part
from knowledge.people import serves
from knowledge.product import Match, Product
from knowledge.search.index import SearchIndex
from knowledge.search.kinds import is_one
from knowledge.search.text import tokens
from knowledge.whole import Piece, WholeSet
from knowledge.words import glossary

OPTIONS, CHEAP = 12, 4  # products of each kind to choose from: the best, and the cheapest where money is short
LESS_APT = 0.25  # of a score, lost with each kind that would have served better
_STEPS = 500  # pieces that a budget is counted in
_PEOPLE, _CHILDREN = ("women", "men"), "children"


@dataclass(frozen=True)
class Wish:
    """What a set is to be.

    `kept` pieces stay as they are, `limits` narrow single parts; parts `without` and products `refused` are left out.
    """

    name: str
    parts: Sequence[Part]
    budget: float | None = None
    people: int = 1
    kept: Mapping[str, Match] = field(default_factory=dict)
    limits: Mapping[str, Constraints] = field(default_factory=dict)
    without: Sequence[str] = ()
    refused: frozenset[str] = frozenset()


def whole_set(index: SearchIndex, wish: Wish, wanted: Constraints) -> WholeSet:
    """Return one product of each part that the shop has, the best that together cost no more than the budget."""
    needed = [part for part in wish.parts if part.name not in wish.without]
    told = replace(wanted, product_type="", price_min=None, price_max=None, audience="", sort="")
    options = {part.name: _options(index, part, wish, told) for part in needed}
    chosen = _best_for_someone(needed, options, wish, wanted.audience)
    if len(chosen) < sum(bool(o) for o in options.values()):
        cheap = {p.name: _joined(options[p.name], _cheapest(index, p, wish, told)) for p in needed}
        options, chosen = cheap, _best_for_someone(needed, cheap, wish, wanted.audience)
    missing = [part for part in needed if part.name not in {piece.part for piece in chosen}]
    beyond = [_first(_cheapest(index, part, replace(wish, budget=None), told), part, wish) for part in missing]
    left = {piece.part for piece in beyond if piece is not None}
    return WholeSet(
        wish.name,
        tuple(chosen),
        tuple(part.name for part in wish.parts),
        wish.budget,
        wish.people,
        tuple(piece for piece in beyond if piece is not None and wish.budget is not None),
        tuple(part.name for part in missing if part.name not in left),
        tuple(wish.without),
    )


def _best_for_someone(
    needed: Sequence[Part], options: Mapping[str, Sequence[Match]], wish: Wish, audience: str
) -> list[Piece]:
    """Choose for whom it is said to be; for nobody in particular, for the grown-ups who are served best."""
    tried = [_chosen(needed, options, wish, who) for who in ([audience] if audience else _PEOPLE)]
    musts = {part.name for part in needed if part.must}

    def worth(pieces: list[Piece]) -> tuple[int, int, float]:
        return sum(p.part in musts for p in pieces), len(pieces), sum(p.match.score for p in pieces)

    best = max(tried, key=worth)
    if not audience and musts and not musts & {piece.part for piece in best}:
        return max(best, _chosen(needed, options, wish, _CHILDREN), key=worth)  # what a baby needs
    return best


def _chosen(needed: Sequence[Part], options: Mapping[str, Sequence[Match]], wish: Wish, who: str) -> list[Piece]:
    fitting = [[m for m in options[p.name] if p.name in wish.kept or serves(m.product, who)] for p in needed]
    apart = _apart(fitting)
    offered = [(part, found) for part, found in zip(needed, apart, strict=True) if found]
    counts = [_count(part, wish) for part, _ in offered]
    musts = [part.must or part.name in wish.kept or part.name in wish.limits for part, _ in offered]
    taken = within_budget([found for _, found in offered], wish.budget, counts, musts)
    part_of = {m.product.id: part for part, found in offered for m in found}
    return [Piece(part_of[m.product.id].name, m, _count(part_of[m.product.id], wish)) for m in taken]


def _count(part: Part, wish: Wish) -> int:
    return wish.people if part.each else 1


def _options(index: SearchIndex, part: Part, wish: Wish, wanted: Constraints) -> list[Match]:
    """Return the products that may serve as a part, best first; those in stock alone, where any are."""
    if part.name in wish.kept:
        return [wish.kept[part.name]]
    limits = _limits(part, wish, wanted)
    found = _of_part(index, part, wish, limits, OPTIONS)
    found = [m for m in found if _holds(m.product, part, wish.people)]
    return [m for m in found if m.product.in_stock] or found


def _cheapest(index: SearchIndex, part: Part, wish: Wish, wanted: Constraints) -> list[Match]:
    if part.name in wish.kept:
        return [wish.kept[part.name]]
    limits = replace(_limits(part, wish, wanted), sort="price_asc")
    found = [m for m in _of_part(index, part, wish, limits, CHEAP) if _holds(m.product, part, wish.people)]
    return [m for m in found if m.product.in_stock and serves(m.product, "")]


def _limits(part: Part, wish: Wish, wanted: Constraints) -> Constraints:
    """Return what a product must obey to serve as a part: what is asked of all, of the part, and the budget."""
    own = wish.limits.get(part.name, Constraints())
    stated = {name: getattr(own, name) for name in own.as_json() if name != "product_type"}
    most = [amount for amount in (wish.budget, own.price_max) if amount is not None]
    return replace(replace(wanted, **stated), price_max=min(most, default=None))


def _of_part(index: SearchIndex, part: Part, wish: Wish, limits: Constraints, k: int) -> list[Match]:
    found: dict[str, Match] = {}
    for place, kind in enumerate(part.kinds):
        if not index.sells(kind):
            continue
        for match in index.search(kind, replace(limits, product_type=kind), k).matches:
            if is_one(match, kind) and match.product.id not in wish.refused:
                apt = 1 - LESS_APT * place - (LESS_APT if _of_its_own(match.product, kind) else 0)
                found.setdefault(match.product.id, replace(match, score=match.score * apt))
    return sorted(found.values(), key=lambda m: m.product.price if limits.sort else -m.score)


def _of_its_own(product: Product, kind: str) -> bool:
    """Whether a product is of a kind that has a name of its own: who says camera means no security camera."""
    own = " ".join(tokens(product.product_type))
    return own != " ".join(tokens(kind)) and own in _named_kinds() and _named_kinds()[own] != _named_kinds().get(kind)


@cache
def _named_kinds() -> Mapping[str, int]:
    """Each name of a kind that the glossary lists -> its entry."""
    entries = enumerate(english for _, english, _ in glossary("types"))
    return {" ".join(tokens(name)): i for i, names in entries for name in names}


def _holds(product: Product, part: Part, people: int) -> bool:
    """Whether something for several people, such as a tent, is for enough of them; True where it does not say."""
    room = [a for a in product.attributes if "people" in f"{a.unit} {a.value} {a.name}" or a.name == "persons"]
    held = [int(d) for a in room for d in "".join(c if c.isdigit() else " " for c in a.text()).split()]
    return part.each or not held or max(held) >= people


def _joined(first: Iterable[Match], more: Iterable[Match]) -> list[Match]:
    return list({m.product.id: m for m in [*more, *first]}.values())


def _first(found: Sequence[Match], part: Part, wish: Wish) -> Piece | None:
    return Piece(part.name, found[0], _count(part, wish)) if found else None


def _apart(lists: Sequence[Sequence[Match]]) -> list[list[Match]]:
    """Return the lists with each product in the first of them alone, so that no set holds it twice."""
    taken: set[str] = set()
    apart = []
    for found in lists:
        apart.append([m for m in found if m.product.id not in taken])
        taken |= {m.product.id for m in found}
    return apart


def within_budget(
    options: Sequence[Sequence[Match]],
    budget: float | None,
    counts: Sequence[int] = (),
    musts: Sequence[bool] = (),
) -> tuple[Match, ...]:
    """Choose one match a list with the highest total score whose prices add up to `budget` at most.

    Where not all fit, as many lists that `must` be served as possible are, then as many others. A match is paid
    `counts` times. Costs are rounded up to 1/500 of the budget.
    """
    if budget is None:
        return tuple(found[0] for found in options if found)
    if budget <= 0:
        return ()
    best: dict[int, tuple[int, int, float, tuple[Match, ...]]] = {0: (0, 0, 0.0, ())}
    for place, found in enumerate(options):
        count, must = counts[place] if counts else 1, int(musts[place]) if musts else 0
        further = dict(best)
        for spent, (held, served, score, chosen) in best.items():
            for match in found:
                cost = spent + -int(-match.product.price * count * _STEPS // budget)
                candidate = (held + must, served + 1, score + match.score, (*chosen, match))
                if cost <= _STEPS and candidate[:3] > further.get(cost, (-1, -1, 0.0, ()))[:3]:
                    further[cost] = candidate
        best = further
    return max(best.values(), key=lambda b: b[:3])[3]


def in_order(pieces: Sequence[Piece], parts: Sequence[str]) -> tuple[Piece, ...]:
    """Return pieces in the order of a set's parts."""
    return tuple(sorted(pieces, key=lambda p: parts.index(p.part) if p.part in parts else len(parts)))
