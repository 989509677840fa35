"""What the storefront shows of the records: departments, choices of a product, its facts, and the help's topics."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agents.glossed import called, held, named
from agents.replies import spoken
from agents.turn import Language
from app.shopper_view import Words
from knowledge.product import Passage, Product, Variant
from knowledge.records.products import ProductTable

_FRESH_S = 60.0  # how old the list of products may be; a product's own page always reads its record
_DIMENSIONS = ("color", "size", "material")


@dataclass(frozen=True)
class Place:
    """A department or a kind in it: `key` as the records have it, `label` as a person reads it."""

    key: str
    label: str
    image: str = ""
    count: int = 0


@dataclass(frozen=True)
class Choice:
    """One thing to choose between a product's variants, with a picture for each value where they differ."""

    key: str
    label: str
    values: tuple[Place, ...]

    @staticmethod
    def of(variant: Variant) -> dict[str, str]:
        """Return what tells a variant from its siblings, by name."""
        named = {name: str(getattr(variant, name)) for name in _DIMENSIONS}
        return {name: value for name, value in {**named, **variant.options}.items() if value}


@dataclass(frozen=True)
class Question:
    """One question of the help page, at its anchor."""

    anchor: str
    question: str
    answer: str


class Goods:
    """The shop's products by department, read again once a minute."""

    def __init__(self, products: ProductTable) -> None:
        self._table = products
        self._read: tuple[float, tuple[Product, ...]] = (-_FRESH_S, ())

    def all(self) -> tuple[Product, ...]:
        """Return every product, those that can be bought and many have rated first."""
        when, products = self._read
        if time.monotonic() - when > _FRESH_S or not products:
            products = tuple(sorted(self._table.all(), key=lambda p: (not p.in_stock, -p.review_count, p.id)))
            self._read = (time.monotonic(), products)
        return products

    def departments(self, language: Language) -> list[Place]:
        """Return the departments, the fullest first."""
        return _places((p.category[0], _path(p, language)[0], p) for p in self.all() if p.category)

    def kinds(self, department: str, language: Language) -> list[Place]:
        """Return the kinds within a department; none for the whole shop."""
        inside = [p for p in self.all() if len(p.category) > 1 and p.category[0] == department]
        return _places((p.category[1], _path(p, language)[1], p) for p in inside)

    def place(self, product: Product, language: Language) -> list[Place]:
        """Return the way down to a product."""
        return [Place(key, label) for key, label in zip(product.category, _path(product, language), strict=True)]


def _path(product: Product, language: Language) -> tuple[str, ...]:
    said = product.translations.get(language, {}).get("category", "")
    path = tuple(step.strip() for step in said.split(">") if step.strip())
    return path if len(path) == len(product.category) else product.category


def _places(found: Iterable[tuple[str, str, Product]]) -> list[Place]:
    places: dict[str, Place] = {}
    for key, label, product in found:
        before = places.get(key) or Place(key, label, product.image)
        places[key] = Place(key, before.label, before.image or product.image, before.count + 1)
    return sorted(places.values(), key=lambda place: -place.count)


def choices_of(product: Product, language: Language) -> list[Choice]:
    """Return what a shopper chooses: a dimension whose values differ, with pictures for colours that have them."""
    chosen = dict[str, dict[str, Place]]()
    for variant in product.variants:
        for name, value in Choice.of(variant).items():
            place = Place(value, _called(product, name, value, language), variant.image or product.image)
            chosen.setdefault(name, {}).setdefault(value, place)
    return [
        Choice(name, _label(name, language), tuple(values.values()))
        for name, values in chosen.items()
        if len(values) > 1 or name in ("color", "size")
    ]


def facts_of(product: Product, language: Language, words: Words) -> list[tuple[str, str]]:
    """Return the facts of a product's record, label and value with its unit."""
    sizes = dict.fromkeys(s for s in (product.size, *(v.size for v in product.variants)) if s)
    join = "、" if language == "zh" else ", "
    own: Mapping[str, str] = {
        "fact_brand": product.brand,
        "fact_model": product.model,
        "fact_color": join.join(named(product, "color", c, language) for c in held(product, "color")),
        "fact_size": join.join(sizes),
        "fact_material": product.translations.get(language, {}).get("material")
        or called("material", product.material, language),
        "fact_audience": called("audience", product.audience, language) if product.audience else "",
    }
    last = {"fact_released": product.released, "fact_seller": product.seller, "fact_gtin": product.gtin}
    facts = [(spoken.label(a.name, language), spoken.value(a, language)) for a in product.attributes]
    return [
        *((words(name), value) for name, value in own.items() if value),
        *((label[:1].upper() + label[1:], value) for label, value in facts if value),
        *((words(name), value) for name, value in last.items() if value),
    ]


def _called(product: Product, name: str, value: str, language: Language) -> str:
    return named(product, name, value, language) if name in _DIMENSIONS else called(name, value, language)


def _label(name: str, language: Language) -> str:
    label = spoken.label(name, language)
    return label[:1].upper() + label[1:]


def topics_of(passages: Iterable[Passage], language: Language) -> list[tuple[str, list[Question]]]:
    """Return the questions of a language by topic; an answer that was cut into passages is whole again."""
    topics: dict[str, dict[str, Question]] = {}
    for passage in (p for p in passages if p.language == language):
        anchor = passage.source.partition("#")[2] or passage.id.rpartition("/")[2]
        questions = topics.setdefault(passage.topic, {})
        before = questions.get(anchor)
        answer = f"{before.answer}\n{passage.answer}" if before else passage.answer
        questions[anchor] = Question(anchor, passage.question, answer)
    return [(topic, list(questions.values())) for topic, questions in topics.items()]
