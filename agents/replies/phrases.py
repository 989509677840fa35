"""The phrase book by which the reply model is taught, and along which it speaks."""

import itertools
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")


@cache
def phrases() -> dict[tuple[str, ...], dict[tuple[str, ...], list[str]]]:
    """Return the phrases of phrases.txt: by the kinds of points said in one breath, then by the values they need."""
    read: dict[tuple[str, ...], dict[tuple[str, ...], list[str]]] = {}
    listed: list[str] = []
    for line in (Path(__file__).parent / "phrases.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            kinds, *needs = line.strip("[]").split()
            listed = read.setdefault(tuple(kinds.split("+")), {}).setdefault(tuple(needs), [])
        elif line.strip() and not line.startswith("#"):
            listed.append(line.strip())
    return read


@cache
def every_way(kinds: tuple[str, ...], values: frozenset[str]) -> tuple[str, ...]:
    """Return each phrase for such points, each choice in it taken, of those that need none but these values."""
    listed = phrases().get(kinds, {})
    fitting = [phrase for needs, some in listed.items() if values.issuperset(needs) for phrase in some]
    return tuple(way for phrase in fitting for way in _ways(phrase))


def _ways(phrase: str) -> list[str]:
    pieces = _CHOICE.split(phrase)  # plain, choice, plain, choice, ..., plain
    options = [piece.split("|") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    return ["".join(taken) for taken in itertools.product(*options)]


def filled(phrase: str, marks: Sequence[Mapping[str, str]]) -> str:
    """Return a phrase without choices as a sentence, each value of its points in its place."""
    values = [_Marks(m) for m in marks]
    worded = phrase.format(*values, **marks[0]) if len(marks) > 1 else phrase.format(**marks[0])
    return " ".join((worded[:1].upper() + worded[1:]).split())


class _Marks:
    """Makes {1.need} of a phrase read a line's marks."""

    def __init__(self, marks: Mapping[str, str]) -> None:
        self.__dict__.update(marks)
