"""Amounts of money and discounts: each beside its own product, in its own role."""

import re

from agents.replies.claims.setting import Kind, Setting
from agents.replies.spoken import SYMBOLS, labels
from knowledge.product import Product, Variant

_SYMBOL = r"CA\$|A\$|US\$|[$€£¥￥₹]"
_CODE = (
    r"USD|EUR|GBP|CNY|RMB|JPY|INR|CAD|AUD|CHF|SEK|dollars?|euros?|pounds?|yuan|bucks|cents|人民币|美元|美金|欧元|英镑"
    r"|日元|元|块钱?|刀"
)
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
AMOUNT = re.compile(
    rf"(?:(?P<symbol>{_SYMBOL})\s?(?P<first>{_NUMBER})|(?P<second>{_NUMBER})\s?(?P<code>{_CODE})(?![A-Za-z]))", re.I
)
_CURRENCY = {
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY JPY", "￥": "CNY JPY", "₹": "INR", "CA$": "CAD",
    "A$": "AUD",
    "DOLLAR": "USD CAD AUD", "DOLLARS": "USD CAD AUD", "BUCKS": "USD", "美元": "USD", "美金": "USD", "刀": "USD",
    "EURO": "EUR",
    "EUROS": "EUR", "欧元": "EUR", "POUND": "GBP", "POUNDS": "GBP", "英镑": "GBP", "YUAN": "CNY", "RMB": "CNY",
    "人民币": "CNY",
    "元": "CNY", "块": "CNY", "块钱": "CNY", "日元": "JPY",
}  # fmt: skip
_LESS_AFTER = r"^\s*(?:less|cheaper|lower|off|below|under(?! your)|in savings|saved)|^\s*(?:便宜|更便宜)"
_LESS_BEFORE = (
    r"(?:sav\w+(?: you)?|keep|knocks?(?: off)?|for(?= \S+ (?:less|cheaper))|reduced by|drops? by"
    r"|cheaper by|less by|down by)\s*(?:of |about )?$"
)
_LESS_ZH = r"(?:便宜|省下?|少花?|差价|减|立减|降了?|优惠)(?:了|约)?\s*$"
_MORE_AFTER = r"^\s*(?:more|over|above|dearer|extra|higher|too much)"
_MORE_BEFORE = r"(?:stretching by|dearer by|over by|costs? an extra|up by)\s*$"
_MORE_ZH = r"(?:贵|多花?|超出.{0,8}|高出.{0,6}|超了?|超过预算)(?:了|约)?\s*(?:共\s*)?$"
_WAS = re.compile(
    r"(?:\bwas|usual(?:ly)?(?: price(?: of)?)?|instead of|down from|from|regular(?:ly)?(?: price)?"
    r"|list price(?: of)?|"
    r"originally|used to (?:be|cost)|原价(?:是|为)?|划线价|从|日常价)\s*$", re.I,
)  # fmt: skip
_FROM = re.compile(r"(?:starts? at|starting (?:at|from)|起|from)\s*$", re.I)
_LIMIT_BEFORE = re.compile(
    r"(?:your|limit of|budget of|budget is|the|within|under|预算(?:是|为)?|您的|不超过|你说的|以内的)\s*$", re.I
)
_BUDGET = re.compile(r"(?:\byour|\bbudget of|\blimit of|预算(?:是|为)?)\s*$", re.I)
_LIMIT_AFTER = re.compile(r"^\s*(?:budget|limit|you (?:set|had|mentioned|gave)|(?:的)?预算|以内|以下|之内)", re.I)
_TOTAL_BEFORE = re.compile(
    r"(?:total(?: of| is| comes to|:)?(?: now)?|comes to|together|in all|altogether|that leaves|cart is now|合计"
    r"|一共|总共|共计|总价)\s*(?:that's |is )?$",
    re.I,
)


def cents_of(found: re.Match[str]) -> int:
    """Return the amount that AMOUNT matched, in hundredths."""
    number = found["first"] or found["second"]
    return round(float(number.replace(",", "")) * 100)


