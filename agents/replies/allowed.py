"""Which tokens the reply model may say next: no digit, no markup, no name, only markers that the plan holds."""

import re
from typing import Any

import torch

NEVER = float("-inf")
_MARKER_END = re.compile(r"[@$*#][A-Z]$")
_SENTENCE_END = re.compile(r"[.!?]$")
_WORDS = re.compile(r" ?[A-Za-z'][A-Za-z'\-]*|[A-Za-z'\-]+|[.,;:!?)]+| \(| ?-| ")
_CAPITAL = re.compile(r" ?[A-Z][a-z']*")
_SELF = (" I", "I")


class Allowed:
    """Masks over the vocabulary, made once. A sentence may start with a capital, and only a sentence's end may end.

    Amounts, sizes and dates are digits, product and brand names capitals within a sentence: neither can be said but
    by a marker, and a marker only if the plan has it.
    """

    def __init__(self, tokenizer: Any) -> None:
        texts = [str(t).replace("Ġ", " ") for t in tokenizer.convert_ids_to_tokens(range(len(tokenizer)))]
        self._texts = texts
        self.end = int(tokenizer.convert_tokens_to_ids("<|im_end|>"))
        self._sigils = {t: i for i, t in enumerate(texts) if re.fullmatch(r" ?[@$*#]", t)}
        self._letters = {t: i for i, t in enumerate(texts) if re.fullmatch(r"[A-Z]", t)}
        plain = [bool(_WORDS.fullmatch(t)) for t in texts]
        lower = [ok and (t.lower() == t or t in _SELF) for ok, t in zip(plain, texts, strict=True)]
        starts = [ok and (t.lower() == t or bool(_CAPITAL.fullmatch(t))) for ok, t in zip(plain, texts, strict=True)]
        apart = [ok and not t[0].isalnum() for ok, t in zip(lower, texts, strict=True)]
        spaced = [ok and t.startswith(" ") for ok, t in zip(starts, texts, strict=True)]
        self._within, self._first, self._after_marker, self._next = map(_mask, (lower, starts, apart, spaced))

    def text(self, token: int) -> str:
        """Return a token's text."""
        return self._texts[token]

    def only(self, logits: torch.Tensor, told: str, slots: frozenset[str]) -> torch.Tensor:
        """Return `logits` with every token at minus infinity that may not follow `told`."""
        if told and told[-1] in "@$*#":
            letters = [self._letters[marker[1]] for marker in slots if marker[0] == told[-1]]
            chosen = torch.full_like(logits, NEVER)
            chosen[letters] = logits[letters]
            return chosen
        ended = bool(_SENTENCE_END.search(told))
        after_marker = bool(_MARKER_END.search(told))
        mask = self._next if ended else self._after_marker if after_marker else self._within if told else self._first
        masked = logits + mask
        known = {marker[0] for marker in slots}
        for text, token in self._sigils.items():
            fits = text.startswith(" ") or not told
            masked[token] = logits[token] if fits and text.strip() in known else NEVER
        masked[self.end] = logits[self.end] if ended else NEVER
        return masked


def _mask(fits: list[bool]) -> torch.Tensor:
    mask = torch.full((len(fits),), NEVER)
    mask[torch.tensor(fits)] = 0.0
    return mask
