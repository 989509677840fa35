"""The words by which a shop's products are known: brands, types, colours, attributes; found by name or by closeness."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from rapidfuzz import fuzz, process

from knowledge.constraints import AttributeValue
from knowledge.product import Product
from knowledge.words import common_words, glossary, is_chinese, key, singular

LONGEST = 8  # words in the longest phrase that is looked up
_TRANSLATED = ("product_type", "category", "color", "material", "audience", "brand")
_IDLE_ATTRIBUTES = ("package", "pallet", "carton", "certif", "compat", "market", "segment", "code", "status", "oem")


@dataclass(frozen=True)
class Term:
    """What a phrase may mean: a `field` of Constraints ("attributes.waterproof" for an attribute) and its value.

    `count` is the number of products that carry the value; 0 where only the shipped glossary knows it.
    """

    field: str
    value: AttributeValue
    count: int = 0


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
                if found[0] == phrase[0] and (best is None or score / 100 > best[1]):
                    term = next(t for t in self.index[found] if t.field == name)
                    best = (term, score / 100)
        return best

    def spelling(self, name: str, value: str) -> str:
        """Return `value` as the catalogue spells it in field `name`, or `value` itself where it has none."""
        return self._spellings.get((name, key(value)), value)

    def knows(self, name: str, value: str) -> bool:
        """Whether any product carries `value` in field `name`."""
        return (name, key(value)) in self._spellings

    @cached_property
    def index(self) -> Index:
        """Phrase -> what it may mean."""
        built: dict[str, dict[tuple[str, AttributeValue], Term]] = defaultdict(dict)
        shipped = _shipped_phrases()
        own = [(p, t) for p, t in self._catalogue_terms() if not _is_doubtful(p, t, shipped)]
        facts = [(p, t) for p, t in own if t.field.startswith("attributes.")]
        named = [(p, t) for p, t in own if not t.field.startswith("attributes.")]
        for phrase, term in [*named, *self._glossary_terms(), *facts]:
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
    def _spellings(self) -> Mapping[tuple[str, str], str]:
        ordered = [(name, v, n) for name, values in self.values.items() for v, n in values.items()]
        return {(name, key(value)): value for name, value, _ in sorted(ordered, key=lambda x: x[2])}

    def _catalogue_terms(self) -> Iterable[tuple[str, Term]]:
        kinds = self.values.get("product_type") or self.values.get("category", {})
        for value, count in kinds.items():
            yield key(value), Term("product_type", _singular_name(value.lower()), count)
        for name, values in self.values.items():
            if name in ("category", "product_type"):
                continue
            for value, count in values.items():
                if not name.startswith("attributes.") or _worth_hearing(name, value, count):
                    yield key(value), Term(name, value, count)
        for flag, count in self.flags.items():
            phrase = key(flag.replace("_", " "))
            if " " in phrase or phrase not in common_words():
                yield phrase, Term(f"attributes.{flag}", True, count)
        for phrase, (name, value) in self.names.items():
            yield key(phrase), Term(name, value, self.values.get(name, {}).get(value, 0))

    def _glossary_terms(self) -> Iterable[tuple[str, Term]]:
        for english, chinese in _glossary("types"):
            for phrase in english:
                yield key(phrase), self._type(phrase)
                if phrase.endswith(" glass"):  # "glasses" alone are spectacles
                    yield f"{key(phrase)}es", self._type(phrase)
            known = next((p for p in english if self.knows("product_type", p)), english[0])
            for phrase in chinese:
                yield key(phrase), self._type(known)
        for file, name in (("colors", "color"), ("materials", "material"), ("brands", "brand")):
            yield from self._listed(file, name)
        yield from self._audiences()
        for attribute, english, chinese in glossary("values"):
            for phrase in [*english, *chinese]:
                yield key(phrase), Term(f"attributes.{attribute}", english[0])
        for file, kind in (("features", "attributes"), ("parts", "parts")):
            for english, chinese in _glossary(file):
                for phrase in [*english, *chinese]:
                    yield key(phrase), Term(f"{kind}.{english[0].replace(' ', '_').replace('-', '_')}", True)
        for english, chinese in _glossary("compounds"):
            for phrase in chinese:
                yield key(phrase), Term("phrase", english[0])

    def _type(self, phrase: str) -> Term:
        return Term("product_type", phrase, self.values.get("product_type", {}).get(phrase, 0))

    def _listed(self, file: str, name: str) -> Iterable[tuple[str, Term]]:
        for english, chinese in _glossary(file):
            known = next((p for p in english if self.knows(name, p)), english[0])
            for phrase in [*english, *chinese]:
                said = phrase if phrase in english and name != "brand" and self.knows(name, phrase) else known
                value = self.spelling(name, said)
                yield key(phrase), Term(name, value if name == "brand" else value.lower())
                if name == "color":
                    yield from self._shades(phrase, value.lower())

    def _shades(self, phrase: str, color: str) -> Iterable[tuple[str, Term]]:
        chinese = is_chinese(phrase)
        for shade, said in (("light", "浅"), ("dark", "深"), ("pale", "淡"), ("bright", "亮")):
            yield key(f"{said}{phrase}" if chinese else f"{shade} {phrase}"), Term("color", f"{shade} {color}")

    def _audiences(self) -> Iterable[tuple[str, Term]]:
        stocked = self.values.get("audience", {})
        for english, chinese in _glossary("audiences"):
            name = next((self.spelling("audience", p) for p in english if self.knows("audience", p)), english[0])
            if english[0] in ("boys", "girls") and stocked and not self.knows("audience", english[0]):
                name = next(
                    (self.spelling("audience", p) for p in ("kids", "children") if self.knows("audience", p)), name
                )
            for phrase in [*english, *chinese]:
                yield key(phrase), Term("audience", name, stocked.get(name, 0))


@cache
def _shipped_phrases() -> Mapping[str, frozenset[str]]:
    """Phrases of each glossary file."""
    files = ("types", "colors", "materials", "features", "values")
    return {f: frozenset(key(p) for _, english, _ in glossary(f) for p in english) for f in files}


def _is_doubtful(phrase: str, term: Term, shipped: Mapping[str, frozenset[str]]) -> bool:
    """Whether a catalogue's word is better read by the glossary: a quality in a type ("wireless headphones")."""
    qualities = shipped["colors"] | shipped["materials"] | shipped["features"] | shipped["values"]
    if term.field == "product_type" and phrase not in shipped["types"]:
        parts = phrase.split()
        rests = (" ".join(parts[i:]) for i in range(1, len(parts)) if " ".join(parts[:i]) in qualities)
        return phrase in qualities or any(rest in shipped["types"] for rest in rests)
    if term.field == "color":
        return phrase in shipped["materials"] and phrase not in shipped["colors"]
    if term.field.startswith("attributes."):
        return any(word in shipped["types"] for word in phrase.split())
    return False


def _glossary(name: str) -> Iterable[tuple[list[str], list[str]]]:
    return ((english, chinese) for _, english, chinese in glossary(name))


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


def _singular_name(kind: str) -> str:
    """Return a product type with its last word in the singular: "wi-fi routers" -> "wi-fi router"."""
    head, space, last = kind.rpartition(" ")
    return f"{head}{space}{singular(last)}"


def _worth_hearing(name: str, value: str, count: int) -> bool:
    """Whether a catalogue attribute's text value is telling enough to be heard in what a shopper types."""
    phrase = key(value)
    if len(phrase) < 4 or any(c.isdigit() for c in phrase) or any(word in name for word in _IDLE_ATTRIBUTES):
        return False
    return count >= 2 and (" " in phrase or singular(phrase) not in common_words())
