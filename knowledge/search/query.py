"""A query as groups of words that mean one thing: as typed, joined or split, synonyms, and Chinese in English."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.search.text import stem, tokens, word_groups, words
from knowledge.words import glossary

Group: TypeAlias = dict[str, float]
SYNONYM = 0.55  # a synonym counts this much of the word itself
PART = 0.35  # so much counts a part of a model number or of a hyphenated word
PARTS = 0.5  # the least that the parts of a compound count ("head set" is mostly "headset")
_CHINESE = re.compile(r"[㐀-鿿]+")
_FOR = re.compile(r"\s(?:for|with|without|under|in|that|which|from)\s", re.IGNORECASE)
_LIMITS = frozenset(("least", "most", "under", "below", "over", "above", "than", "max", "min", "inch", "cheap", "new"))
_IDLE = frozenset((
    "我", "想", "要", "买", "找", "个", "一", "一个", "一款", "的", "有", "没有", "吗", "呢", "吧", "给", "请", "帮",
    "看看", "推荐", "什么", "哪些", "有没有", "想要", "需要", "一些", "便宜", "点", "了", "和", "款", "能",
))  # fmt: skip


class Lexicon(Protocol):
    """What the catalogue's own wording teaches."""

    def count(self, token: str) -> int:
        """How many products hold a token."""

    def pair(self, first: str, second: str) -> int:
        """How many titles hold two tokens side by side."""

    def near(self, token: str) -> Sequence[str]:
        """Tokens that may be meant by one that no product holds, to choose from by spelling."""


@dataclass(frozen=True)
class Query:
    """`groups` hold alternatives with weights up to 1; `head` is the place of the thing wanted; `text` is embedded.

    `typed` holds each group's word as it was typed, spelling mended.
    """

    text: str
    groups: tuple[Group, ...]
    head: int = 0
    typed: tuple[str, ...] = ()

    @property
    def is_code(self) -> bool:
        """Whether nothing but model or part numbers was typed."""
        codes = (len(t) > 4 and any(c.isdigit() for c in t) and any(c.isalpha() for c in t) for t in self.typed)
        return bool(self.typed) and all(codes)

    def place_of(self, token: Sequence[str]) -> int:
        """Return the place of the group that means a token, the head's place where none does."""
        wanted = token[0] if token else ""
        places = [(group[wanted], at) for at, group in enumerate(self.groups) if wanted in group]
        return max(places, default=(0.0, self.head))[1]

    @property
    def weights(self) -> Group:
        """Every token with its highest weight."""
        found: Group = {}
        for group in self.groups:
            for token, weight in group.items():
                found[token] = max(weight, found.get(token, 0.0))
        return found


def read_query(text: str, lexicon: Lexicon) -> Query:
    """Return what a query asks for, in the catalogue's words."""
    english = _CHINESE.sub(lambda run: f" {' '.join(translated(run[0]))} ", text)
    groups: list[Group] = [{g[0]: 1.0, **dict.fromkeys(g[1:], PART)} for g in word_groups(english)]
    for group in groups:
        _respell(group, lexicon)
    spelt = [max(g, key=lambda t: g[t]) for g in groups]
    _add_synonyms(groups, spelt)
    joined = _join(groups, spelt, lexicon)
    _split(groups, lexicon)
    if english != text and groups:
        groups[-1:] = [{**groups[-1], **dict.fromkeys(_chinese_words(text), 0.7)}]
    if english != text and not groups:
        groups = [{t: 1.0} for t in _chinese_words(text)]
    head = len(words(_FOR.split(f" {english} ", maxsplit=1)[0])) - 1
    head = max(0, min(head, len(groups) - 1))
    while head > 0 and (any(c.isdigit() for c in spelt[head]) or spelt[head] in _LIMITS):
        head -= 1
    return Query(joined or english, tuple(groups), head, tuple(spelt))


def _respell(group: Group, lexicon: Lexicon) -> None:
    """Replace a word that no product holds by the nearest that several do."""
    word = next(iter(group))
    if lexicon.count(word) or len(word) < 4 or not word.isalpha() or not word.isascii() or word in _known():
        return
    most = 1 if len(word) < 8 else 2
    found = process.extract(word, lexicon.near(word), scorer=OSA.distance, score_cutoff=most, limit=5)
    if found:
        best = min(found, key=lambda f: (f[1], -lexicon.count(f[0])))[0]
        group.clear()
        group[best] = 0.95


