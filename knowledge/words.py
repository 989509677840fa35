"""Words as the shop's glossary and vocabulary compare them: pieces of text with offsets, singular, lower case."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from knowledge.traditional import as_in_taiwan, simplified

GLOSSARY = Path(__file__).parent / "glossary"
_PIECE = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?|[㐀-䶿一-鿿]", re.IGNORECASE)
_HAN = re.compile(r"[㐀-䶿一-鿿]")


@cache
def word_list(name: str) -> frozenset[str]:
    """Return one of the lists in glossary/lists.txt; raises LookupError for a name that is not there."""
    text = re.sub(r"\n\s+", " ", (GLOSSARY / "lists.txt").read_text("utf-8"))
    found = re.search(rf"^{name}: (.*)$", text, re.MULTILINE)
    if found is None:
        raise LookupError(f"No list {name} in {GLOSSARY / 'lists.txt'}: add it, or ask for one that is there.")
    return frozenset(found[1].split())


_PLURAL_ONLY = word_list("plural_only")
_IRREGULAR = dict(pair.split("=") for pair in word_list("irregular"))


@dataclass(frozen=True)
class Word:
    """A piece of text: a run of Latin letters or digits, or one Chinese character; `key` is how it is compared."""

    text: str
    key: str
    start: int
    end: int


def plain(text: str) -> str:
    """Return `text` with full-width signs and traditional characters made plain; every character keeps its place."""
    return text if text.isascii() else simplified("".join(_plain_character(c) for c in text))


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
    """Return the form under which a phrase is compared: "Wi-Fi Routers" -> "wi fi router"."""
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
        yield attribute.strip(), _phrases(english), _with_taiwans(_phrases(chinese))


def _with_taiwans(phrases: list[str]) -> list[str]:
    """Return Chinese phrases with what they are called in Taiwan, after the names that are shown."""
    return list(dict.fromkeys([*phrases, *map(as_in_taiwan, phrases)]))


def _phrases(listed: str) -> list[str]:
    return [phrase.strip() for phrase in listed.split(",") if phrase.strip()]


@cache
def common_words() -> frozenset[str]:
    """English words in everyday use, so that what is not among them may be a misspelt name (whole words of BERT)."""
    return frozenset((GLOSSARY / "common_words.txt").read_text("utf-8").split())
