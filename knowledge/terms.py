"""What each word of the shop may mean: the catalogue's own words, and the shipped English-Chinese glossary."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from knowledge.constraints import AttributeValue
from knowledge.words import common_words, glossary, is_chinese, key, singular, word_list

_IDLE_ATTRIBUTES = (
    "package",
    "pallet",
    "carton",
    "certif",
    "compat",
    "market",
    "segment",
    "code",
    "status",
    "oem",
    "connector",
    "layout",
    "features",
    "interface",
)


@dataclass(frozen=True)
class Term:
    """What a phrase may mean: a `field` of Constraints ("attributes.waterproof" for an attribute) and its value.

    `count` is the number of products that carry the value; 0 where only the shipped glossary knows it. The field
    "phrase" stands for the several words of its value, "parts.stand" for a part that a product has or lacks.
    """

    field: str
    value: AttributeValue
    count: int = 0


@dataclass(frozen=True)
class Spellings:
    """The catalogue's values by field, found again however they are written."""

    values: Mapping[str, Mapping[str, int]]

    def knows(self, name: str, value: str) -> bool:
        """Whether any product carries `value` in field `name`."""
        return (name, key(value)) in self._written

    def spelling(self, name: str, value: str) -> str:
        """Return `value` as the catalogue spells it most often in field `name`, or `value` itself."""
        return self._written.get((name, key(value)), value)

    @cached_property
    def _written(self) -> Mapping[tuple[str, str], str]:
        ordered = [(name, v, n) for name, values in self.values.items() for v, n in values.items()]
        return {(name, key(value)): value for name, value, _ in sorted(ordered, key=lambda x: x[2])}


def catalogue_terms(
    known: Spellings, flags: Mapping[str, int], names: Mapping[str, tuple[str, str]]
) -> Iterable[tuple[str, Term]]:
    """Yield (phrase, meaning) of what the catalogue's records and their translations say."""
    kinds = known.values.get("product_type") or known.values.get("category", {})
    for value, count in kinds.items():
        if key(value) in word_list("no_product_types"):
            continue  # a shop's "Other" is no kind that one asks for
        yield key(value), Term("product_type", _singular_name(value.lower()), count)
    for name, values in known.values.items():
        if name in ("category", "product_type"):
            continue
        for value, count in values.items():
            if not name.startswith("attributes.") or _worth_hearing(name, value, count):
                yield key(value), Term(name, value, count)
    for flag, count in flags.items():
        phrase = key(flag.replace("_", " "))
        if " " in phrase or phrase not in common_words():
            yield phrase, Term(f"attributes.{flag}", True, count)
    for phrase, (name, value) in names.items():
        count = known.values.get(name, {}).get(value, 0)
        kind = Term("product_type", _singular_name(value), count)
        if name != "product_type":
            yield key(phrase), Term(name, value, count)
        else:
            yield key(phrase), Term("phrase", value, count) if is_doubtful(key(value), kind) else kind


def glossary_terms(known: Spellings) -> Iterable[tuple[str, Term]]:
    """Yield (phrase, meaning) of the shipped glossary, in the catalogue's spelling where it has one."""
    for english, chinese in _glossary("types"):
        for phrase in english:
            yield key(phrase), _type(known, phrase)
            if phrase.endswith(" glass"):  # "glasses" alone are spectacles
                yield f"{key(phrase)}es", _type(known, phrase)
        stocked = next((p for p in english if known.knows("product_type", p)), english[0])
        for phrase in chinese:
            yield key(phrase), _type(known, stocked)
    for file, name in (("colors", "color"), ("materials", "material"), ("brands", "brand")):
        yield from _listed(known, file, name)
    yield from _audiences(known)
    for attribute, english, chinese in glossary("values"):
        for phrase in [*english, *chinese]:
            yield key(phrase), Term(f"attributes.{attribute}", english[0])
    for file, kind in (("features", "attributes"), ("parts", "parts")):
        for english, chinese in _glossary(file):
            for phrase in [*english, *chinese]:
                yield key(phrase), Term(f"{kind}.{english[0].replace(' ', '_').replace('-', '_')}", True)
    for english, chinese in _glossary("compounds"):
        for phrase in [*english[1:], *chinese]:
            yield key(phrase), Term("phrase", english[0])


def _type(known: Spellings, phrase: str) -> Term:
    return Term("product_type", phrase, known.values.get("product_type", {}).get(phrase, 0))


def _listed(known: Spellings, file: str, name: str) -> Iterable[tuple[str, Term]]:
    for english, chinese in _glossary(file):
        usual = next((p for p in english if known.knows(name, p)), english[0])
        for phrase in [*english, *chinese]:
            said = phrase if phrase in english and name != "brand" and known.knows(name, phrase) else usual
            value = known.spelling(name, said)
            yield key(phrase), Term(name, value if name == "brand" else value.lower())
            if name == "color":
                yield from _shades(phrase, value.lower())


def _shades(phrase: str, color: str) -> Iterable[tuple[str, Term]]:
    chinese = is_chinese(phrase)
    for shade, said in (("light", "浅"), ("dark", "深"), ("pale", "淡"), ("bright", "亮")):
        yield key(f"{said}{phrase}" if chinese else f"{shade} {phrase}"), Term("color", f"{shade} {color}")


def _audiences(known: Spellings) -> Iterable[tuple[str, Term]]:
    stocked = known.values.get("audience", {})
    for english, chinese in _glossary("audiences"):
        name = next((known.spelling("audience", p) for p in english if known.knows("audience", p)), english[0])
        if english[0] in ("boys", "girls") and stocked and not known.knows("audience", english[0]):
            name = next(
                (known.spelling("audience", p) for p in ("kids", "children") if known.knows("audience", p)), name
            )
        for phrase in [*english, *chinese]:
            yield key(phrase), Term("audience", name, stocked.get(name, 0))


@cache
def _shipped_phrases() -> Mapping[str, frozenset[str]]:
    """Phrases of each glossary file."""
    files = ("types", "colors", "materials", "features", "values")
    return {f: frozenset(key(p) for _, english, _ in glossary(f) for p in english) for f in files}


def is_doubtful(phrase: str, term: Term) -> bool:
    """Whether a catalogue's word is better read by the glossary: a quality in a type ("wireless headphones")."""
    shipped = _shipped_phrases()
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
