"""Which tokens the reply model may say next: it goes the ways of the phrase book, and may cross from one to another.

The phrases for one line of the plan (or for two said in one breath) are a family. Within a family any token may come
that some phrase has after the same five tokens; a sentence begins with the next line, or with one after it where those
between need not be said. So a price stands by its own product, no line that must be said is passed over, no clause is
left without its end, and nothing that a shopper or a record says can put its own words into a reply. Where one token
alone may come there is nothing to decide, and the model is not asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from agents.replies.phrases import every_way, filled
from agents.replies.slots import Line

REACH = 5  # tokens that two phrases must share for a crossing; a marker is two
DONE = -1  # where a sentence may end
_FIRST, _LATER = (-2,) * REACH, (-3,) * REACH

Place = tuple[int, ...]


@dataclass(frozen=True)
class Family:
    """The ways to say the lines from `first` to `last`: after which tokens which may come."""

    first: int
    last: int
    after: Mapping[Place, frozenset[int]]


@dataclass
class Course:
    """How far a reply has come: the families that its sentence may still belong to, and the last line said."""

    families: Sequence[Family]
    must: Sequence[bool]
    end: int
    said: int = -1
    _alive: list[Family] = field(default_factory=list)
    _place: Place = _FIRST

    def next(self) -> list[int]:
        """Return the tokens that may come now, in order; none once the reply has ended."""
        if not self._alive:
            return self._openings(self.said, self._place)
        here = self._within()
        if DONE in here:
            last = self._last()
            here = (here - {DONE}) | set(self._openings(last, _LATER))
        return sorted(here)

    def take(self, token: int) -> None:
        """Go on by a token of `next`."""
        if self._alive and token not in self._within():
            self.said, self._alive, self._place = self._last(), [], _LATER
        if not self._alive:
            self._alive = list(self._opened(self.said))
        self._alive = [f for f in self._alive if token in f.after.get(self._place, ())]
        self._place = (*self._place[1:], token)

    def _within(self) -> set[int]:
        return {token for family in self._alive for token in family.after.get(self._place, ())}

    def _last(self) -> int:
        return next(f.last for f in self._alive if DONE in f.after.get(self._place, ()))

    def _opened(self, said: int) -> Iterable[Family]:
        """The families of the next line that must be said, and of those before it."""
        for line in range(said + 1, len(self.must)):
            yield from (f for f in self.families if f.first == line)
            if self.must[line]:
                return

    def _openings(self, said: int, place: Place) -> list[int]:
        tokens = {token for family in self._opened(said) for token in family.after.get(place, ())}
        if said >= 0 and not any(self.must[said + 1 :]):
            tokens.add(self.end)
        return sorted(tokens)


class Courses:
    """Lays out the course of a plan's lines in a tokenizer's tokens."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._texts = [str(t).replace("Ġ", " ") for t in tokenizer.convert_ids_to_tokens(range(len(tokenizer)))]
        self.end = int(tokenizer.convert_tokens_to_ids("<|im_end|>"))
        self._ids = lru_cache(50_000)(self._read)

    def text(self, token: int) -> str:
        """Return a token's text, "" of the end."""
        return "" if token == self.end else self._texts[token]

    def of(self, lines: Sequence[Line]) -> Course:
        """Return the course of these lines from its start."""
        spans = [(i, i + 1) for i in range(len(lines))] + [(i, i + 2) for i in range(len(lines) - 1)]
        families = [family for first, end in spans if (family := self._family(first, lines[first:end]))]
        known = {f.first for f in families}
        return Course(families, [line.point.must and i in known for i, line in enumerate(lines)], self.end)

    def _family(self, first: int, lines: Sequence[Line]) -> Family | None:
        values = frozenset(key for key, mark in lines[0].marks.items() if mark)
        ways = every_way(tuple(line.point.kind for line in lines), values)
        after: dict[Place, set[int]] = {}
        for way in ways:
            sentence = filled(way, [line.marks for line in lines])
            for text, place in ((sentence, _FIRST), (f" {sentence}", _LATER)):
                for token in (*self._ids(text), DONE):
                    after.setdefault(place, set()).add(token)
                    place = (*place[1:], token)
        held = {place: frozenset(tokens) for place, tokens in after.items()}
        return Family(first, first + len(lines) - 1, held) if held else None

    def _read(self, text: str) -> tuple[int, ...]:
        return tuple(self._tokenizer(text).input_ids)
