"""Personal data in free text, English and Chinese: found by form, checksum and what stands beside it, and masked."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from knowledge.pii.addresses import addresses
from knowledge.pii.cards import cards
from knowledge.pii.contacts import emails, phones
from knowledge.pii.folding import fold
from knowledge.pii.ids import ids
from knowledge.pii.span import Kind, Span

__all__ = ["Masked", "Pii", "mask", "mask_json", "without_marks"]
# Each finder sees what those before it left over, so that the surest go first.
_FINDERS: tuple[tuple[Kind, Callable[[str], Iterator[Span]]], ...] = (
    ("email", emails),
    ("card", cards),
    ("id", ids),
    ("phone", phones),
    ("address", addresses),
)

_MARKS = re.compile(r"\[(?:email|phone|card|address|id)\]")
# What people put beside such a value to say what it is: "my card number is [card]", "[card] is my card".
_CALLED = {
    "card": (r"card|visa|mastercard|amex", "卡"),
    "phone": (r"phone|mobile|cell|telephone|tel|number", "手机|电话|联系方式"),
    "email": (r"e-?mail|mail", "邮箱|邮件|电邮"),
    "address": (r"address", "地址|住址"),
    "id": (r"id|passport|ssn|social security|driving licen[cs]e|driver'?s licen[cs]e", "身份证|护照|驾照"),
}
_KINDS_OF = r"(?:credit|debit|bank|payment|home|work|delivery|shipping|billing|cell|mobile|phone|identity|new|old)"
_NAMED = r"(?:\s*(?:number|no\.?|address|is|was|[:=]))"
_MINE = r"(?:(?:and|so|here is|here's|this is|it is)\s+)?(?:my|our)"
_ZH = (
    r"(?:(?:这是|我的|我)\s*)*(?:信用|银行|储蓄|借记|收货|家庭|电子)*"
    r"(?:{words})(?:号码|号|地址)?\s*(?:是|为|就是)?\s*[:：]?"
)


def _told(kind: str, english: str, chinese: str) -> re.Pattern[str]:
    """Return what finds a value with its name: somebody's own, or one that "is", "number" or a new clause announces."""
    name = rf"(?:{_KINDS_OF}\s+)*(?:{english})"
    before = (
        rf"\b{_MINE}\s+{name}{_NAMED}*|\b{name}{_NAMED}+|(?:^|(?<=[,.;!?，。；]))\s*{name}|{_ZH.format(words=chinese)}"
    )
    after = rf"is (?:my|our) {name}{_NAMED}*|是我的?(?:{chinese})(?:号码|号)?"
    return re.compile(rf"(?:{before})\s*\[{kind}\][.!。！]?|\[{kind}\]\s*(?:{after})[.!。！]?", re.IGNORECASE)


_TOLD = tuple(_told(kind, *names) for kind, names in _CALLED.items())
_PIECE = 8000
_MAYBE = re.compile(r"[\d@#%]|dot|[\[(] ?at|[一二三四五六七八九十].?[号栋幢弄]", re.IGNORECASE)


@dataclass(frozen=True)
class Pii:
    """One personal value: `value == text[start:end]` of the text that was masked."""

    kind: Kind
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Masked:
    """A text with [email], [phone], [card], [address] and [id] in place of what was found, in the order found."""

    text: str
    items: tuple[Pii, ...] = ()


def mask(text: str) -> Masked:
    """Return the text without personal data, and what that was; a text without any is returned as it is."""
    if len(text) > _PIECE:
        return _in_pieces(text)
    left, found = fold(text), list[Pii]()
    if not _MAYBE.search(left):
        return Masked(text)
    for kind, find in _FINDERS:
        for start, end in list(find(left)):
            if "\0" not in left[start:end]:
                found.append(Pii(kind, text[start:end], start, end))
                left = left[:start] + "\0" * (end - start) + left[end:]
    found.sort(key=lambda item: item.start)
    return Masked(_without(text, found), tuple(found))


def _in_pieces(text: str) -> Masked:
    """Mask a long text piece by piece: some finders take the square of the length."""
    cut = text.rfind(" ", 1, _PIECE) + 1 or _PIECE
    first, rest = mask(text[:cut]), mask(text[cut:])
    moved = (replace(item, start=item.start + cut, end=item.end + cut) for item in rest.items)
    return Masked(first.text + rest.text, (*first.items, *moved))


def without_marks(text: str) -> str:
    """Return a masked text without what stands for personal data, and without what it was called.

    "[phone]" is no word of the shopper's, and who writes "my card is [card]" looks for no cards.
    """
    for told in _TOLD if "[" in text else ():
        text = told.sub(" ", text)
    return re.sub(r" {2,}", " ", _MARKS.sub(" ", text)).lstrip(" ,，").rstrip()


def mask_json(value: Any) -> Any:
    """Return a JSON value with every text in it masked."""
    match value:
        case str():
            return mask(value).text
        case dict():
            return {key: mask_json(part) for key, part in value.items()}
        case list() | tuple():
            return [mask_json(part) for part in value]
    return value


def _without(text: str, items: list[Pii]) -> str:
    parts, at = list[str](), 0
    for item in items:
        parts += [text[at : item.start], f"[{item.kind}]"]
        at = item.end
    return "".join([*parts, text[at:]])
