"""The phrase book by which the reply model is taught, and along which it speaks."""

import itertools
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_PART = re.compile(r"<(!?)([\w.]+):([^<>]*)>")
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")


@cache
def phrases() -> dict[tuple[str, ...], list[str]]:
    """Return the phrases of phrases.txt by the kinds of points that are said in one breath."""
    read: dict[tuple[str, ...], list[str]] = {}
    listed: list[str] = []
    for line in (Path(__file__).parent / "phrases.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            listed = read.setdefault(tuple(line.strip("[]").split("+")), [])
        elif line.strip() and not line.startswith("#"):
            listed.append(line.strip())
    return read


def values_of(marks: Sequence[Mapping[str, str]]) -> frozenset[str]:
    """Return which values there are: "rating" or "0.rating" of the first point, "1.so" of the second."""
    told = {f"{i}.{key}" for i, of_point in enumerate(marks) for key, mark in of_point.items() if mark}
    return frozenset(told | {key for key, mark in marks[0].items() if mark})


@cache
def ways(kinds: tuple[str, ...], values: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """Return for each phrase for such points all its choices, its parts said that these values are there for."""
    told = [_PART.sub(lambda part: _kept(part, values), line) for line in phrases().get(kinds, ())]
    return tuple(tuple(_ways(phrase)) for phrase in dict.fromkeys(told))


def every_way(kinds: tuple[str, ...], values: frozenset[str]) -> tuple[str, ...]:
    """Return every way to say such points."""
    return tuple(dict.fromkeys(way for phrase in ways(kinds, values) for way in phrase))


def _kept(part: re.Match[str], values: frozenset[str]) -> str:
    absent, key, words = part.groups()
    return words if (key in values) != bool(absent) else ""


def _ways(phrase: str) -> list[str]:
    pieces = _CHOICE.split(phrase)  # plain, choice, plain, choice, ..., plain
    options = [piece.split("|") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    return ["".join(taken) for taken in itertools.product(*options)]


def filled(phrase: str, marks: Sequence[Mapping[str, str]]) -> str:
    """Return a phrase without choices as a sentence, each value of its points in its place."""
    values = [_Marks(m) for m in marks]
    worded = phrase.format(*values, **marks[0])
    return " ".join((worded[:1].upper() + worded[1:]).split())


class _Marks:
    """Makes {1.need} of a phrase read a line's marks."""

    def __init__(self, marks: Mapping[str, str]) -> None:
        self.__dict__.update(marks)
