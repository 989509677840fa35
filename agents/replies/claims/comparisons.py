"""Superlatives and comparisons, worked out again from the records."""

import re
from collections.abc import Callable

from agents.replies.claims.setting import Kind, Setting
from knowledge.product import Product

SUPERLATIVE = re.compile(
    r"(?P<cheap>\bcheapest\b|\bleast expensive\b|\bmost affordable\b|\blowest(?:[- ]priced)?(?: price)?\b"
    r"|\bbest (?:price|value|deal)\b|最便宜|价格?最低|最低价|最实惠|性价比最高|最划算)"
    r"|(?P<dear>\bmost expensive\b|\bpriciest\b|\bdearest\b|\bhighest price\b|最贵|价格?最高)"
    r"|(?P<rated>\b(?:best|highest|top)[- ](?:rated|reviewed|rating|scoring)\b|\bbest reviews?\b|评分最高|评价最[高好]"
    r"|口碑最好|好评最多)"
    r"|(?P<low>\b(?:worst|lowest)[- ](?:rated|rating|reviewed)\b|评分最低|评价最差)"
    r"|(?P<fact>\b(?:light|heavi|small|bigg|larg|long|short|tall|fast|quiet|thinn?|wid|new|strong|warm"
    r"|bright)est\b|\b(?:latest|most (?:powerful|recent))\b"
    r"|最(?:轻|重|小|大|长|短|高|快|新|薄|宽|安静|暖和|亮))"
    r"|(?P<never>\bbest[- ]?sell\w*|\bmost popular\b|\bmost (?:loved|wanted|sold)\b|\bnumber one\b|\bno\. ?1\b"
    r"|\b#1\b|\bworld'?s\b|\bon the market\b|\b(?:the|our|your) (?:very )?best\b(?![ -](?:rated|reviewe?d?s?|price"
    r"|rating))"
    r"|\bbest in\b|\bfinest\b|\bunbeatable\b|\bunmatched\b|\bperfect\b|\bflawless\b|\btop[- ]quality\b"
    r"|\baward\b|\bfavou?rite\b|\bmost (?!of\b|people\b|to\b)\w+\b|\banywhere\b"
    r"|最畅销|最受欢迎|销量|热销|热卖|爆款|第一|最好|最佳|最强|顶级|完美|全网|全国|必买|获奖|人气)",
    re.I,
)  # fmt: skip
_EVERYWHERE = re.compile(
    r"\b(?:anywhere|online|in the (?:shop|store|world|country)|on the market|we (?:sell|stock|have)|ever)\b|全网"
    r"|全店|全国|史上",
    re.I,
)


def _superlative_backed(found: re.Match[str], here: Setting) -> bool:
    subject = here.subject(found.start(), found.end())
    if found["never"] or subject is None or _EVERYWHERE.search(here.words(found.start(), found.end())):
        return False
    if found["fact"]:
        return _extreme_fact(found.group().lower(), subject, here)
    ways: dict[str, tuple[Callable[[Product], float | None], int]] = {
        "cheap": (_price, -1), "dear": (_price, 1), "rated": (_rating, 1), "low": (_rating, -1),
    }  # fmt: skip
    key = next(k for k in ways if found[k])
    measure, sign = ways[key]
    return _extreme(subject, list(here.records.products), measure, sign)


def _price(product: Product) -> float | None:
    return float(product.now_cents)


def _rating(product: Product) -> float | None:
    return product.rating


def _extreme(subject: Product, products: list[Product], measure: Callable[[Product], float | None], sign: int) -> bool:
    """Whether the subject leads all the others, of which there must be one; whoever has no value cannot lead."""
    own = measure(subject)
    rest = [measure(p) for p in products if p is not subject]
    known = [value for value in rest if value is not None]
    return own is not None and bool(known) and all(sign * own > sign * value for value in known)


