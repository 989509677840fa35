"""One visit of a persona to the demo shop: what is searched for, looked at, put in the cart and bought."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from knowledge.demo.make import TODAY
from knowledge.demo.tables import read_words
from knowledge.product import Product

END = datetime(TODAY.year, TODAY.month, TODAY.day, 22, tzinfo=UTC)
SALE_DAYS = 60  # how long the prices that are reduced today have been so


@dataclass(frozen=True)
class Persona:
    """A shopper and their tastes; what the fields mean stands at the head of source/people.yaml."""

    id: str
    name: str
    language: str
    about: Mapping[str, str]
    visits: int
    price: float
    brands: Mapping[str, float]
    avoids: Sequence[str]
    colors: Sequence[str]
    wants: Mapping[str, float]
    restocks: Mapping[str, int]
    latest: float
    apart: str


@dataclass(frozen=True)
class Kinds:
    """What holds for kinds of product; what the fields mean stands at the head of source/people.yaml."""

    many: Mapping[str, int]
    collected: Sequence[str]
    large: Sequence[str]


@dataclass
class Visit:
    """One visit as it goes: each act moves the clock on and is written down."""

    persona: Persona
    kinds: Kinds
    session: str
    now: datetime
    events: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.session)

    def knows(self, product: Product) -> bool:
        """Return whether the product had come out by now."""
        return product.released <= self.now.date().isoformat()

    def did(self, name: str, product: Product | None = None, quantity: int = 1, query: str = "") -> None:
        """Write down one act, with the price of that day."""
        values: dict[str, Any] = {"shopper": self.persona.id, "event": name}
        if product:
            values |= {"item_id": product.id, "quantity": quantity, "price": price_at(product, self.now)}
        if query:
            values["query"] = query
        values |= {"time": f"{self.now:%Y-%m-%dT%H:%M:%SZ}", "session": self.session}
        self.events.append(values)
        self.now += timedelta(seconds=self.rng.randint(8, 90))


def price_at(product: Product, time: datetime) -> float:
    """Return what a piece cost on that day."""
    return product.price if END - time < timedelta(days=SALE_DAYS) else product.price_cents / 100


def restock(visit: Visit, choice: Sequence[Product], usual: dict[str, Product]) -> tuple[Product, int] | None:
    """Put the usual product of a kind in the cart; now and then another is tried, and stays if it is liked more.

    Return it with how many, or None where nothing of the kind had come out yet.
    """
    if not any(map(visit.knows, choice)):
        return None
    kind = choice[0].product_type
    if kind not in usual or visit.rng.random() < 0.08:
        tried = _drawn(visit, choice, 1)[0]
        visit.did("view_item", tried)
        usual[kind] = max((usual.get(kind, tried), tried), key=lambda p: _liking(visit.persona, p, choice))
    elif visit.rng.random() < 0.5:
        visit.did("view_item", usual[kind])
    quantity = visit.kinds.many.get(kind, 1) + (visit.rng.random() < 0.2)
    visit.did("add_to_cart", usual[kind], quantity)
    return usual[kind], quantity


def look(visit: Visit, shelf: Mapping[str, list[Product]], owned: set[str], sure: bool) -> tuple[Product, int] | None:
    """Look for a wanted kind, view some of it, and return what is bought and how many, if anything is.

    `owned` holds products bought, and kinds of which one is enough; what is bought now is added to it.
    """
    kind = _wanted(visit, shelf, owned)
    if not kind:
        return None
    viewed = _drawn(visit, [p for p in shelf[kind] if not sure or p.id not in owned], visit.rng.randint(2, 5))
    best = max(viewed, key=lambda p: (p.id not in owned, _liking(visit.persona, p, shelf[kind])))
    _view(visit, viewed, best)
    quantity = visit.kinds.many.get(kind, 1)
    if best.id in owned or not _decided(visit, best, quantity, sure):
        return None
    owned |= {best.id} if kind in visit.kinds.collected else {best.id, kind}
    return best, quantity


def _wanted(visit: Visit, shelf: Mapping[str, list[Product]], owned: set[str]) -> str:
    """Draw a kind that there is still something to buy of, "" where there is none."""
    wants = visit.persona.wants
    kinds = [k for k in wants if k not in owned and any(p.id not in owned and visit.knows(p) for p in shelf[k])]
    return visit.rng.choices(kinds, [wants[k] for k in kinds])[0] if kinds else ""


def _view(visit: Visit, viewed: Sequence[Product], best: Product) -> None:
    """Find products by a search, or on the shelf, and look at them one by one."""
    searched = visit.rng.random() < 0.8
    if searched:
        visit.did("search", query=_query(visit, best))
    for product in viewed:
        if searched and visit.rng.random() < 0.6:
            visit.did("select_item", product)
        visit.did("view_item", product)


def _decided(visit: Visit, best: Product, quantity: int, sure: bool) -> bool:
    """Put the best in the cart, or not; return whether it is bought."""
    chance = 0.0 if sure else visit.rng.random()
    if chance < 0.52:
        visit.did("add_to_cart", best, quantity)
    if 0.34 <= chance < 0.46:
        visit.did("remove_from_cart", best, quantity)
    return chance < 0.34


def _drawn(visit: Visit, choice: Sequence[Product], n: int) -> list[Product]:
    """Return up to `n` products that had come out by then, the better liked the likelier."""
    out = [p for p in choice if visit.knows(p)]
    return sorted(out, key=lambda p: -_liking(visit.persona, p, choice) - _luck(visit, p))[:n]


def _luck(visit: Visit, product: Product) -> float:
    """Return Gumbel noise, which makes ranking by liking a draw by softmax; its own for each visit and product."""
    return -math.log(-math.log(random.Random(f"{visit.session} {product.id}").uniform(1e-9, 1 - 1e-9)))


def _liking(persona: Persona, product: Product, choice: Sequence[Product]) -> float:
    """Return how much a persona likes a product among those of its kind, in log odds: brand, colour, price, rating."""
    place = choice.index(product) / (len(choice) - 1) if len(choice) > 1 else persona.price
    brand = persona.brands.get(product.brand, 0.0) - 3.0 * (product.brand in persona.avoids)
    color = 1.0 if _colors(product) & set(persona.colors) else 0.0
    return brand + color - 3.0 * abs(place - persona.price) + (product.rating or 4.0) - 4.0


def _colors(product: Product) -> set[str]:
    return {v.color for v in product.variants} | set(product.color.split("/"))


def _query(visit: Visit, product: Product) -> str:
    """Return what the persona types to find such a product, in their language."""
    chinese = visit.persona.language == "zh"
    kind = product.translations["zh"]["product_type"] if chinese else product.product_type
    cap = math.ceil(product.price / 25 + 0.2) * 25
    asked = [kind, kind, f"{product.brand} {kind}", f"{cap}美元以内的{kind}" if chinese else f"{kind} under ${cap}"]
    if liked := [c for c in visit.persona.colors if c in _colors(product)]:
        asked.append(f"{_color_words()[liked[0]][0]}{kind}" if chinese else f"{liked[0]} {kind}")
    return visit.rng.choice(asked)


@cache
def _color_words() -> dict[str, tuple[str, str]]:
    return read_words().colors
