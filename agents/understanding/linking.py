"""What of the text names something in the catalogue or the glossary, misspelt words repaired by closeness."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from agents.understanding.nearby import just_before
from knowledge.constraints import AttributeValue
from knowledge.segment import word_ends
from knowledge.terms import Term
from knowledge.vocabulary import LONGEST, Vocabulary
from knowledge.words import Word, common_words, is_chinese, key, word_list, words

Stretch = tuple[int, int]

_JOINING = re.compile(r"[\s'’\-–/&.+]*")
_FUZZY_FIELDS = ("brand", "product_type", "color", "material")
_FIRST = ("product_type", "brand", "color", "material", "audience")
_BY_CHANCE = word_list("brands_by_chance")
_STRONG_AUDIENCES = word_list("plain_audiences")
_FOR = re.compile(
    r"\b(?:for|to|gift|my|our|his|her|an?|the|old|little|from)\s+(?:\d+\s?(?:years?|yrs?)?[- ]?old\s+)?$", re.IGNORECASE
)
_HAS = re.compile(
    r"(?:\b(?:with|without|has|having|no|includes?|including|built[- ]in|integrated|w/o|w/|(?:with|"
    r"without|no)\s+[a-z ]{2,20}\s(?:and|or))\s+(?:an?\s+|any\s+|the\s+|built[- ]in\s+)?"
    r"|[带有含无配]|没有|不带|不要带|自带|内置|附带|附|不要|要)\s*$",
    re.IGNORECASE,
)
_KEEPS = re.compile(
    r"\b(?:have|has|had|got|own|owns|keep|with) (?:an?|two|three|some|\d) (?:\w+ )?$", re.IGNORECASE
)  # "we have a dog"
_FALLS = re.compile(r"\s+(?:out|off|apart|down|asleep|over|between|under|within|short|in love|into)\b", re.IGNORECASE)
_WEAK_HAS = re.compile(r"(?:(?<!带)要|有)\s*$")


@dataclass(frozen=True)
class Mention:
    """text[start:end] names `value` of `field`; `closeness` is below 1 where the spelling was repaired."""

    start: int
    end: int
    text: str
    field: str
    value: AttributeValue
    closeness: float = 1.0
    count: int = 0


def mentions(text: str, vocabulary: Vocabulary, taken: Sequence[Stretch] = ()) -> list[Mention]:
    """Return what `text` (as `words.plain` gives it) names outside the `taken` stretches, longest names first."""
    pieces = [w for w in words(text) if not any(a < w.end and w.start < b for a, b in taken)]
    found: list[Mention] = []
    i = 0
    while i < len(pieces):
        size, heard = _longest(text, pieces, i, vocabulary)
        found += heard
        i += size
    return found


def _longest(text: str, pieces: Sequence[Word], i: int, vocabulary: Vocabulary) -> tuple[int, list[Mention]]:
    for size in range(min(LONGEST, len(pieces) - i), 0, -1):
        part = pieces[i : i + size]
        if not _contiguous(text, part):
            continue
        terms = vocabulary.lookup(" ".join(w.key for w in part))
        heard = _heard(text, part, terms, vocabulary)
        if heard:
            return size, heard
    repaired = _repaired(text, pieces[i], vocabulary)
    return 1, [repaired] if repaired else []


def _contiguous(text: str, part: Sequence[Word]) -> bool:
    return all(_JOINING.fullmatch(text[a.end : b.start]) for a, b in pairwise(part))


def _heard(text: str, part: Sequence[Word], terms: Iterable[Term], vocabulary: Vocabulary) -> list[Mention]:
    start, end = part[0].start, part[-1].end
    fitting = [t for t in terms if _fits(text, start, end, t, vocabulary)]
    if not fitting:
        return []
    term = _chosen(text, start, end, fitting)
    if term.field == "phrase":
        inner = mentions(str(term.value), vocabulary)  # the words that a short name stands for
        return [replace(m, start=start, end=end, text=text[start:end]) for m in inner]
    return [Mention(start, end, text[start:end], term.field, term.value, 1.0, term.count)]


def _chosen(text: str, start: int, end: int, terms: Sequence[Term]) -> Term:
    """Return the likeliest of several meanings of one phrase: a part after "with", else by field."""
    part = next((t for t in terms if t.field.startswith("parts.")), None)
    weak = just_before(_WEAK_HAS, text, start) and not (
        text[end:].strip("吗么？? ") == "的" and is_chinese(text[start:end])
    )
    if part and (len(terms) == 1 or not weak):
        return part
    if re.search(r"(?:\b(?:made (?:of|from|in)|of)|材质[是为]?)\s*$", text[:start]):
        terms = sorted(terms, key=lambda t: t.field != "material")
        if terms[0].field == "material":
            return terms[0]
    ranked = sorted(terms, key=lambda t: (_FIRST.index(t.field) if t.field in _FIRST else 9, -t.count))
    if ranked[0].field == "product_type" and len(ranked) > 1 and ranked[1].field in ("material", "color"):
        listed = re.search(r"(?:\bin|\bor|\band|,|[或和、])\s*$", text[:start]) and ranked[1].field == "color"
        return ranked[1] if listed or _a_noun_follows(text, end) else ranked[0]
    return ranked[0]


def _a_noun_follows(text: str, end: int) -> bool:
    stop = (
        r"(?:for|with|in|under|below|that|which|and|or|to|please|from|is|are|around|over|at|on|but|not|"
        r"between|less|made|by)\b"
    )
    return bool(re.match(rf"\s+(?!{stop})[a-z]", text[end:], re.IGNORECASE) or re.match(r"色?的?[㐀-鿿]", text[end:]))


def _fits(text: str, start: int, end: int, term: Term, vocabulary: Vocabulary) -> bool:
    said = text[start:end]
    if term.field == "size" or (said.lower() == "square" and re.match(r"\s(?:met|f[eo]|ft|m\b)", text[end:], re.I)):
        return False
    if term.field.startswith("parts."):
        return bool(just_before(_HAS, text, start))
    if term.field == "audience" and not is_chinese(said):
        return not just_before(_KEEPS, text, start) and (
            said.lower().replace("'", "") in _STRONG_AUDIENCES
            or _owned(text, end)
            or bool(just_before(_FOR, text, start))
        )
    if term.field == "product_type" and is_chinese(said) and _opens_a_word(text, start, end, vocabulary):
        return False
    if is_chinese(said) and len(said) == 1:
        return _single_fits(text, start, end, term)
    if (key(said) == "work" and _is_verb(text, start, end)) or (key(said) == "fall" and _FALLS.match(text, end)):
        return False
    if term.field == "brand" and key(said) in _BY_CHANCE:
        return _named_as_brand(text, start, end, vocabulary.makes.get(str(term.value), ()))
    return True


def _opens_a_word(text: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether a kind's Chinese name is only how a longer word of another meaning begins: "咖啡" of "咖啡因"."""
    for a, b in word_ends(text):
        if a <= start < end < b:
            return not vocabulary.lookup(key(text[end:b]))
    return False