COMPARISON = re.compile(
    r"(?P<cheap>\bcheaper\b|\bless expensive\b|\bmore affordable\b|\bthriftier\b|\bcosts? less\b"
    r"|\blower[- ]priced?\b|\blower price\b|\bless money\b|\bsaves? you\b|\bspend less\b"
    r"|(?<!最)便宜|更实惠|更划算|价格?更低|少花|更省)"
    r"|(?P<dear>\bdearer\b|\bpricier\b|\bmore expensive\b|\bcosts? more\b|\bhigher[- ]priced?\b|更贵|(?<!最)贵(?!姓)"
    r"|价格?更高|多花)"
    r"|(?P<rated>\b(?:better|higher)[- ](?:rat(?:ed|ing)|review(?:ed|s)|scor\w+)\b|\brated (?:better|higher)\b"
    r"|\brates? the (?:\x00| )+ ?higher|\blike the (?:\x00| )+ ?(?:better|even more)"
    r"|\b(?:better|more) liked\b|评分更高|评价更[高好]|口碑更好)"
    r"|(?P<low>\b(?:worse|lower)[- ](?:rat(?:ed|ing)|reviewed)\b|\brated (?:lower|worse)\b|评分更低|评价更差)"
    r"|(?P<fact>\b(?:light|heavi|small|bigg|larg|long|short|tall|fast|slow|quiet|loud|thinn|wid|narrow|new|old"
    r"|strong|warm|bright|thick)er\b|\bmore (?!than|of|to|on|choices|options|about|or)\w+\b"
    r"|\bless (?!than|you|on|of)\w+(?= than)"
    r"|更(?:轻|重|小|大|长|短|高|快|慢|新|旧|薄|厚|宽|窄|安静|暖和|亮|强|耐用|持久))",
    re.I,
)  # fmt: skip
# Only of price: a budget is no comparison of products.
_ASIDE = re.compile(r"(?:rather|to|would|want to|想(?:再)?|预算)\s*$|^\s*(?:a bit|a little|一点的话|些的话)", re.I)


def _comparison_backed(found: re.Match[str], here: Setting) -> bool:
    before = here.masked[: found.start()]
    if found.group().lower() == "spend less" or (_ASIDE.search(before) and not here.mentions):
        return True
    subject, other = here.sides(found.start(), found.end())
    if subject is None:
        return False
    others = [other] if other is not None else here.others(subject)
    if not others:
        return False
    if found["fact"]:
        return _compared_fact(found.group().lower(), subject, others, here)
    measure, sign = (_price, -1) if found["cheap"] or found["dear"] else (_rating, 1)
    sign = -sign if found["dear"] or found["low"] else sign
    if (
        found["cheap"]
        and subject.on_sale
        and re.search(r"usual|\bwas\b|原价|平时|before", here.words(found.start(), found.end()))
    ):
        return True
    return _extreme(subject, [subject, *others], measure, sign)


# Which attributes a word weighs, and whether more of them is what it says.
_WEIGHED: tuple[tuple[str, tuple[str, ...], int], ...] = (
    (r"light|更轻|最轻", ("weight",), -1),
    (r"heav|更重|最重", ("weight",), 1),
    (r"small|narrow|thin|short|更小|最小|更短|最短|更薄|最薄"
        r"|更窄", ("size", "screen", "width", "length", "height", "depth", "thickness", "diameter", "diagonal"), -1),
    (r"bigg|larg|wid|tall|thick|更大|最大|更高|最高|更宽|最宽"
        r"|更厚", ("size", "screen", "width", "length", "height", "capacity", "diameter", "storage", "diagonal"), 1),
    (r"long|更长|最长|持久", ("battery", "length", "runtime", "warranty"), 1),
    (r"fast|更快|最快", ("speed", "rate", "frequency"), 1),
    (r"quiet|安静", ("noise", "sound"), -1),
    (r"loud", ("noise", "sound", "volume"), 1),
    (r"powerful|strong|更强|最强", ("power", "wattage"), 1),
    (r"bright|更亮|最亮", ("brightness", "lumen"), 1),
)  # fmt: skip


def _measure(word: str, here: Setting) -> tuple[Callable[[Product], float | None], int] | None:
    if re.search(r"new|latest|recent|新", word):
        return (lambda p: _date_number(p.released)), 1
    row = next(((names, sign) for pattern, names, sign in _WEIGHED if re.search(pattern, word)), None)
    if row is None:
        return None
    names, sign = row
    return (lambda p: _amount(p, names)), sign


def _date_number(released: str) -> float | None:
    digits = re.sub(r"\D", "", released)[:8]
    return float(digits.ljust(8, "0")) if digits else None


def _amount(product: Product, names: tuple[str, ...]) -> float | None:
    for fact in product.attributes:
        if any(n in fact.name for n in names):
            number = re.search(r"\d+(?:\.\d+)?", fact.text())
            if number:
                return float(number.group())
    return None


def _extreme_fact(word: str, subject: Product, here: Setting) -> bool:
    measured = _measure(word, here)
    return measured is not None and _extreme(subject, list(here.records.products), *measured)


def _compared_fact(word: str, subject: Product, others: list[Product], here: Setting) -> bool:
    won = (p.values.get("wins", "") for p in here.records.plan.points if p.kind == "winner" and p.product is subject)
    if any(word in told for told in won):
        return True
    measured = _measure(word, here)
    return measured is not None and _extreme(subject, [subject, *others], *measured)


KINDS = (Kind("superlative", SUPERLATIVE, _superlative_backed), Kind("comparison", COMPARISON, _comparison_backed))
