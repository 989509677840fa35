"""Product types that no list has: what the tagger marks, or the noun after a word of wishing."""

import re
from collections.abc import Sequence

from agents.turn import Tagged
from agents.understanding.linking import Mention
from knowledge.words import is_chinese, key, word_list, words

UNLISTED = 0.6  # closeness of a product type that neither the catalogue nor the glossary lists
_WISH = re.compile(
    r"\b(?:looking for|search(?:ing)? for|shopping for|hunting for|need|want|buy|find(?: me)?|show me|"
    r"get(?: me)?|purchase|after|sell|stock|carry|(?:do you|you guys|u) have|got any|"
    r"recommend(?: me)?)\s+"
    r"(?:to (?:buy|get|find|purchase|order|see) )?(?:me )?(?:some |any |an? |the |new |good |nice |great |"
    r"really |pairs? of |another |several |few |kind of |sort of |best |decent )*(?P<phrase>(?!to\b|it\b|"
    r"you\b|that\b|this\b)[a-z][a-z' -]{2,60})",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\b(?:for|with|in|under|below|that|which|who|from|to|please|and|or|but|over|around|at|on|is|are|can|"
    r"could|by|of|because|so|if|when|as|not|without|less|between|made|than|like|about|up|pls|plz|thats|i|"
    r"you|my|it|available|now|today|there|less|more|suitable|do|does|would)\b|[,.;!?]",
    re.IGNORECASE,
)
_NO_KIND = word_list("no_product_types")


_VAGUE = word_list("vague_words")


def widened(
    text: str,
    start: int,
    end: int,
    value: str,
    tagged: Tagged | None,
    named: Sequence[Mention],
    taken: Sequence[tuple[int, int]],
) -> tuple[int, int, str]:
    """Return the type with the words that the tagger counts to it and nothing else explains ("shower brush")."""
    for span in tagged.spans if tagged else ():
        if (
            span.label == "core_product_type"
            and span.start < start <= span.end
            and span.end >= end
            and not is_chinese(span.text)
        ):
            extra = text[span.start : start]
            explained = any(m.start < start and m.end > span.start for m in named) or any(
                a < start and b > span.start for a, b in taken
            )
            if not explained and re.fullmatch(r"[a-z -]+", extra, re.IGNORECASE):
                return span.start, end, f"{key(extra)} {value}"
    return start, end, value


def unlisted(text: str, tagged: Tagged | None, known: Sequence[tuple[int, int]]) -> tuple[int, int, str]:
    """Return a product type that no list has: what the tagger marks, or the noun after a word of wishing."""
    for span in tagged.spans if tagged else ():
        free = not any(a < span.end and span.start < b for a, b in known)
        if span.label == "core_product_type" and free and _names_something(span.text):
            return span.start, span.end, key(span.text)
    for m in _WISH.finditer(text):
        stop = _STOP.search(m["phrase"])
        phrase = m["phrase"][: stop.start()] if stop else m["phrase"]
        last = next(iter(reversed(words(phrase))), None)
        if last is None:
            continue
        start = m.start("phrase") + last.start
        free = not any(a < start + len(last.text) and start < b for a, b in known)
        if (
            free
            and not {last.text.lower(), last.key} & _NO_KIND
            and len(last.text) > 2
            and not last.text.lower().endswith(("ing", "er", "ly", "est"))
        ):
            return _with_noun_before(text, m.start("phrase"), start, last.key, known)
    return 0, 0, ""


def _with_noun_before(
    text: str, first: int, start: int, noun: str, known: Sequence[tuple[int, int]]
) -> tuple[int, int, str]:
    """Return a noun with the one unexplained word before it: "spice rack", but "rack" of "big rack"."""
    end = start + len(noun)
    before = next(iter(reversed(words(text[first:start]))), None)
    if (
        before is None
        or before.key in _VAGUE
        or any(a < first + before.end and first + before.start < b for a, b in known)
    ):
        return start, end, noun
    return first + before.start, end, f"{before.key} {noun}"


def _names_something(said: str) -> bool:
    """Whether a span may name a kind of product: it is English, not ruled out, and more than small words."""
    small = all(_STOP.fullmatch(word.text) or word.text.isdigit() for word in words(said))
    return not small and key(said) not in _NO_KIND and not is_chinese(said)
