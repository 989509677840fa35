"""The records of one turn, as the only ground on which a sentence may stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from agents.replies import spoken
from agents.replies.plan import Plan
from agents.replies.points import Done
from agents.turn import Answer, Found, Language, Row
from knowledge.product import Passage, Product


@dataclass(frozen=True)
class Records:
    """What a turn found and did. `said` are the shopper's own words, `brands` those that the catalogue knows."""

    plan: Plan
    products: tuple[Product, ...] = ()
    passages: tuple[Passage, ...] = ()
    answers: tuple[Answer, ...] = ()
    rows: tuple[Row, ...] = ()
    done: tuple[Done, ...] = ()
    said: str = ""
    brands: frozenset[str] = frozenset()

    @property
    def lead(self) -> Product | None:
        """The product that a sentence without a name is about."""
        planned = next((p.product for p in self.plan.points if p.product is not None), None)
        return planned or (self.products[0] if self.products else None)

    def values(self, *keys: str) -> tuple[str, ...]:
        """Return the plan's values under these keys, of all its points."""
        return tuple(v for p in self.plan.points for k, v in p.values.items() if (not keys or k in keys) and v)


def records_of(found: Found, plan: Plan, done: tuple[Done, ...] = (), brands: Iterable[str] = ()) -> Records:
    """Gather a turn's records for the gate."""
    others = [d.product for d in done if d.product] + [a.product for a in found.answers]
    products = tuple({p.id: p for p in [*found.products, *others]}.values())
    return Records(plan, products, found.passages, found.answers, found.comparison, done, plan.said, frozenset(brands))


def text_of(product: Product, language: Language) -> str:
    """Return everything that a product's record says, in lower case, a fact a line."""
    facts = [
        f"{spoken.label(a.name, language)} {a.name.replace('_', ' ')} {a.text()}"
        for a in product.attributes
        if a.value is not False
    ]
    own = [product.title, product.titled(language), product.described(language), product.description, product.brand]
    own += [product.color, product.size, product.material, product.audience, product.model, product.product_type]
    own += [product.seller, *product.category]
    own += [value for told in product.translations.values() for value in told.values() if isinstance(value, str)]
    for v in product.variants:
        own += [v.color, v.size, v.material, *v.options.values()]
    return "\n".join(t for t in [*own, *facts] if t).lower()
