"""Numbers by which a state or a bank knows a person."""

import re
from collections.abc import Iterator
from datetime import datetime

from knowledge.pii.span import Span, before, is_shop_number

_CHINESE = re.compile(r"(?<![\w.-])[1-9]\d{5} ?(?:18|19|20)\d{2}[01]\d[0-3]\d ?\d{3}[\dXx](?![\dA-Za-z])", re.ASCII)
_SSN = re.compile(r"(?<![\w-])(?!000|666|9)(\d{3})([- ])(?!00)\d{2}\2(?!0000)\d{4}(?![\w-])", re.ASCII)
# ISO 13616: how long an account number of each country is.
_LENGTHS = {
    "AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "BR": 29, "CH": 21, "CY": 28, "CZ": 24, "DE": 22,
    "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22,
    "IL": 23, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18,
    "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TR": 26,
    "UA": 29,
}  # fmt: skip
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?!\w)", re.IGNORECASE | re.ASCII)
_NINO = re.compile(r"(?<!\w)[A-Z]{2} \d{2} \d{2} \d{2} [A-D](?!\w)", re.IGNORECASE | re.ASCII)
_SAID_EN = re.compile(
    r"\b(?:passport|ssn|social security|national insurance|nino|tax (?:id|file)|national id|identity card|id card|"
    r"driv(?:er'?s|ing)(?: license| licence)?(?! \w+ing)|licen[cs]e|dl|my id|medicare|nhs|sin|account|routing|"
    r"sort code|iban|qq|wechat)"
    r"(?:\s*(?:id|no|number|num|code|card|my|new|old|is|it's|was|[:：#.=]))*\s*"
    r"((?=[A-Z0-9 -]*\d{4}|\d\d-\d\d-\d\d)[A-Z]{0,3}\d[A-Z0-9]*(?:[ -]\d[A-Z0-9]*)*)(?!\w)",
    re.IGNORECASE | re.ASCII,
)
_SAID_ZH = re.compile(
    r"(?:护照|身份证|驾驶?证|驾照|社保|港澳通行证|通行证|台胞证|居住证|军官证|银行账[号户]|账号|QQ|qq|微信)(?:号码?|账号|是|为|改成|[:：\s])*"
    r"([A-Za-z]{0,3}\d[\dA-Za-z]{5,17}|[A-Za-z][\w-]{5,19}(?<=\d))(?!\w)",
    re.ASCII,
)
_WEIGHTS, _CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"  # GB 11643-1999


def ids(text: str) -> Iterator[Span]:
    """Yield where identity numbers, passports, bank accounts and the like stand."""
    yield from (m.span() for m in _CHINESE.finditer(text) if is_chinese_id(m[0].replace(" ", "")))
    yield from (m.span(1) for p in (_SAID_EN, _SAID_ZH) for m in p.finditer(text))
    yield from (m.span() for m in _SSN.finditer(text) if not is_shop_number(text, m.start()) and _is_ssn(m, text))
    yield from (m.span() for m in _NINO.finditer(text))
    for found in _IBAN.finditer(text):
        if end := _iban_end(found[0]):
            yield found.start(), found.start() + end


def is_chinese_id(number: str) -> bool:
    """Whether an 18-digit number is a citizen's: its date is one and its check digit holds (GB 11643-1999)."""
    try:
        datetime.strptime(number[6:14], "%Y%m%d")
    except ValueError:
        return False
    total = sum(w * int(d) for w, d in zip(_WEIGHTS, number[:17], strict=True))
    return _CHECKS[total % 11] == number[17].upper()


def is_iban(text: str) -> bool:
    """Whether an account number's check digits hold (ISO 13616: mod 97 is 1)."""
    number = text.replace(" ", "").upper()
    if len(number) != _LENGTHS.get(number[:2]):
        return False
    return int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97 == 1


def _iban_end(found: str) -> int:
    """Return how far the account number goes: words that follow look like more of it."""
    ends = [m.end() for m in re.finditer(r"[A-Za-z0-9](?= |$)", found)]
    return next((end for end in reversed(ends) if is_iban(found[:end])), 0)


def _is_ssn(found: re.Match[str], text: str) -> bool:
    return found[2] == "-" or re.search(r"ssn|social", before(text, found.start()), re.IGNORECASE) is not None
