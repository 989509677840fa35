"""What is used with what, and what makes up a whole set, as goes_with.txt lists it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.search.text import stem, tokens


@dataclass(frozen=True)
class Part:
    """What a set needs one of: `kinds` serve alike, the best first.

    `must` says that the set is about it, `each` that every person needs one.
    """

    kinds: tuple[str, ...]
    must: bool = False
    each: bool = False

    @property
    def name(self) -> str:
        """What the part is called."""
        return self.kinds[0]


def companion_parts(kind: str) -> tuple[Part, ...]:
    """Return what goes with a kind of thing, by the longest end of its name that is listed; () where none is."""
    said = tokens(kind)
    return next((_pairs()[tuple(said[i:])] for i in range(len(said)) if tuple(said[i:]) in _pairs()), ())


def parts_of(name: str) -> tuple[Part, ...]:
    """Return what makes up the set of a name, () for an unknown one."""
    return _sets().get(" ".join(tokens(name)), ("", ()))[1]


def set_named(text: str) -> str:
    """Return the name of the set that a text speaks of ("home office"), the longest that fits, or ""."""
    said = f" {' '.join(tokens(text))} "
    found = [(len(spoken), spoken) for spoken in _sets() if f" {spoken} " in said]
    return _sets()[max(found)[1]][0] if found else ""


def _parts(listed: str) -> Iterable[Part]:
    for one in listed.split(","):
        said = one.strip()
        each, must = said.startswith("each "), said.endswith("!")
        kinds = said.removeprefix("each ").removesuffix("!").split("/")
        yield Part(tuple(k.strip() for k in kinds), must, each)


@cache
def _table() -> tuple[tuple[str, tuple[Part, ...]], ...]:
    lines = (Path(__file__).parent / "goes_with.txt").read_text("utf-8").splitlines()
    rows = [line.partition(" = ") for line in lines if line and not line.startswith("#")]
    return tuple((name, tuple(_parts(listed))) for name, _, listed in rows)


@cache
def _pairs() -> Mapping[tuple[str, ...], tuple[Part, ...]]:
    return {tuple(map(stem, re.split(r"[ -]", n))): parts for n, parts in _table() if not n.startswith("set: ")}


@cache
def _sets() -> Mapping[str, tuple[str, tuple[Part, ...]]]:
    """Each name of a set as tokens, with the name as listed."""
    rows = [(n[5:].split(", "), parts) for n, parts in _table() if n.startswith("set: ")]
    return {" ".join(tokens(name)): (name, parts) for names, parts in rows for name in names}
