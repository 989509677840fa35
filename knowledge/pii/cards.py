"""Payment cards: numbers of a known issuer whose check digit holds, and what is said to be a card's number or code."""

import re
from collections.abc import Iterator

from knowledge.pii.span import Span, before, is_shop_number

_RUN = re.compile(r"(?<![\w.])\d(?:[ -]{0,3}\d){12,18}(?![\w])", re.ASCII)
_SAID = re.compile(
    r"\b(?:(?:credit|debit|bank|visa|mastercard|amex)(?: ?cards?)?|card)\b(?:\s*(?:no|number|num|is|[:：#.]))*\s*$"
    r"|(?:卡号|信用卡|银行卡|储蓄卡)(?:号码?|是|为|[:：\s])*$",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?:\b(?:cvv2?|cvc2?|csc|security code)|安全码|验证码)(?:\s*(?:is|code|是|为|[:：]))*\s*(\d{3,4})(?!\d)",
    re.IGNORECASE,
)
# ISO/IEC 7812 issuer prefixes and lengths: Visa, Mastercard, Amex, Diners, Discover, JCB, UnionPay.
_ISSUERS = re.compile(
    r"4(?:\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}"
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17}"
)


def cards(text: str) -> Iterator[Span]:
    """Yield where card numbers and their security codes stand."""
    for run in _RUN.finditer(text):
        digits = re.sub(r"\D", "", run[0])
        if _SAID.search(before(text, run.start())) or (_is_card(digits) and not _is_shop_s(text, run)):
            yield run.span()
    for code in _CODE.finditer(text):
        yield code.span(1)


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    doubled = [int(d) * 2 for d in digits[-2::-2]]
    return (sum(int(d) for d in digits[-1::-2]) + sum(d - 9 if d > 9 else d for d in doubled)) % 10 == 0


def _is_card(digits: str) -> bool:
    return _ISSUERS.fullmatch(digits) is not None and luhn(digits)


def _is_shop_s(text: str, run: re.Match[str]) -> bool:
    return run[0].isdigit() and is_shop_number(text, run.start())
