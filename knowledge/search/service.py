"""What people say of delivery, returns and payment in the words that a shop's own pages use, in both languages."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.search.query import translated
from knowledge.search.text import tokens
from knowledge.words import is_chinese

_RUN = re.compile(r"[㐀-鿿]+")


@dataclass(frozen=True)
class _Meaning:
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]


def in_english(text: str) -> str:
    """Return the English of what a Chinese question is about, as key words; English is returned as it is."""
    if not is_chinese(text):
        return text
    service = [name for m in _meant(text) for name in m.english[:2]]
    things = [english for run in _RUN.findall(text) for english in translated(run)]
    return " ".join(dict.fromkeys([*service, *things, *re.findall(r"[a-zA-Z0-9]+", text)]))


def with_meaning(text: str) -> str:
    """Return an English question with the usual names of what it is about behind it."""
    return " ".join([text, *(m.english[0] for m in _meant(text))])


def same_meaning(text: str) -> frozenset[str]:
    """Return further tokens that a page may use for what a question is about, in the question's language."""
    phrases = (p for m in _meant(text) for p in (m.chinese if is_chinese(text) else m.english))
    return frozenset(t for phrase in phrases for t in tokens(phrase))


def two_characters(text: str) -> list[str]:
    """Return every pair of neighbouring Chinese characters: words that segmentation cuts differently still meet."""
    return [run[i : i + 2] for run in _RUN.findall(text) for i in range(len(run) - 1)]


def _meant(text: str) -> list[_Meaning]:
    if is_chinese(text):
        return [m for m in _meanings() if any(phrase in text for phrase in m.chinese)]
    said = tokens(text)
    runs = {tuple(said[i : i + n]) for n in (1, 2, 3) for i in range(len(said) - n + 1)}
    return [m for m in _meanings() if runs.intersection(m.keys)]


@cache
def _meanings() -> tuple[_Meaning, ...]:
    lines = (Path(__file__).parent / "service_words.txt").read_text("utf-8").splitlines()
    pairs = [line.split(" = ") for line in lines if line and not line.startswith("#")]
    found = []
    for english, chinese in pairs:
        names = tuple(p.strip() for p in english.split(","))
        said = tuple(p.strip() for p in chinese.split(","))
        found.append(_Meaning(names, said, tuple(tuple(tokens(n)) for n in names)))
    return tuple(found)
