"""What is said outright, whatever the product: order of results, rating, stock, pieces wanted, age, order numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from agents.understanding.numbers import ENGLISH, number
from knowledge.constraints import AttributeValue


@dataclass(frozen=True)
class Said:
    """text[start:end] states `value` of `field`; field "" marks words that state nothing ("not the cheapest")."""

    start: int
    end: int
    field: str
    value: AttributeValue


_NEG = (
    r"(?:\bnot?(?: the| too| so| necessarily)?|n['’]t (?:want|need|show me|care about)(?: the)?|"
    r"rather than(?: the)?) (?:\w+ )?"
)
_FIXED: tuple[tuple[str, str, AttributeValue], ...] = (
    (r"(?:\bnot?(?: necessarily)? the|n['’]t (?:want|need|show me)(?: the)?) cheapest|不要最便宜|"
r"不是最便宜|别太便宜|不要太便宜", "", ""),
    (r"\bnot too cheap\b|\bnot (?:the )?most expensive|不要最贵", "", ""),
    (r"\b(?:not|isn['’]?t|n['’]t be|nothing) (?:too|very|so|that|overly|super) (?:expensive|pricey|dear|"
r"costly)\b|\bnot expensive\b|"
     r"(?:不要|别|不用|不能)太贵的?|不太贵的?|不贵的?|别太高", "sort", "price_asc"),
    (r"\b(?:price|sort(?:ed)? by price|prices?)[ ,:]*(?:from )?low(?:est)?(?: to high(?:est)?| first)\b|"
r"价格从低到高|按价格升序|低价优先|按价格(?:排序|排列|排)|\b(?:sort(?:ed)?|order(?:ed)?|"
r"rank(?:ed)?)(?: them| these| it| by)* price\b(?! (?:high|desc))", "sort", "price_asc"),
    (r"\b(?:price|sort(?:ed)? by price|prices?)[ ,:]*(?:from )?high(?:est)?(?: to low(?:est)?| first)\b|"
r"价格从高到低|按价格降序", "sort", "price_desc"),
    (r"\b(?:most expensive|priciest|dearest|highest price[d]?)\b|最贵的?", "sort", "price_desc"),
    (r"\b(?:cheap(?:est|er|o)?(?! than)|inexpensive|affordable|low[- ]cost|low(?:est)? price[d]?|"
r"lowest[- ]priced|(?<!my )(?<!our )(?<!the )(?<!, )budget(?= [a-z])(?! (?:is|of|around|"
r"about|max|under|up|between|limit|price|for|to|from|no|not|at|below|over|in|or|yet|range|right|constraints?|one|two|"
     r"three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a)\b)|"
     r"budget[- ]friendly|least expensive|less expensive(?! than)|good value|economical|bargain)\b|"
     r"最便宜的?|便宜一?点?的?(?!于)|实惠一?点?的?|平价的?|性价比(?:高|最高)?的?|廉价的?|"
r"价格低一?点?的?|价格最低的?|低价的?|经济实惠的?", "sort", "price_asc"),
    (r"\b(?:(?:best|top|highest|highly|well|better)[- ]?(?:rated|reviewed|rating|ratings|reviews)|(?:best|"
r"highest|good|great) (?:customer )?(?:reviews?|ratings?)|"
     r"(?:sort(?:ed)?|order(?:ed)?)(?: them| these| it)? by (?:rating|reviews?))\b|(?:评分|评价|口碑|好评率?)(?:最高|"
r"最好|高|好|不错)的?|好评(?:最多|"
r"多)?的?|按评分(?:排序)?", "sort", "rating_desc"),
    (r"\b(?:newest|latest|most recent|just released|newly released|new arrivals?|recently released)\b|"
r"最新的?(?:款|上市|发布)?的?|新款的?|新品|刚上市的?|最近上市的?", "sort", "newest"),
    (r"\b(?:(?:that(?:['’]s| is| are)? |must be |has to be |only )?(?:currently )?in[- ]stock|"
r"available (?:now|right now|today|immediately)|ready to ship)\b(?! for)|"
     r"有现货的?|现货|有货的?|有库存的?", "in_stock", True),
)  # fmt: skip
_RATING = re.compile(
    r"(?:(?:at least|over|above|more than|minimum|rated|rating(?: of)?|"
r"min)\s+)*(?P<n>[1-5](?:\.\d)?)\s?(?:\+\s*stars?|[- ]?stars?(?: rating)?(?: and (?:up|above|over)|"
r" or (?:more|above|better|higher|up)|\s?\+| rated)?|\+ rat(?:ed|ing))"
    r"|(?:rated|rating)(?: of)?(?: at least| over| above|"
r" min(?:imum)?)? (?P<r>[1-5](?:\.\d)?)(?:\s?\+)?(?: (?:or|and) (?:more|above|up|higher|better))?"
    r"|(?:评分|评价)?(?:至少|不低于|在|高于|大于|超过)?(?:(?P<z>[1-5](?:\.\d)?)\s?(?:颗?星|分)|"
r"(?P<c>[一二三四五])(?:颗星|星(?=级|以上|"
r"评|及|好)))半?(?:以上|及以上|起)?(?:的?评[分价])?"
    r"|(?:评分|评价)(?:至少|不低于|在|高于|大于|超过)?(?P<p>[1-5](?:\.\d)?)分?(?:及?以上|起)?(?!\d)",
    re.IGNORECASE,
)  # fmt: skip
_COUNT = rf"\d{{1,3}}|{ENGLISH}|a couple(?: of)?|a dozen|(?:two|three) dozen"
_QUANTITY = re.compile(
    rf"\b(?:quantity(?: of)?|qty):?\s*(?P<q>\d{{1,3}})\b|\b(?P<n>{_COUNT})\s*(?:x(?=\s+[a-z])|"
rf"pieces?(?: of)?|pcs(?: of)?|units?(?: of)?|sets of|pairs of|bottles of|boxes of|bags of|cans of|"
rf"of (?:them|these|those|it))(?=\s|$|[,.])"
    rf"|(?P<z>\d{{1,3}}|[两二三四五六七八九十]{{1,3}})\s?(?:个|件(?!套)|双|台|只|条|张|把|本|瓶|"
rf"盒|包|支|部|副|对|盏|顶|束|罐|袋|箱|块|"
rf"款(?!的)|根|套|枚|辆|份|节)(?![月年课日小人以装孔位号码左右核星]|\s?(?:usb|hdmi|type-?c|网)?接?口)",
    re.IGNORECASE,
)  # fmt: skip
_PIECES = re.compile(
    r"(?P<n>\b[2-9]|\b1\d|\b[2-4]\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)|"
    r"\ba couple of|\ba dozen)\s+(?P<noun>(?:[a-z-]+\s+){0,3}[a-z-]+s)\b",
    re.IGNORECASE,
)
_PACK = re.compile(
    r"\b(?:pack of (?P<a>\d{1,3})|(?P<b>\d{1,3})[- ]?(?:pack|pk|count|ct)s?\b|set of (?P<c>\d{1,3}|two|"
    r"three|four|five|six|eight|twelve))|(?P<z>\d{1,3}|[两二三四五六七八九十]{1,2})(?:个|只|支|"
    r"片|件|节|条|瓶|双|盒|包|袋|罐|枚|粒)装",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?P<a>\d{1,2})(?:\s?(?:-|to)\s?(?P<b>\d{1,2}))?[- ]?(?:years?|yrs?|yr|y)[- ]?olds?\b|"
    r"(?P<z>\d{1,2}|[一二三四五六七八九十]{1,3})(?:到|-|至)?(?P<y>\d{1,2})?岁(?:以上)?",
    re.IGNORECASE,
)
_SPF = re.compile(
    r"(?:(?P<least>at least|minimum|over|至少|不低于)\s*)?\bspf\s?(?P<n>\d{2})\+?"
    r"(?P<more>\s*(?:or|and) (?:higher|more|above|up|over)\b|\s?(?:及|或)?以上)?",
    re.IGNORECASE,
)
_USB = re.compile(r"\busb\s?(?P<n>[234]\.[0-2]|4)(?!\d|\s?(?:个|接?口|ports?))", re.IGNORECASE)
_ORDER = re.compile(
    r"#\s?(?P<h>[A-Za-z]{0,3}-?\d{4,12})\b|\b(?P<w>W\d{5,10})\b|\border(?: (?:number|no\.?|id|is|"
r"num))*[\s:#-]*(?P<o>[A-Za-z]{0,3}-?\d{3,12})\b|订单(?:号|编号)?[是为:：\s#]*(?P<z>[A-Za-z]{0,3}-?\d{3,12})",
    re.IGNORECASE,
)  # fmt: skip


def said_outright(text: str) -> list[Said]:
    """Return what `text` (as `words.plain` gives it) says in set phrases, in order, without overlaps."""
    found: list[Said] = []
    readers: tuple[Callable[[str], list[Said]], ...] = (
        _orders,
        _sun_factors,
        _usb_versions,
        _ages,
        _ratings,
        _packs,
        _quantities,
        _fixed,
    )
    for reader in readers:
        for said in reader(text):
            if not any(said.start < f.end and f.start < said.end for f in found):
                found.append(said)
    return sorted(found, key=lambda s: s.start)


def order_id(text: str) -> str:
    """Return the order number in `text` as the shopper wrote it ("#W1234567"), or ""."""
    m = _ORDER.search(text)
    if not m:
        return ""
    digits = next(g for g in m.groups() if g)
    return f"#{digits.upper()}" if m["h"] or m["w"] else digits


def _orders(text: str) -> list[Said]:
    return [Said(m.start(), m.end(), "", "") for m in _ORDER.finditer(text)]


def _sun_factors(text: str) -> list[Said]:
    found = []
    for m in _SPF.finditer(text):
        value: AttributeValue = f">= {m['n']}" if m["least"] or m["more"] else int(m["n"])
        found.append(Said(m.start(), m.end(), "attributes.spf", value))
    return found


def _usb_versions(text: str) -> list[Said]:
    return [Said(m.start(), m.end(), "attributes.usb_version", m["n"]) for m in _USB.finditer(text)]


def _fixed(text: str) -> list[Said]:
    return [
        Said(m.start(), m.end(), field, value)
        for pattern, field, value in _FIXED
        for m in re.finditer(pattern, text, re.IGNORECASE)
    ]


def _ratings(text: str) -> list[Said]:
    found = []
    for m in _RATING.finditer(text):
        value = number(m["n"] or m["r"] or m["z"] or m["c"] or m["p"])
        if value is not None and value <= 5:
            found.append(Said(m.start(), m.end(), "rating_min", value))
    return found


def _packs(text: str) -> list[Said]:
    found = []
    for m in _PACK.finditer(text):
        value = number(m["a"] or m["b"] or m["c"] or m["z"])
        if value:
            found.append(Said(m.start(), m.end(), "attributes.pack_size", int(value)))
    return found


def _quantities(text: str) -> list[Said]:
    found = []
    for m in _QUANTITY.finditer(text):
        count = _count(m["q"] or m["n"] or m["z"])
        first = text[: m.start()].endswith(("第", "前", "最后", "哪", "这", "那"))
        if count and count > 1 and not first:
            found.append(Said(m.start(), m.end(), "attributes.quantity", count))
    for m in _PIECES.finditer(text):
        count = _count(m["n"])
        lead = re.search(
            r"(?:^|\b(?:need|want|buy|get|order|me|add|take|looking for|find|have|like|and|please|purchase))\s*$",
            text[: m.start()],
            re.I,
        )
        if count and lead and not re.match(_NOT_PIECES, m["noun"], re.IGNORECASE):
            found.append(Said(m.start("n"), m.end("n"), "attributes.quantity", count))
    return found


_NOT_PIECES = (
    r"(?:inch|inches|hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?|people|persons?|ports?|slots?|"
    r"stars?|dollars?|bucks|euros?|pounds?|feet|ft|foot|met(?:er|re)s?|"
    r"cups?\b|lit(?:er|re)s?|ml|gb|tb|watts?|cores?|pages?|kids|children|cm|mm|oz|ounces|grams|is|was|"
    r"this|plus|or|and|to|out|of|different|other|percent|degrees?|gigs?)\b"
)


def _ages(text: str) -> list[Said]:
    found = []
    for m in _AGE.finditer(text):
        low, high = number(m["a"] or m["z"]), m["b"] or m["y"]
        if low or (low == 0 and high):
            value: AttributeValue = f"{low:g}-{high}" if high else int(low)
            found.append(Said(m.start(), m.end(), "attributes.age", value))
    return found


def _count(said: str) -> int | None:
    said = said.lower()
    if said.startswith("a couple"):
        return 2
    if said.endswith("dozen"):
        return 12 * int(number(said.removesuffix("dozen").strip()) or 1) if said != "a dozen" else 12
    value = number(said)
    return int(value) if value else None
