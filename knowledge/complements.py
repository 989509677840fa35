"""What goes with a product: others like it, what fits it, what is bought with it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.constraints import Constraints
from knowledge.goes_with import Part, companion_parts
from knowledge.people import for_same_people
from knowledge.product import Match, Product, Reason
from knowledge.search.documents import colors_of, plain_name
from knowledge.search.index import SearchIndex, SearchResult
from knowledge.search.kinds import is_one, kind_of
from knowledge.search.measures import measures_in
from knowledge.search.text import tokens

_FOR = re.compile(r"\b(?:for|f/|fits|compatible with)\s+(.{2,80})", re.IGNORECASE)
_NEUTRAL = frozenset(("black", "white", "gray", "beige", "navy", "brown", "silver", "transparent", "multi"))
_FEET = frozenset(("boot", "sandal", "heel", "loafer", "sneaker", "shoe"))
_FOOTWEAR = ("sandals", "heels", "loafers", "ankle boots", "chelsea boots", "leather boots", "desert boots", "sneakers")
KINDS_TRIED = 8
OF_EACH = 4  # products of one kind that are worth showing
BOUGHT_WITH = 40  # of those most often bought with a product, looked at
FITS, SAME_MAKER, MATCHES_COLOR, TOGETHER = 0.3, 0.1, 0.08, 0.5  # what each adds to a match's score
LISTED = 0.15  # added where our list says that such things go together
OFTEN = 0.25  # of the strongest tie by purchases, from which being bought together is worth a word
ALIKE = 0.6  # cosine from which products of no known kind may stand in for each other
ROOM_CM = (0.0, 7.0)  # a case fits a device up to so much smaller than it says


def alternatives(index: SearchIndex, product: Product, k: int, wanted: Constraints | None = None) -> SearchResult:
    """Return products of the same kind that could stand in for this one, nearest first, or what stands in the way."""
    kind = kind_of(product)
    limits = replace(wanted or Constraints(), product_type=kind)
    found = index.search(f"{product.title} {kind}" if not limits.color else kind, limits, k + OF_EACH)
    alike = tuple(m for m in found.matches if _stands_in(m, product, kind))[:k]
    if alike:
        return replace(found, matches=alike)
    near = tuple((m, why) for m, why in found.near if _stands_in(m, product, kind))
    return _nearest(index, product, k, limits) if not near else replace(found, matches=(), near=near)


def _nearest(index: SearchIndex, product: Product, k: int, limits: Constraints) -> SearchResult:
    """Return others of the kind that miss one limit, and which; where none misses but one, those that miss more."""
    kind = limits.product_type
    stated = sorted(n for n in limits.as_json() if n not in ("product_type", "currency", "sort", "attributes"))
    tries = [(limits.without(name), name) for name in stated]
    for freed, name in [*tries, (Constraints(product_type=kind), stated[0] if stated else "attributes")]:
        found = index.search(f"{product.title} {kind}", freed, k + OF_EACH).matches
        if near := tuple((m, name) for m in found if _stands_in(m, product, kind))[:k]:
            return SearchResult(near=near, blocked_by=name)
    return SearchResult()


def _stands_in(match: Match, product: Product, kind: str) -> bool:
    other = match.product
    alike = is_one(match, kind) if kind else match.signals.get("dense", 0.0) >= ALIKE
    return other.id != product.id and alike and for_same_people(product, other)


def complements(
    index: SearchIndex,
    product: Product,
    k: int,
    query: str = "",
    together: Mapping[str, float] | None = None,
    wanted: Constraints | None = None,
) -> tuple[Match, ...]:
    """Return what goes with a product, one of each kind before a second of any; never one that names another device.

    `together` maps product ids to how often they were bought with it; `query` narrows to what is asked for. Each
    match's reason says why it goes with the product.
    """
    told, limits = together or {}, replace(wanted or Constraints(), product_type="")
    parts = _asked(query, product) if query.strip() else companions(index, product)
    found = {m.product.id: m for part in parts for m in _of_part(index, part, limits)}
    if query.strip() and not found:
        found = {m.product.id: m for m in _of_part(index, Part((query,)), limits)}
    listed = set(found)
    for match in () if query.strip() else _bought(index, product, told, limits):
        found.setdefault(match.product.id, match)
    scored = [_scored(m, product, told, m.product.id in listed) for m in found.values() if _goes(m.product, product)]
    return _taken_in_turn(_by_kind(sorted(scored, key=lambda m: -m.score)), k)


def _asked(query: str, product: Product) -> tuple[Part, ...]:
    """Return what is asked for by name; "shoes" to wear with clothes are not for running, but those that suit."""
    if tokens(query) != ["shoe"]:
        return (Part((query,)),)
    worn = (kind for part in companion_parts(kind_of(product)) for kind in part.kinds)
    suits = [kind for kind in worn if tokens(kind)[-1] in _FEET and tokens(kind) != ["shoe"]]
    return (Part(tuple(dict.fromkeys([*suits, *_FOOTWEAR]))),)


def companions(index: SearchIndex, product: Product) -> tuple[Part, ...]:
    """Return what goes with a product's kind: what our list knows, and the kinds named after it ("laptop sleeve")."""
    kind = tokens(kind_of(product))
    named = index.kinds_for(kind[-1]) if kind else ()
    return (*companion_parts(kind_of(product)), *(Part((n,)) for n in named[: KINDS_TRIED // 2]))[:KINDS_TRIED]


def _of_part(index: SearchIndex, part: Part, limits: Constraints) -> Iterable[Match]:
    for kind in part.kinds:
        if index.sells(kind):
            held = index.search(kind, replace(limits, product_type=kind), 2 * OF_EACH).matches
            yield from (m for m in held if is_one(m, kind))


def _bought(
    index: SearchIndex, product: Product, together: Mapping[str, float], limits: Constraints
) -> Sequence[Match]:
    most = max(together.values(), default=0.0)
    among = [i for i in sorted(together, key=lambda i: -together[i]) if together[i] >= OFTEN * most][:BOUGHT_WITH]
    return index.search(product.title, limits, len(among), among=among).matches if among else ()


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


def _scored(match: Match, product: Product, together: Mapping[str, float], listed: bool) -> Match:
    accessory = match.product
    signals = {
        "listed": LISTED if listed else 0.0,
        "fits": FITS if fits(accessory, product) else 0.0,
        "same_maker": SAME_MAKER if plain_name(accessory.brand) == plain_name(product.brand) != "" else 0.0,
        "color": MATCHES_COLOR if _colors_agree(accessory, product) else 0.0,
        "together": TOGETHER * together.get(accessory.id, 0.0) / max(together.values(), default=1.0),
    }
    score = match.score + sum(signals.values())
    return replace(
        match, score=score, signals={**match.signals, **signals}, reasons=(_reason(match, product, signals),)
    )


def _reason(match: Match, product: Product, signals: Mapping[str, float]) -> Reason:
    """Return why something goes with a product: the surest thing that the records say of it."""
    if _models_meet(match.product, product):
        return Reason("with_fits", {"title": product.title})
    if signals["together"] >= OFTEN * TOGETHER:
        return Reason("with_together")
    both = colors_of(match.product) & colors_of(product) - {"multi", "transparent"}
    shared = sorted(color for color in both if color.isalpha() and color.isascii())
    if shared:
        return Reason("with_color", {"value": shared[0]})
    if signals["same_maker"]:
        return Reason("with_maker", {"value": product.brand})
    return Reason("with_kind", {"value": kind_of(product)})


def _models_meet(accessory: Product, product: Product) -> bool:
    said = [m[1] for m in _FOR.finditer(f"{accessory.title}. {accessory.description}")]
    said += [str(a.value) for a in accessory.attributes if "compatib" in a.name]
    own = _models(tokens(f"{product.title} {product.model}"))
    return any(_models(tokens(s)) & own for s in said)


def _goes(accessory: Product, product: Product) -> bool:
    one, other = tokens(kind_of(accessory)), tokens(kind_of(product))
    if accessory.id == product.id or one[-1:] == other[-1:] != []:
        return False
    if not for_same_people(product, accessory) or not accessory.in_stock:
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


def _by_kind(scored: Iterable[Match]) -> list[list[Match]]:
    groups: dict[str, list[Match]] = {}
    for match in scored:
        groups.setdefault((tokens(kind_of(match.product)) or [match.product.id])[-1], []).append(match)
    return [group[:OF_EACH] for group in groups.values()]


def _taken_in_turn(lists: Sequence[Sequence[Match]], k: int) -> tuple[Match, ...]:
    """Take the best of each list, the strongest list first, then the second best, each product once."""
    ordered = sorted(lists, key=lambda found: -found[0].score)
    taken: dict[str, Match] = {}
    for place in range(max((len(found) for found in ordered), default=0)):
        for found in ordered:
            if place < len(found):
                taken.setdefault(found[place].product.id, found[place])
    return tuple(taken.values())[:k]
