"""What a text about a shop's rules speaks of, whichever language it is in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.search.text import tokens

FILES = sorted(Path(__file__).parent.glob("concepts*.txt"))  # the first to name a concept says what it is
STRICT = frozenset(("place", "language"))
CHINESE = re.compile("[\u3400-\u9fff]")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_ENDINGS = (
    "ations",
    "ation",
    "ings",
    "ing",
    "ments",
    "ment",
    "ers",
    "ied",
    "ies",
    "ed",
    "es",
    "er",
    "ly",
    "s",
    "e",
    "y",
)
_LEAST = {"ment": 4, "ments": 4, "y": 5, "er": 4, "ers": 4}  # letters that must be left: a comment is not to come
LITTLE = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "i",
        "if",
        "in",
        "is",
        "it",
        "it's",
        "its",
        "i'm",
        "i'd",
        "me",
        "my",
        "of",
        "on",
        "or",
        "our",
        "please",
        "so",
        "that",
        "the",
        "their",
        "them",
        "there",
        "this",
        "to",
        "was",
        "we",
        "were",
        "will",
        "with",
        "would",
        "you",
        "your",
        "us",
        "am",
    ]
)


@dataclass(frozen=True)
class Concept:
    """Something that pages and questions speak of: its kind, wider concepts, and one way to say it in English."""

    name: str
    kind: str
    wider: tuple[str, ...]
    gloss: str


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """Return a word without its ending, at least three letters of it: "delivered" and "delivery" are one."""
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST.get(ending, 3) and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def roots(text: str) -> list[str]:
    """Return the roots of the English words and numbers of a text, in their order."""
    return [root(w) for w in _WORD.findall(text.lower().replace("’", "'"))]


def chinese_words(text: str) -> list[str]:
    """Return the Chinese words of a text, and every two neighbouring characters."""
    runs = re.findall("[\u3400-\u9fff]+", text)
    pairs = [run[i : i + 2] for run in runs for i in range(len(run) - 1)]
    return [w for run in runs for w in tokens(run)] + pairs


@lru_cache(maxsize=1)
def lexicon() -> Mapping[str, Concept]:
    """Return every concept of the file by its name."""
    return {concept.name: concept for concept, _, _ in reversed(_lines())}


@lru_cache(maxsize=20_000)
def concepts(text: str) -> frozenset[str]:
    """Return the names of the concepts that a text speaks of, without the wider ones."""
    english, chinese = _ways()
    said = f" {' '.join(roots(text))} "
    words = said.split()
    found = {
        n for i in range(len(words)) for size in range(1, 6) for n in english.get(" ".join(words[i : i + size]), ())
    }
    plain = text.lower()
    if CHINESE.search(plain):
        ways = [way for way in chinese if way in plain]
        found.update(n for way in ways if not _inside(way, ways, plain) for n in chinese[way])
    return frozenset(found)


def _inside(way: str, ways: list[str], text: str) -> bool:
    """Say whether a Chinese word occurs only as part of longer words that are known: to repair in "warranty"."""
    longer = [w for w in ways if way in w and w != way]
    for word in sorted(longer, key=len, reverse=True):
        text = text.replace(word, " ")
    return bool(longer) and way not in text


def widened(names: frozenset[str]) -> frozenset[str]:
    """Return concepts with all wider ones."""
    known = lexicon()
    found, left = set(names), list(names)
    while left:
        new = [w for w in known[left.pop()].wider if w not in found]
        found.update(new)
        left += [w for w in new if w in known]
    return frozenset(found)


def strict(names: frozenset[str]) -> frozenset[str]:
    """Return those concepts that an answer must name as well: places and languages."""
    known = lexicon()
    return frozenset(n for n in names if n in known and known[n].kind in STRICT)


def things(names: frozenset[str]) -> frozenset[str]:
    """Return those concepts that are goods."""
    known = lexicon()
    return frozenset(n for n in names if n in known and known[n].kind == "thing")


def glossed(text: str) -> str:
    """Return in English what a Chinese text speaks of, with the Latin words it holds; an English text as it is."""
    if not CHINESE.search(text):
        return text
    known = lexicon()
    latin = re.findall(r"[A-Za-z]{2,}", text)
    kinds = {"ask": 0, "policy": 1, "place": 2, "thing": 3}
    order = sorted(concepts(text), key=lambda n: (kinds.get(known[n].kind, 4), n))
    return " ".join([*(known[n].gloss for n in order), *latin]) or "?"


@lru_cache(maxsize=1)
def _ways() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    english: dict[str, tuple[str, ...]] = {}
    chinese: dict[str, tuple[str, ...]] = {}
    for concept, latin, han in _lines():
        for way in latin:
            key = " ".join(roots(way))
            english[key] = (*english.get(key, ()), concept.name)
        for way in han:
            chinese[way] = (*chinese.get(way, ()), concept.name)
    return english, chinese


def _lines() -> list[tuple[Concept, list[str], list[str]]]:
    found, kind = [], ""
    for line in [line for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]:
        if line.startswith("["):
            kind = line.strip("[] ")
        elif line and not line.startswith("#"):
            head, said = line.split(":", 1)
            name, _, wider = (part.strip() for part in head.partition("<"))
            latin, _, han = said.partition("|")
            ways = [w.strip().lower() for w in latin.split(",") if w.strip()]
            others = [w.strip().lower() for w in han.split(",") if w.strip()]
            concept = Concept(name, kind, tuple(w.strip() for w in wider.split(",") if w.strip()), ways[0])
            found.append((concept, ways, others))
    return found
