"""Read prices as feeds write them into hundredths of the major unit."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import NamedTuple

from price_parser import Price

from knowledge.feeds.refused import BadField

HIGHEST_CENTS = 10_000_000 * 100
_PLAIN = re.compile(r"([A-Z]{3} )?(\d{1,12}(?:\.\d{1,2})?|\d{4,12}\.\d+|0\.\d+)( [A-Z]{3})?")
_NEGATIVE = re.compile(r"^\W*[-\u2212\u2013\u2014]\s*\W{0,3}\d|^[^\d]*[-\u2212]\s*\d|^\(.*\)$|\d\s*[-\u2212]$")
_NUMBER = re.compile(r"\d+(?:[.,'\u2019\u00a0\u202f ]\d+)*")
_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN"})
_SYMBOLS = {"£": "GBP", "€": "EUR", "元": "CNY", "￥": "CNY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY",
"zł": "PLN",
            "Kč": "CZK", "R$": "BRL", "HK$": "HKD", "NT$": "TWD", "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD",
            "AU$": "AUD", "S$": "SGD", "CHF": "CHF", "RMB": "CNY", "CN¥": "CNY", "JP¥": "JPY"}  # fmt: skip


class Money(NamedTuple):
    """An amount in hundredths of the major unit of `currency` ("" where the feed did not say)."""

    cents: int
    currency: str


def read_money(raw: object, field: str = "price", currency: str = "") -> Money:
    """Return the amount in `raw`; raises BadField where it is missing, unreadable, zero, negative or absurd.

    `currency` settles what a bare "$" or "¥" means.
    """
    if isinstance(raw, str):
        money = _from_text(raw, field, currency)
    elif isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        money = Money(_cents(str(raw), field), "")
    else:
        raise BadField(field, f"has a {field} that is not a number: write it as 12.50 or 12.50 GBP.")
    return _sane(money, field)


def _from_text(raw: str, field: str, currency: str) -> Money:
    text = " ".join(raw.split())
    if plain := _PLAIN.fullmatch(text):
        said = (plain[1] or plain[3] or "").strip()
        return Money(_cents(plain[2], field), said)
    if not any(c.isdigit() for c in text):
        raise BadField(field, f"has a {field} without a number ({_short(raw)}): write it as 12.50 or 12.50 GBP.")
    if _NEGATIVE.search(text):
        raise BadField(field, f"has a negative {field} ({_short(raw)}): correct it.")
    if len(_NUMBER.findall(text)) != 1:
        raise BadField(field, f"has several numbers in its {field} ({_short(raw)}): give one.")
    parsed = Price.fromstring(text)
    if parsed.amount is None:
        raise BadField(field, f"has an unreadable {field} ({_short(raw)}): write it as 12.50 or 12.50 GBP.")
    return Money(_cents(str(parsed.amount), field), _iso(parsed.currency or _symbol(text), currency))


def _cents(number: str, field: str) -> int:
    try:
        amount = Decimal(number)
        if not amount.is_finite() or abs(amount) > 10**12:
            raise BadField(field, f"has an absurd {field} ({_short(number)}): correct it.")
        return int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))
    except InvalidOperation:
        raise BadField(field, f"has an unreadable {field} ({_short(number)}): write it as 12.50.") from None


def _symbol(text: str) -> str:
    """Return a currency's sign that price-parser does not know."""
    return next((symbol for symbol in _SYMBOLS if symbol in text), "")


def _iso(symbol: str, currency: str) -> str:
    if symbol == "$":
        return currency if currency in _DOLLARS else "USD"
    if symbol in ("¥", "￥"):
        return currency if currency in ("CNY", "JPY") else "CNY"
    known = _SYMBOLS.get(symbol, symbol.upper())
    return known if re.fullmatch("[A-Z]{3}", known) else ""


def _sane(money: Money, field: str) -> Money:
    if money.cents < 0:
        raise BadField(field, f"has a negative {field} ({money.cents / 100:.2f}): correct it.")
    if money.cents == 0:
        raise BadField(field, f"has a {field} of 0: give the real one or remove the row.")
    if money.cents > HIGHEST_CENTS:
        raise BadField(field, f"has an absurd {field} ({money.cents / 100:.2f}): the highest accepted is 10,000,000.")
    return money


def _short(raw: str) -> str:
    return repr(raw if len(raw) <= 30 else raw[:30] + "…")
