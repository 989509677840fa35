"""Percentages and talk of sales: off a product's own price, or by how much one is cheaper or dearer than another."""

import re

from agents.replies.claims.money import limits
from agents.replies.claims.setting import Kind, Setting
from agents.replies.records import text_of
from knowledge.product import Product

_PERCENT_LESS_AFTER = r"^\S+\s*(?:less|cheaper|lower|to be saved|below)"
_PERCENT_LESS_BEFORE = r"(?:便宜|低了?|省下?|save(?:s)?(?: you)?|savings? of)\s*$"
_PERCENT_MORE_AFTER = r"^\S+\s*(?:more|over|above|dearer|higher)"
_PERCENT_MORE_BEFORE = r"(?:贵|高出?|超出预算|超出|stretching by)\s*$"
DISCOUNT = re.compile(
    r"(?P<percent>\d+(?:\.\d+)?)\s*(?:%|percent|per cent)\s*(?:off|discount|less|cheaper|reduction|的?优惠|的?折扣)?"
    r"|(?P<fold>\d(?:\.\d)?|[一二三四五六七八九](?:[一二三四五六七八九])?)\s*折|打折|折扣"
    r"|\ba (?P<part>half|third|quarter|fifth|tenth) (?:off|less|cheaper|lower)\b"
    r"|half[- ]price|半价|\bdiscount(?:ed|s)?\b|\bon sale\b|\bsale price\b|\breduced\b|\bmarked down\b"
    r"|\bprice drop\b|\bdown from\b|\bbargain\b|\bdeal\b"
    r"|特价|促销|降价|优惠|秒杀|满减|活动价"
    r"|(?P<never>\b(?:coupon|voucher|promo(?:tion)?(?:al)?|discount) ?(?:code|card)?s?\b(?! to)|\bgift (?:code"
    r"|card)s?\b"
    r"|\bfree gift\b|\bfreebie\b|\bbuy one\b|\bcashback\b"
    r"|优惠券|优惠码|折扣码|赠品|买一送一|返现|送好礼|免费赠送)",
    re.I,
)  # fmt: skip
_PARTS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}


def _discount_backed(found: re.Match[str], here: Setting) -> bool:
    if found["never"] and found["never"].lower() not in ("discount", "discounts"):
        return _in_passages(found.group(), here)
    subject = here.subject(found.start(), found.end())
    if found["percent"]:
        if _is_fact(found, subject, here):
            return True
        percent = float(found["percent"])
        compared = _gap_backed(percent, found, here) and not re.search(r"off|discount", found.group(), re.I)
        return compared or _cut(subject, 100 - percent, 0.5) or _in_passages(found.group(), here)
    if found["part"]:
        percent = _PARTS[found["part"].lower()]
        return _cut(subject, 100 - percent, 1.0) or _gap_backed(round(percent), found, here)
    if found["fold"]:
        return _cut(subject, _fold(found["fold"]), 0.5)
    if found.group().lower() in ("half-price", "half price", "半价"):
        return _cut(subject, 50, 0.5)
    return subject is not None and subject.on_sale


def _gap_backed(percent: float, found: re.Match[str], here: Setting) -> bool:
    """Whether a percentage is by how much the subject is cheaper or dearer than another, or over the limit."""
    subject, other = here.sides(found.start(), found.end())
    before, after = here.masked[: found.start()], found.group() + here.masked[found.end() :]
    down = re.search(_PERCENT_LESS_AFTER, after, re.I) or re.search(_PERCENT_LESS_BEFORE, before, re.I)
    up = re.search(_PERCENT_MORE_AFTER, after, re.I) or re.search(_PERCENT_MORE_BEFORE, before, re.I)
    if subject is None or bool(down) == bool(up):
        return False
    others = [other] if other is not None else here.others(subject)
    against = [p.now_cents for p in others if p.currency == subject.currency]
    against += limits(here) if up and other is None else []
    gaps = [(1 - subject.now_cents / cents) * 100 * (1 if down else -1) for cents in against if cents]
    return any(gap > 0 and abs(gap - percent) <= 0.51 for gap in gaps)


def _is_fact(found: re.Match[str], subject: Product | None, here: Setting) -> bool:
    """Whether a percentage is a recorded property, such as "100% cotton", and is not spoken of as a discount."""
    spoken_of = re.search(
        r"off|discount|less|cheaper|reduc|优惠|折", found.group() + here.masked[found.end() : found.end() + 10], re.I
    )
    if spoken_of or subject is None:
        return False
    return re.search(rf"(?<![\d.]){re.escape(found['percent'])}\s?%", text_of(subject, here.language)) is not None


def _fold(said: str) -> float:
    digits = "".join(str(_DIGITS.get(c, c)) for c in said)
    number = float(digits)
    return number * 10 if number < 10 else number


def _cut(product: Product | None, percent_left: float, slack: float) -> bool:
    if product is None or not product.on_sale:
        return False
    return abs(product.now_cents / product.price_cents * 100 - percent_left) <= slack


def _in_passages(words: str, here: Setting) -> bool:
    return any(words.strip().lower() in p.answer.lower() for p in here.records.passages)


KINDS = (Kind("discount", DISCOUNT, _discount_backed),)
