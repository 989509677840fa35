"""Materials have kinds: lambswool and cashmere are wool, oak is wood; faux leather is no leather."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from knowledge.search.text import tokens
from knowledge.words import GLOSSARY

_PARTS = re.compile(r"[,;/&+|]|\band\b|\bwith\b|\d+\s?%", re.IGNORECASE)
_ALTERNATIVES = re.compile(r",|\bor\b")
_MOCK = frozenset(("faux", "vegan", "imitation", "artificial", "fake", "synthetic", "mock", "pu", "effect", "look"))


@lru_cache(maxsize=20_000)
def made_of(stated: str, wanted: str) -> bool:
    """Whether a record's material is one of those wanted or a kind of it: "merino wool, silk" is made of "wool"."""
    asked = [tuple(tokens(one)) for one in _ALTERNATIVES.split(wanted) if one.strip()]
    said = [tuple(tokens(part)) for part in parts_of(stated)]
    return any(_is(one, want, frozenset()) for one in said for want in asked)


def parts_of(stated: str) -> tuple[str, ...]:
    """Return the materials that a record names together: "80% cotton, 20% wool" names two."""
    return tuple(part.strip() for part in _PARTS.split(stated) if part.strip())


def _is(said: tuple[str, ...], wanted: tuple[str, ...], passed: frozenset[tuple[str, ...]]) -> bool:
    if not said or not wanted:
        return False
    if said == wanted:
        return True
    mock = bool(_MOCK.intersection(said)) and not _MOCK.intersection(wanted)
    if not mock and len(said) > len(wanted) and said[-len(wanted) :] == wanted:
        return True
    known = [end for i in range(len(said)) if (end := said[i:]) in _kinds() and not (mock and i)]
    wider = (w for end in known[:1] for w in _kinds()[end] if w not in passed)
    return any(_is(w, wanted, passed | {w}) for w in wider)


@cache
def _kinds() -> Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Each kind of a material -> what it is a kind of."""
    found: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for line in (GLOSSARY / "material_kinds.txt").read_text("utf-8").splitlines():
        whole, _, kinds = line.partition(" > ")
        for kind in kinds.split(",") if kinds and not line.startswith("#") else ():
            name = tuple(tokens(kind))
            found[name] = (*found.get(name, ()), tuple(tokens(whole)))
    return found
