"""Email addresses and telephone numbers."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException

from knowledge.pii.span import Span, before, is_shop_number

_WORD = r"[A-Za-z0-9\u00c0-\u024f]"
_EMAIL = re.compile(
    rf"(?<![\w.+-])?{_WORD}[\w.+%'-]{{0,63}}(?:@|%40|\s?[\[(]\s?at\s?[\])]\s?|\s?#at#\s?)"
    rf"{_WORD}[\w-]*(?:(?:\.|\s?[\[(]\s?dot\s?[\])]\s?){_WORD}[\w-]*)+",
    re.ASCII | re.IGNORECASE,
)
_SPOKEN_EMAIL = re.compile(
    rf"{_WORD}[\w.+-]* at {_WORD}[\w-]*(?: dot {_WORD}[\w-]*)* dot [a-z]{{2,6}}\b", re.IGNORECASE
)
_RUN = re.compile(
    r"(?<![\w.,/#$€£¥-])(?:\+|00)?\(?\+?\d(?:[ ().\-/]{0,3}\d){6,16}(?!\w|[.,]\d|-[A-Za-z0-9]|\s?[%°])", re.ASCII
)
_CUE = re.compile(
    r"(?:\b(?:phones?|tel|telephone|mobile|cell|cellphone|call(?: me| us)?|text(?: me)?|sms|ring me|reach me|"
    r"whatsapp|contact|dial|fax|my (?:new )?number|number)\b|电话|手机|联系|致电|打给|座机|号码|短信|传真|微信)"
    r"[^\d\n]{0,18}$",
    re.IGNORECASE,
)
_CHINESE_MOBILE = re.compile(r"(?:0086|86)?1[3-9]\d{9}")
_WAYS = {  # how people group the digits of a national number, by region
    "US": {(3, 3, 4), (1, 3, 3, 4), (10,), (3, 7), (11,)},
    "GB": {(5, 6), (5, 3, 3), (3, 4, 4), (4, 3, 4), (11,), (4, 7), (5, 5), (4, 6), (3, 8)},
    "CN": {(3, 8), (4, 7), (4, 8), (3, 4, 4), (4, 4, 4), (4, 3, 4), (11,), (12,)},
}


def emails(text: str) -> Iterator[Span]:
    """Yield where email addresses stand, also those written with "at" and "dot"."""
    for pattern in (_EMAIL, _SPOKEN_EMAIL):
        for found in pattern.finditer(text):
            yield found.start(), found.end() - len(found[0]) + len(found[0].rstrip(".'-"))


def phones(text: str) -> Iterator[Span]:
    """Yield where telephone numbers stand; a number that the shop calls its own is none."""
    for run in _RUN.finditer(text):
        start = run.start()
        end = run.end()
        if text[start] == "(" and ")" not in run[0]:
            start += 1
        if _is_phone(text[start:end], before(text, start), is_shop_number(text, start)):
            yield start, end


def _is_phone(said: str, before_it: str, shop_number: bool) -> bool:
    digits = re.sub(r"\D", "", said)
    if shop_number:
        return False
    cued = _CUE.search(before_it) is not None
    if said.startswith(("+86", "0086")) and _CHINESE_MOBILE.fullmatch(digits):
        return True
    if said.startswith(("+", "00", "(+")):
        return _possible("+" + digits.removeprefix("00")) or (cued and len(digits) >= 9)
    groups = tuple(len(group) for group in re.findall(r"\d+", said))
    if _CHINESE_MOBILE.fullmatch(digits) and (len(groups) == 1 or groups in {(3, 4, 4), (3, 8), (2, 11), (2, 3, 4, 4)}):
        return True
    if cued:
        return 7 <= len(digits) <= 13 and not _is_date(said)
    return any(groups in ways and _fits(digits, region) for region, ways in _WAYS.items())


def _fits(digits: str, region: str) -> bool:
    if region == "US":
        return digits[0] != "0" and _valid(digits, "US")
    mobile = region == "GB" and re.fullmatch(r"07\d{9}", digits) is not None  # ranges are given out all the time
    return mobile or (digits[0] == "0" and _valid(digits, region))


def _is_date(said: str) -> bool:
    return (
        re.fullmatch(r"(?:19|20)\d\d[-./ ]?\d{1,2}[-./ ]?\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d", said)
        is not None
    )


def _possible(number: str) -> bool:
    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(number, None)))
    except NumberParseException:
        return False


def _valid(number: str, region: str) -> bool:
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, region)))
    except NumberParseException:
        return False
