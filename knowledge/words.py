"""Words as the shop's glossary and vocabulary compare them: pieces of text with offsets, singular, lower case."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

GLOSSARY = Path(__file__).parent / "glossary"
_PIECE = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?|[㐀-䶿一-鿿]", re.IGNORECASE)
_HAN = re.compile(r"[㐀-䶿一-鿿]")
_PLURAL_ONLY = frozenset(
    "jeans pants shorts trousers leggings glasses eyeglasses sunglasses scissors pajamas pyjamas binoculars pliers "
    "headphones earphones earbuds earpods chinos overalls joggers tights goggles clothes tongs tweezers headphone earphone boxers "
    "sweatpants kitchenware lens chess news series bus gas dress glass mattress compass canvas wireless harness cordless "
    "stainless less asus apis plus address fitness business analysis swiss cutlass brass class gloss moss cross "
    "iris tennis vans lotus virus sennheiser adidas philips gps ups nas ios os windows bose targus ps abs yes this is "
    "was has his as us its thus always perhaps across series beats keds crocs levis ugg christmas seamless topless "
    "sleeveless backless swims".split()
)
_IRREGULAR = {
    "knives": "knife", "shelves": "shelf", "scarves": "scarf", "wolves": "wolf", "leaves": "leaf", "loaves": "loaf",
    "men": "man", "women": "woman", "children": "child", "mice": "mouse", "feet": "foot", "teeth": "tooth",
    "watches": "watch", "earbud": "earbuds", "earpod": "earpods", "headphone": "headphones", "earphone": "earphones", "pyjama": "pyjamas", "gray": "grey",
    "colour": "color", "colours": "color", "ties": "tie", "cookies": "cookie", "movies": "movie", "shoes": "shoe",
    "hoodies": "hoodie", "beanies": "beanie", "sheet": "sheet", "axes": "axe", "batteries": "battery",
    "potatoes": "potato", "tomatoes": "tomato", "dvds": "dvd", "cds": "cd", "lenses": "lens", "dresses": "dress",
    "canceling": "cancelling", "cancellation": "cancelling", "aluminum": "aluminium", "cloths": "cloth",
    "selfies": "selfie", "brownies": "brownie", "smoothies": "smoothie", "jean": "jeans", "legging": "leggings",
    "blouses": "blouse", "purses": "purse", "cases": "case", "vases": "vase", "nurses": "nurse", "horses": "horse",
    "mattresses": "mattress", "glass": "glass", "mens": "man", "womens": "woman", "childrens": "child",
}  # fmt: skip


@dataclass(frozen=True)
class Word:
    """A piece of text: a run of Latin letters or digits, or one Chinese character; `key` is how it is compared."""

    text: str
    key: str
    start: int
    end: int


def plain(text: str) -> str:
    """Return `text` with full-width letters, digits and signs made plain; every character keeps its place."""
    return text if text.isascii() else "".join(_plain_character(c) for c in text)


@cache
def _plain_character(character: str) -> str:
    if character in "，。！？；：（）、":  # Chinese punctuation separates clauses: keep it apart from decimal points.
        return character
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def words(text: str) -> list[Word]:
    """Return the words of `text` in order."""
    return [Word(m[0], singular(m[0].lower()), m.start(), m.end()) for m in _PIECE.finditer(text)]


def key(phrase: str) -> str:
    """Return the form under which a phrase is compared: "Noise-Cancelling Headphones" -> "noise cancelling headphones"."""
    return " ".join(singular(piece.lower()) for piece in _PIECE.findall(plain(phrase)))


def is_chinese(text: str) -> bool:
    """Whether any Chinese character stands in `text`."""
    return bool(_HAN.search(text))


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """Return the singular of one lower-case English word; names, plural-only and short words stay as they are."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _PLURAL_ONLY or len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zzes")):
        return word[:-2]
    return word[:-1]


@cache
def glossary(name: str) -> tuple[tuple[str, list[str], list[str]], ...]:
    """Return (attribute, English phrases, Chinese phrases) of one glossary file; attribute is "" where it has none."""
    return tuple(_entries(name))


def _entries(name: str) -> Iterable[tuple[str, list[str], list[str]]]:
    for line in (GLOSSARY / f"{name}.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        attribute, _, rest = line.rpartition(" | ")
        english, _, chinese = rest.partition(" = ")
        yield attribute.strip(), _phrases(english), _phrases(chinese)


def _phrases(listed: str) -> list[str]:
    return [phrase.strip() for phrase in listed.split(",") if phrase.strip()]


@cache
def common_words() -> frozenset[str]:
    """English words in everyday use, so that what is not among them may be a misspelt name (whole words of BERT)."""
    return frozenset((GLOSSARY / "common_words.txt").read_text("utf-8").split())