def _join(groups: list[Group], spelt: Sequence[str], lexicon: Lexicon) -> str:
    """Add "headset" to "head set" where the catalogue writes one word; return the text rewritten, "" if it was not."""
    text, changed = list(spelt), False
    for i in range(len(spelt) - 1):
        first, second = spelt[i], spelt[i + 1]
        whole = stem(first + second)
        held = lexicon.count(whole) if first.isalpha() and second.isalpha() else 0
        if not held:
            continue
        share = held / (held + lexicon.pair(first, second))
        if share > 0.2:
            for group in groups[i : i + 2]:
                for part in group.keys() & {first, second}:
                    group[part] *= 1.0 - share * (1.0 - PARTS)
                group[whole] = max(share, group.get(whole, 0.0))
            if share > 0.8:
                text[i : i + 2], changed = [whole, ""], True
    return " ".join(t for t in text if t) if changed else ""


def _split(groups: list[Group], lexicon: Lexicon) -> None:
    """Add the parts of a word that the catalogue writes as two ("bookshelf", "book shelf")."""
    for group in groups:
        for word in [t for t, w in group.items() if w > 0.9 and t.isascii() and t.isalpha() and len(t) > 4]:
            cuts = ((lexicon.pair(word[:c], stem(word[c:])), word[:c], stem(word[c:])) for c in range(3, len(word) - 2))
            times, first, second = max(cuts, default=(0, "", ""))
            if times >= 3 and times > 0.3 * lexicon.count(word):
                share = 0.5 * times / (times + lexicon.count(word))
                for part in (first, second):
                    group.setdefault(part, share)


def _add_synonyms(groups: list[Group], spelt: Sequence[str]) -> None:
    for length in (3, 2, 1):
        for start in range(len(spelt) - length + 1):
            for other in _synonyms().get(tuple(spelt[start : start + length]), ()):
                _align(groups[start : start + length], other)


def _align(groups: Sequence[Group], other: Sequence[str]) -> None:
    """Spread a synonym's words over the groups from the end; a single word stands for all of them."""
    for back, group in enumerate(reversed(groups)):
        token = other[-1 - back] if back < len(other) else other[0]
        group.setdefault(token, SYNONYM)
    if len(other) > len(groups):
        for token in other[: len(other) - len(groups)]:
            groups[0].setdefault(token, SYNONYM / 2)


@cache
def _synonyms() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    lines = (Path(__file__).parent / "synonyms.txt").read_text("utf-8").splitlines()
    groups = [line.split(",") for line in lines if line and not line.startswith("#")]
    groups += [english for _, english, _ in glossary("types") if len(english) > 1]
    found: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    for group in groups:
        phrases = [tuple(tokens(p)) for p in group]
        for phrase in phrases:
            found.setdefault(phrase, {}).update(dict.fromkeys(p for p in phrases if p != phrase))
    return {phrase: tuple(others) for phrase, others in found.items()}


@cache
def _known() -> frozenset[str]:
    return frozenset(word for phrase in _synonyms() for word in phrase)


@cache
def _chinese() -> dict[str, str]:
    """Chinese phrase -> English, the names of things before what describes them."""
    files = ("compounds", "types", "colors", "materials", "features", "brands", "lines", "audiences", "values", "parts")
    found: dict[str, str] = {}
    for name in files:
        for _, english, chinese in glossary(name):
            for phrase in chinese:
                found.setdefault(phrase, english[0])
    return found


def translated(run: str) -> Iterator[str]:
    """Yield the English of a run of Chinese, longest known phrase first; what is not known stays as it is."""
    start = 0
    while start < len(run):
        for end in range(min(len(run), start + 8), start, -1):
            if english := _chinese().get(run[start:end]):
                yield english
                start = end
                break
        else:
            start += 1


def _chinese_words(text: str) -> list[str]:
    return [t for run in _CHINESE.findall(text) for t in tokens(run) if t not in _IDLE]