def _amount_backed(found: re.Match[str], here: Setting) -> bool:
    cents, subject = cents_of(found), here.subject(found.start(), found.end())
    before, after = here.masked[: found.start()], here.masked[found.end() :]
    if _TOTAL_BEFORE.search(before) and here.records.done:
        return _among(cents, here.records.values("total"))
    if subject is None or not _right_currency(found, subject):
        return _in_limits(cents, here, before, after)
    if _BUDGET.search(before) and _in_limits(cents, here, before, after):
        return True
    down = bool(
        re.search(_LESS_AFTER, after, re.I) or re.search(_LESS_BEFORE, before, re.I) or re.search(_LESS_ZH, before)
    )
    up = bool(
        re.search(_MORE_AFTER, after, re.I) or re.search(_MORE_BEFORE, before, re.I) or re.search(_MORE_ZH, before)
    )
    if down or up:
        return _difference_backed(cents, found, here, down)
    if _WAS.search(before) and (subject.on_sale or not _FROM.search(before)):
        return subject.on_sale and cents == subject.price_cents
    if _is_limit(before, after):
        return _in_limits(cents, here, before, after) or _price_backed(cents, found, subject, here)
    return _price_backed(cents, found, subject, here)


def _is_limit(before: str, after: str) -> bool:
    return bool(_LIMIT_BEFORE.search(before) or _LIMIT_AFTER.search(after))


def _in_limits(cents: int, here: Setting, before: str, after: str) -> bool:
    """Whether an amount is a limit that the shopper set, spoken of as such."""
    stated = [round(float(n.replace(",", "")) * 100) for n in re.findall(_NUMBER, here.records.said)]
    return _is_limit(before, after) and (cents in stated or _among(cents, here.records.values("limit")))


def _price_backed(cents: int, found: re.Match[str], subject: Product, here: Setting) -> bool:
    told = meant(subject, here.words(found.start(), found.end()))
    if told is not None:
        return cents in {_now(v, subject) for v in told}
    starts = [_now(v, subject) for v in subject.variants]
    if starts and _FROM.search(here.masked[: found.start()]):
        return cents == min([*starts, subject.now_cents])
    return cents == subject.now_cents


def _now(variant: Variant, product: Product) -> int:
    price = variant.sale_price_cents if variant.sale_price_cents is not None else variant.price_cents
    return product.now_cents if price is None else price


def meant(product: Product, words: str) -> list[Variant] | None:
    """Return the variants that a clause singles out by colour, size or material; None where it singles out none.

    An empty list is a combination that is not sold.
    """
    kept, told = list(product.variants), False
    for name in ("color", "size", "material"):
        values = {getattr(v, name).lower() for v in product.variants} - {""}
        named = {value for value in values if _said(value, words, name) or _said_in_chinese(value, words)}
        if named:
            told = True
            kept = [v for v in kept if getattr(v, name).lower() in named]
    return kept if told else None


def _said(value: str, words: str, name: str) -> bool:
    if len(value) > 2 or not value.isascii():
        return value in words
    # A size such as "M" or "42" counts only where it is spoken of as a size.
    return (
        bool(re.search(rf"(?:size|in|尺码|码)\s*{re.escape(value)}(?![\w.])|(?<![\w.$]){re.escape(value)}\s*码", words))
        and name == "size"
    )


def _said_in_chinese(value: str, words: str) -> bool:
    return value in labels("zh") and labels("zh")[value] in words


def _difference_backed(cents: int, found: re.Match[str], here: Setting, down: bool) -> bool:
    subject, other = here.sides(found.start(), found.end())
    if subject is None:
        return False
    if down and other is None and subject.on_sale and cents == subject.price_cents - subject.now_cents:
        return True
    named = [other] if other is not None else here.others(subject)
    others = [p for p in named if p.currency == subject.currency]
    gaps = [(p.now_cents - subject.now_cents) * (1 if down else -1) for p in others]
    if not down and other is None:
        gaps += [subject.now_cents - limit for limit in limits(here)]
    return any(gap > 0 and gap == cents for gap in gaps)


def limits(here: Setting) -> list[int]:
    """Return the limits that the shopper set and that the plan shows, in hundredths."""
    shown = [found for value in here.records.values("limit") if (found := AMOUNT.search(value))]
    said = [round(float(n.replace(",", "")) * 100) for n in re.findall(_NUMBER, here.records.said)]
    return [cents_of(found) for found in shown] + said


def _among(cents: int, values: tuple[str, ...]) -> bool:
    return any(cents_of(found) == cents for value in values for found in AMOUNT.finditer(value))


def _right_currency(found: re.Match[str], product: Product) -> bool:
    unit = (found["symbol"] or found["code"]).upper()
    known = _CURRENCY.get(unit, unit)
    return product.currency in known.split() or SYMBOLS.get(product.currency) == found["symbol"]


KINDS = (Kind("money", AMOUNT, _amount_backed),)
