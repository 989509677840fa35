"""The words by which a shop's products are known: brands, types, colours, attributes; found by name or by closeness."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz, process

from knowledge.constraints import AttributeValue
from knowledge.product import Product
from knowledge.terms import Spellings, Term, catalogue_terms, glossary_terms, is_doubtful
from knowledge.words import is_chinese, key

LONGEST = 8  # words in the longest phrase that is looked up
_TRANSLATED = ("product_type", "category", "color", "material", "audience", "brand")


Index = Mapping[str, tuple[Term, ...]]


@dataclass(frozen=True)
class Vocabulary:
    """Counts of what the catalogue's records say, indexed together with the shipped English-Chinese glossary.

    `values` maps a field to its values, `units` an attribute to the units of its numbers, `names` Chinese phrases
    from translations to (field, English value), `makes` a brand to the product types that it sells.
    """

    values: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    flags: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    makes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    currency: str = ""

    @classmethod
    def of(cls, products: Iterable[Product]) -> "Vocabulary":
        """Return the vocabulary of `products`."""
        values: dict[str, Counter[str]] = defaultdict(Counter)
        flags: Counter[str] = Counter()
        units: dict[str, Counter[str]] = defaultdict(Counter)
        names: dict[str, tuple[str, str]] = {}
        currencies: Counter[str] = Counter()
        makes: dict[str, set[str]] = defaultdict(set)
        for product in products:
            currencies[product.currency] += 1
            if product.brand and product.product_type:
                makes[product.brand].add(key(product.product_type))
            for name, value in _said_of(product):
                values[name][value] += 1
            for fact in product.attributes:
                if isinstance(fact.value, bool):
                    flags[fact.name] += 1
                elif isinstance(fact.value, float | int):
                    units[fact.name][fact.unit] += 1
                elif len(fact.value) <= 30:
                    values[f"attributes.{fact.name}"][fact.value] += 1
            names.update(_translated(product))
        currency = currencies.most_common(1)[0][0] if currencies else ""
        made = {brand: tuple(sorted(kinds)) for brand, kinds in makes.items()}
        return cls(dict(values), dict(flags), dict(units), names, made, currency)

    def as_json(self) -> dict[str, Any]:
        """Return a plain object that `from_json` reads back."""
        return {
            "values": {k: dict(v) for k, v in self.values.items()},
            "flags": dict(self.flags),
            "units": {k: dict(v) for k, v in self.units.items()},
            "names": {k: list(v) for k, v in self.names.items()},
            "makes": {k: list(v) for k, v in self.makes.items()},
            "currency": self.currency,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Vocabulary":
        """Read what `as_json` wrote."""
        names = {k: (v[0], v[1]) for k, v in stored["names"].items()}
        makes = {k: tuple(v) for k, v in stored.get("makes", {}).items()}
        return cls(stored["values"], stored["flags"], stored["units"], names, makes, stored["currency"])

    def lookup(self, phrase: str) -> tuple[Term, ...]:
        """Return what a phrase (as `words.key` writes it) may mean, the catalogue's own meanings first."""
        return self.index.get(phrase, ())

    def close(self, phrase: str, fields: Iterable[str], least: float = 84.0) -> tuple[Term, float] | None:
        """Return the term of `fields` nearest in spelling to a misspelt `phrase`, with closeness 0 to 1, or None."""
        best: tuple[Term, float] | None = None
        for name in fields:
            keys = self._keys.get(name, [])
            for found, score, _ in process.extract(phrase, keys, scorer=fuzz.ratio, score_cutoff=least, limit=3):
                if (
                    found[0] == phrase[0]
                    and abs(len(found) - len(phrase)) < 2
                    and (best is None or score / 100 > best[1])
                ):
                    term = next(t for t in self.index[found] if t.field == name)
                    best = (term, score / 100)
        return best

    def spelling(self, name: str, value: str) -> str:
        """Return `value` as the catalogue spells it in field `name`, or `value` itself where it has none."""
        return self._spellings.spelling(name, value)

    def knows(self, name: str, value: str) -> bool:
        """Whether any product carries `value` in field `name`."""
        return self._spellings.knows(name, value)

    @cached_property
    def index(self) -> Index:
        """Phrase -> what it may mean."""
        built: dict[str, dict[tuple[str, AttributeValue], Term]] = defaultdict(dict)
        said = catalogue_terms(self._spellings, self.flags, self.names)
        own = [(p, t) for p, t in said if not is_doubtful(p, t)]
        facts = [(p, t) for p, t in own if t.field.startswith("attributes.")]
        named = [(p, t) for p, t in own if not t.field.startswith("attributes.")]
        for phrase, term in [*named, *glossary_terms(self._spellings), *facts]:
            if phrase and not (phrase in built and term.field.startswith("attributes.") and term.count):
                built[phrase].setdefault((term.field, term.value), term)
        return {phrase: tuple(terms.values()) for phrase, terms in built.items()}

    @cached_property
    def size_units(self) -> frozenset[str]:
        """The units in which the catalogue gives sizes and measures."""
        stated = {unit for units in self.units.values() for unit in units if unit}
        return frozenset(stated | {s.split()[-1] for s in self.values.get("size", {}) if " " in s})

    @cached_property
    def sizes(self) -> Mapping[str, str]:
        """Lower-case size -> as the catalogue spells it."""
        return {size.lower(): size for size in self.values.get("size", {})}

    @cached_property
    def _keys(self) -> Mapping[str, list[str]]:
        keys: dict[str, list[str]] = defaultdict(list)
        for phrase, terms in self.index.items():
            for term in terms:
                if not is_chinese(phrase) and len(phrase) >= 4:
                    keys[term.field].append(phrase)
        return keys

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(self.values)


def _said_of(product: Product) -> Iterable[tuple[str, str]]:
    """Yield (field, value) of what a record says in words; several values of one field are split at commas."""
    yield from (("category", part) for part in product.category)
    if product.product_type:
        yield "product_type", product.product_type.lower()
    single = (("brand", product.brand), ("audience", product.audience))
    yield from ((name, value) for name, value in single if value)
    looks = [(product.color, product.material, product.size)]
    looks += [(v.color, v.material, v.size) for v in product.variants]
    for color, material, size in looks:
        for name, value in (("color", color), ("material", material), ("size", size)):
            for part in value.replace("/", ",").split(",") if name != "size" else [value]:
                if part.strip():
                    yield name, part.strip() if name == "size" else part.strip().lower()


def _translated(product: Product) -> Iterable[tuple[str, tuple[str, str]]]:
    for translation in product.translations.values():
        for name in _TRANSLATED:
            own = getattr(product, name)
            own = own[-1] if isinstance(own, tuple) and own else own
            if own and translation.get(name):
                value = own if name in ("brand", "category") else own.lower()
                yield translation[name], (name, value)
