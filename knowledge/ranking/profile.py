"""Who a shopper is to the shop, in entries that can be read, traced to what they did, and taken out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from knowledge.events import Event
from knowledge.product import Product
from knowledge.ranking.purchases import DAY
from knowledge.ranking.shelf import value_of

Vector = NDArray[np.float32]

WEIGHTS = {"purchase": 1.0, "add_to_cart": 0.6, "view_item": 0.2, "select_item": 0.2, "remove_from_cart": -0.6}
HALF_LIFE = 60.0  # days in which what a shopper did loses half its weight
KINDS = ("brand", "category", "type", "color", "size", "material", "price")
LEAST = 0.1  # share of a shopper's interest below which an entry is not worth a line
NO_TASTE = ("consumable", "goes_with", "compatible_with", "model", "gtin", "mpn")  # what a thing is, liked by nobody
MANY = 24  # attributes in all that a profile holds


@dataclass(frozen=True)
class Liking:
    """One thing liked: `share` (0 to 1) of the shopper's recent interest goes to it; `events` are what says so."""

    kind: str
    value: str
    share: float
    events: tuple[str, ...]

    @property
    def key(self) -> str:
        """The name by which the shopper takes the entry out."""
        return f"{self.kind}:{self.value}"


@dataclass(frozen=True)
class Dislike:
    """Something the shopper said they do not want: `kind` is "material", "brand" ...; `event` is where it was said."""

    kind: str
    value: str
    event: str = ""


DISLIKED = "dislike"  # the name under which a dislike is kept among a shopper's events


def dislikes_of(events: Iterable[Event]) -> list[Dislike]:
    """Return what a shopper said that they do not like, each once, the last time it was said."""
    said = {e.query: e.id for e in events if e.name == DISLIKED and ":" in e.query}
    return [Dislike(kind, value, id) for (kind, _, value), id in ((k.partition(":"), id) for k, id in said.items())]


@dataclass(frozen=True)
class Line:
    """One line of "what the shop thinks you like": `wording` is a file of prompts/reason, filled with `values`."""

    key: str
    wording: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Profile:
    """What ranking knows of a shopper. `events` are those it may use, `session` those of the visit now, oldest first.

    `bought` and `returned` map a product to the ids of the events that say so. `interest` is the unit mean of the
    vectors of what was lately looked at or bought, None where no vectors were given. `removed` are keys taken out.
    """

    shopper: str = ""
    now: float = 0.0
    events: tuple[Event, ...] = ()
    session: tuple[Event, ...] = ()
    likes: tuple[Liking, ...] = ()
    likes_now: tuple[Liking, ...] = ()
    bought: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    returned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    disliked: tuple[Dislike, ...] = ()
    interest: Vector | None = None
    removed: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=dict)

    def lines(self) -> list[Line]:
        """Return what the shopper said and what the shop thinks they like, strongest first; each can be taken out."""
        liked = [
            Line(x.key, f"likes_{x.kind}", {"value": x.value, "share": f"{round(100 * x.share)}"}) for x in self.likes
        ]
        again = sorted((i for i, e in self.bought.items() if len(e) > 1), key=lambda i: -len(self.bought[i]))
        bought = [
            Line(f"item:{i}", "likes_item", {"title": self.titles[i], "times": str(len(self.bought[i]))})
            for i in again[:5]
            if i in self.titles
        ]
        against = [Line(f"not_{d.kind}:{d.value}", "dislikes", {"value": d.value}) for d in self.disliked]
        return [*against, *liked, *bought]


def profile_of(
    events: Iterable[Event],
    products: Mapping[str, Product],
    now: float,
    *,
    session: str = "",
    disliked: Sequence[Dislike] = (),
    removed: Iterable[str] = (),
    bands: Callable[[Product], str] | None = None,
    vectors: Callable[[Sequence[str]], Mapping[str, Vector]] | None = None,
) -> Profile:
    """Return the profile of one shopper's events; `removed` are keys of lines that the shopper took out.

    `bands` names a product's price band, "1" to "5" (`Ranker.band`). Events of unknown products are left out; an event
    without an id is named by its time.
    """
    gone = frozenset(removed)
    known = [e for e in events if e.item_id in products and e.time <= now and f"item:{e.item_id}" not in gone]
    known.sort(key=lambda e: e.time)
    visit = [e for e in known if session and e.session == session]
    of_name = {name: _by_item(known, name) for name in ("purchase", "refund")}
    return Profile(
        shopper=next((e.shopper for e in known if e.shopper), ""),
        now=now,
        events=tuple(known),
        session=tuple(visit),
        likes=_likings([e for e in known if e not in set(visit)] if visit else known, products, now, gone, bands),
        likes_now=_likings(visit, products, now, gone, bands),
        bought=of_name["purchase"],
        returned=of_name["refund"],
        disliked=tuple(d for d in disliked if f"not_{d.kind}:{d.value}" not in gone),
        interest=_interest(known, now, vectors) if vectors else None,
        removed=gone,
        titles={e.item_id: products[e.item_id].title for e in known},
    )


def weight_of(event: Event, now: float) -> float:
    """Return how much one event says now: 1 for a purchase of today, half of it after `HALF_LIFE` days."""
    return float(WEIGHTS.get(event.name, 0.0) * 0.5 ** (max(now - event.time, 0) / DAY / HALF_LIFE))


def _likings(
    events: Sequence[Event],
    products: Mapping[str, Product],
    now: float,
    gone: frozenset[str],
    bands: Callable[[Product], str] | None,
) -> tuple[Liking, ...]:
    weight: dict[tuple[str, str], float] = defaultdict(float)
    source: dict[tuple[str, str], list[str]] = defaultdict(list)
    total = sum(max(weight_of(e, now), 0) for e in events)
    for e in events:
        for kind, value in values_of(products[e.item_id], bands):
            weight[kind, value] += weight_of(e, now)
            source[kind, value].append(e.id or f"{e.time:.0f}")
    found = [
        Liking(kind, value, w / total, tuple(source[kind, value]))
        for (kind, value), w in weight.items()
        if total and w / total >= LEAST and f"{kind}:{value}" not in gone
    ]
    return tuple(sorted(found, key=lambda x: (-x.share, x.key))[:MANY])


def values_of(product: Product, bands: Callable[[Product], str] | None = None) -> list[tuple[str, str]]:
    """Return what a product is, kind by kind, and its yes-or-word attributes as ("attribute", "name=value")."""
    stated = [(k, value_of(product, k)) for k in KINDS if k != "price"]
    band = [("price", bands(product))] if bands else []
    facts = [
        ("attribute", f"{a.name}={a.text()}")
        for a in product.attributes
        if not isinstance(a.value, float) and a.value is not False and a.name not in NO_TASTE
    ]
    return [(k, v) for k, v in [*stated, *band, *facts] if v]


def _by_item(events: Iterable[Event], name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for e in events:
        if e.name == name:
            found[e.item_id] = (*found.get(e.item_id, ()), e.id or f"{e.time:.0f}")
    return found


def _interest(
    events: Sequence[Event], now: float, vectors: Callable[[Sequence[str]], Mapping[str, Vector]]
) -> Vector | None:
    lately = events[-50:]
    held = vectors(list({e.item_id for e in lately}))
    found = [(weight_of(e, now), held[e.item_id]) for e in lately if e.item_id in held]
    if not found:
        return None
    mean = np.sum([w * v for w, v in found], axis=0)
    length = float(np.linalg.norm(mean))
    return np.asarray(mean / length, np.float32) if length else None
