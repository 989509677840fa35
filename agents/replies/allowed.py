"""Which tokens the reply model may say next: words of the phrase book and of the plan, and markers in the plan's order.

Amounts, sizes and dates are digits, product and brand names capitals within a sentence: neither can be said but by a
marker, and a marker only when its line of the plan is due. So a price stands by its own product, no line that must be
said is passed over, and nothing that a shopper or a record says can put its own words into a reply.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from agents.replies import phrases

NEVER = float("-inf")
MARKER_END = re.compile(r"[@$*#][A-Z]$")
_ENDS = re.compile(r"[.!?](?=\s|$)")
_SENTENCE_END = re.compile(r"[.!?]$")
_WORDS = re.compile(r" ?[A-Za-z'][A-Za-z'\-]*|[A-Za-z'\-]+|[.,;:!?)]+| \(| ?-| ")
_CAPITAL = re.compile(r" ?[A-Z][a-z']*")
_SELF = (" I", "I")


@dataclass
class Course:
    """How far a reply has come through the plan's lines: each its markers, said once, and whether it must be said."""

    lines: Sequence[tuple[frozenset[str], bool]]
    at: int = -1
    used: set[str] = field(default_factory=set)

    def due(self) -> frozenset[str]:
        """Return the markers that may come now: of this line, and of those up to the next that must be said."""
        now = self.lines[self.at][0] - self.used if self.at >= 0 else frozenset[str]()
        for markers, must in self.lines[self.at + 1 :]:
            now |= markers
            if must and markers:
                break
        return now

    def take(self, marker: str) -> None:
        """Go on to the line that holds the marker; an amount is said once in its line."""
        start = max(self.at, 0)
        line = next((i for i in range(start, len(self.lines)) if marker in self.lines[i][0]), self.at)
        if line == self.at and marker in self.used:
            line = next((i for i in range(start + 1, len(self.lines)) if marker in self.lines[i][0]), self.at)
        if line != self.at:
            self.at, self.used = line, set()
        self.used.add(marker)

    def spent(self, told: str) -> bool:
        """Whether nothing is left to say: no marker is due and no line without one, or as many sentences as lines."""
        without = any(not markers for markers, _ in self.lines[self.at + 1 :])
        return bool(self.lines) and ((not self.due() and not without) or len(_ENDS.findall(told)) >= len(self.lines))

    @property
    def through(self) -> bool:
        """Whether every line that must be said has been reached."""
        return not any(must and markers for markers, must in self.lines[self.at + 1 :])


class Allowed:
    """Masks over the vocabulary, made once. A sentence may start with a capital, and only a sentence's end may end."""

    def __init__(self, tokenizer: Any) -> None:
        texts = [str(t).replace("Ġ", " ") for t in tokenizer.convert_ids_to_tokens(range(len(tokenizer)))]
        self._tokenizer, self._texts = tokenizer, texts
        self.end = int(tokenizer.convert_tokens_to_ids("<|im_end|>"))
        self._sigils = {t: i for i, t in enumerate(texts) if re.fullmatch(r" ?[@$*#]", t)}
        self._letters = {t: i for i, t in enumerate(texts) if re.fullmatch(r"[A-Z]", t)}
        plain = [bool(_WORDS.fullmatch(t)) for t in texts]
        lower = [ok and (t.lower() == t or t in _SELF) for ok, t in zip(plain, texts, strict=True)]
        starts = [ok and (t.lower() == t or bool(_CAPITAL.fullmatch(t))) for ok, t in zip(plain, texts, strict=True)]
        apart = [ok and not t[0].isalnum() for ok, t in zip(lower, texts, strict=True)]
        spaced = [ok and t.startswith(" ") for ok, t in zip(starts, texts, strict=True)]
        self._within, self._first, self._after_marker, self._next = map(_mask, (lower, starts, apart, spaced))
        self._only_end = torch.full((len(texts),), NEVER)
        self._only_end[self.end] = 0.0
        self._book = torch.full((len(texts),), NEVER)
        self._book[self._tokens(phrases.words())] = 0.0

    def text(self, token: int) -> str:
        """Return a token's text."""
        return self._texts[token]

    def words(self, more: Iterable[str]) -> torch.Tensor:
        """Return the mask of the phrase book with the words of a plan added."""
        mask = self._book.clone()
        mask[self._tokens(more)] = 0.0
        return mask

    def _tokens(self, words: Iterable[str]) -> list[int]:
        ways = [way for w in words for way in (w, " " + w, w.capitalize(), " " + w.capitalize(), w + "s", f" {w}s")]
        return sorted({i for ids in self._tokenizer(ways).input_ids for i in ids}) if ways else []

    def only(self, logits: torch.Tensor, told: str, words: torch.Tensor, course: Course) -> torch.Tensor:
        """Return `logits` with every token at minus infinity that may not follow `told`."""
        due = course.due()
        if told and told[-1] in "@$*#":
            letters = [self._letters[marker[1]] for marker in due if marker[0] == told[-1]]
            chosen = torch.full_like(logits, NEVER)
            chosen[letters] = logits[letters]
            return chosen
        if course.spent(told) and _SENTENCE_END.search(told) and course.through:
            return self._only_end
        ended, after = bool(_SENTENCE_END.search(told)), bool(MARKER_END.search(told))
        masked = (
            logits
            + words
            + (self._next if ended else self._after_marker if after else self._within if told else self._first)
        )
        known = {marker[0] for marker in due}
        for text, token in self._sigils.items():
            fits = text.startswith(" ") or not told
            masked[token] = logits[token] if fits and text.strip() in known else NEVER
        masked[self.end] = logits[self.end] if ended and course.through else NEVER
        return masked


def _mask(fits: list[bool]) -> torch.Tensor:
    mask = torch.full((len(fits),), NEVER)
    mask[torch.tensor(fits)] = 0.0
    return mask