def _is_verb(text: str, start: int, end: int) -> bool:
    """Whether "work" is what something does ("works with an iPhone", "does it work"), not what it is for."""
    doing = r"\b(?:to|it|they|that|this|these|which|not|will|would|does|do|can|could|should|also|still)\s+$"
    return bool(
        re.match(r"s?\s+(?:with|on|for|in|at|as|well|great|better|fine|together|when|without)\b", text[end:], re.I)
        or re.search(doing, text[:start], re.IGNORECASE)
        or (re.search(r"\b(?:does|do|will|would|can)\b", text[:start], re.IGNORECASE) and not _FOR.search(text[:start]))
    )


def _owned(text: str, end: int) -> bool:
    return bool(re.match(r"['’]?s?['’]s\b|['’]s?\b", text[end : end + 2]))


def _single_fits(text: str, start: int, end: int, term: Term) -> bool:
    """Whether one Chinese character stands as a word of its own: "黑的", "要黑", "男，" but not "黑板"."""
    after, before = text[end : end + 1], text[max(0, start - 1) : start]
    if term.field == "product_type":
        return (not is_chinese(after) or after in "，。的吧吗呢和、有要能可给我") and (
            not before or before not in "很太"
        )
    if term.field == "audience":
        return not is_chinese(after) or not is_chinese(before) or after in "的鞋包装款表裤"
    return (not is_chinese(after) or after in "的款鞋包裙" or before in "买要") and before not in "很太"


def _named_as_brand(text: str, start: int, end: int, makes: Sequence[str]) -> bool:
    """Whether a name that is also a plain word is used as a brand: "by Apple", "LG or Sharp", "a sharp tv"."""
    said, before, after = text[start:end], text[:start], text[end:]
    if re.search(r"\b(?:my|his|her|your|our|little|big)\s+$", before, re.IGNORECASE):
        return False
    if re.search(
        r"\b(?:by|from|brand|made by|not|only|prefer|except|excluding|but|than|like)\s+(?:an? )?$",
        before,
        re.IGNORECASE,
    ):
        return True
    if said[:1].isupper() and re.search(r"[a-z,]\s+$", before):
        return True
    following = key(after).split()
    phrases = {" ".join(following[i:j]) for i in range(4) for j in range(i + 1, i + 4)}
    return not phrases.isdisjoint(makes)


def _repaired(text: str, word: Word, vocabulary: Vocabulary) -> Mention | None:
    """Return what a misspelt word most likely names; words in everyday use are left alone."""
    if len(word.key) < 5 or not word.text.isalpha() or is_chinese(word.text):
        return None
    if word.key in common_words() or word.text.lower() in common_words():
        return None
    least = 84.0 if len(word.key) > 5 else 80.0
    close = vocabulary.close(word.key, _FUZZY_FIELDS, least)
    close = close or vocabulary.close(word.key.replace("f", "ph"), _FUZZY_FIELDS, least)
    if close is None or not _fits(text, word.start, word.end, close[0], vocabulary):
        return None
    term, closeness = close
    return Mention(word.start, word.end, word.text, term.field, term.value, round(closeness, 3), term.count)
