"""Which tokens the reply model may say next: it goes the ways of the phrase book.

The phrases for one line of the plan (or for two said in one breath) are a family. The next sentence says the next line,
and no line is passed over that the book has a phrase for. So a price stands by its own product, all of the plan is
said, no clause is left without its end, and nothing that a shopper or a record says can put its own words into a reply.
Where one token alone may come there is nothing to decide, and the model is not asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from agents.replies.phrases import every_way, filled, values_of
from agents.replies.slots import Line

DONE = -1  # where a sentence may end
Node = dict[int, "Node"]


@dataclass(frozen=True)
class Family:
    """The ways to say the lines from `first` to `last`, as a tree of tokens: at a reply's start, and later in it."""

    first: int
    last: int
    opening: Node
    later: Node


@dataclass
class Course:
    """How far a reply has come: the families that its sentence may still belong to, and the last line said."""

    families: Sequence[Family]
    end: int
    said: int = -1
    _alive: list[tuple[Family, Node]] = field(default_factory=list)

    def next(self) -> list[int]:
        """Return the tokens that may come now, in order; none once the reply has ended."""
        if not self._alive:
            return self._openings()
        here = {token for _, node in self._alive for token in node}
        if DONE in here:
            here = (here - {DONE}) | set(self._openings(self._last()))
        return sorted(here)

    def take(self, token: int) -> None:
        """Go on by a token of `next`."""
        if self._alive and not any(token in node for _, node in self._alive):
            self.said, self._alive = self._last(), []
        alive = self._alive or list(self._opened(self.said))
        self._alive = [(family, node[token]) for family, node in alive if token in node]

    def _last(self) -> int:
        return next(family.last for family, node in self._alive if DONE in node)

    def _opened(self, said: int) -> Iterator[tuple[Family, Node]]:
        """The families of the next line that the book has a phrase for."""
        first = min((f.first for f in self.families if f.first > said), default=-1)
        yield from ((f, f.opening if said < 0 else f.later) for f in self.families if f.first == first)

    def _openings(self, said: int | None = None) -> list[int]:
        opened = list(self._opened(self.said if said is None else said))
        return sorted({token for _, node in opened for token in node}) or [self.end]


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
        # Two of a kind are said in one breath where the book has words for it: said one by one they would repeat.
        twins = {
            f.first for f in families if f.last > f.first and lines[f.first].point.kind == lines[f.last].point.kind
        }
        return Course([f for f in families if f.first not in twins or f.last > f.first], self.end)

    def _family(self, first: int, lines: Sequence[Line]) -> Family | None:
        marks = [line.marks for line in lines]
        ways = every_way(tuple(line.point.kind for line in lines), values_of(marks))
        opening: Node = {}
        later: Node = {}
        for way in ways:
            sentence = filled(way, marks)
            for text, node in ((sentence, opening), (f" {sentence}", later)):
                for token in (*self._ids(text), DONE):
                    node = node.setdefault(token, {})
        return Family(first, first + len(lines) - 1, opening, later) if ways else None

    def _read(self, text: str) -> tuple[int, ...]:
        return tuple(self._tokenizer(text).input_ids)
