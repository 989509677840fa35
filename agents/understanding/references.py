"""Which shown products a shopper means: "the second one", "that Sony", "the cheaper of the two", "最后一个"."""

import re
from collections.abc import Callable, Sequence

from agents.understanding.comparing import with_most
from agents.understanding.numbers import number
from knowledge.product import Product
from knowledge.words import glossary, key, plain, word_list

_EN = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "5th": 5,
    "6th": 6,
}
_NTH = "|".join(_EN)
_ORDINAL = re.compile(
    rf"\b(?P<w>{_NTH})\b(?!\s*(?:time|aid|of all|hand|thing|class|day|week|order|name|step|person|floor|"
    rf"things|place|off))(?!-)(?:(?:,| and| or| &)\s*(?:the\s+)?(?P<w2>{_NTH})\b)?"
    r"|(?:\b(?:number|option|item|no\.?|product|choice)\s*#?|#)(?P<n>[1-9]|one|two|three|four|five)\b(?!\d)"
    r"|第(?P<z>[一二三四五六七八九十\d]{1,2})(?=[个款件台双条只种样双部把张支瓶本套辆、和跟,，]|$)",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"\b(?:the |that )?(?:very )?last (?:one|option|item|product|of them)\b|\bthe last\s*$|最后(?:那|"
    r"这)?一?[个款件台双条只种]|最后(?:那|这)[个款]",
    re.IGNORECASE,
)
_FROM_END = re.compile(r"倒数第(?P<z>[一二三])[个款件台]|\b(?P<w>second)[- ](?:to )?last\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:the )?(?:first|top) (?P<n>two|three|four|[2-6])\b|前(?P<z>[两二三四\d])[个款件]", re.IGNORECASE
)
_BOTH = re.compile(
    r"\b(?:both(?: of (?:them|these|those))?|(?:these|those|the|the first) two|the two(?: of them)?|"
    r"(?:between|compare) them|each other)\b|这两[个款件]|那两[个款件]|两[个款]都|两者|"
    r"它们(?:俩|两个)?|这几[个款]|他们",
    re.IGNORECASE,
)
_SUPERLATIVE: tuple[tuple[str, Callable[[Product], float]], ...] = (
    (r"(?:the|that) (?:cheap(?:er|est)|least expensive|less expensive)(?: (?:one|option|of (?:the|those|"
r"these)(?: two)?|item))?(?=\s*(?:$|[,.?!]|please|has|is|in|and|to|then|come))|(?:最便宜|更?便宜)的?(?:那|"
r"这)一?[个款件]|便宜的那|(?:两[个款](?:里|中)?|其中)(?:更|比较)?便宜的", lambda p: p.price),
    (r"(?:the|that) (?:(?:more|most) expensive|pricier|dearer|priciest)(?: (?:one|option|of (?:the|those|"
r"these)(?: two)?|item))?|(?:最贵|更?贵)的?(?:那|这)一?[个款件]|贵的那", lambda p: -p.price),
    (r"(?:the|that) (?:(?:best|better|top|highest|higher)[- ]rated|one with (?:the )?(?:best|better|"
r"higher) (?:rating|reviews))(?: (?:one|option|of (?:the|those|these)(?: two)?))?|评分(?:最|更)?高的?(?:那|"
r"这)一?[个款件]", lambda p: -(p.rating or 0)),
)  # fmt: skip
_POINTING = re.compile(
    r"\b(?:that|this|those|these)(?: (?:one|ones|product|item|model|thing))?\b(?! (?:is (?:all|the|my|a|"
    r"for)\b|all|helps|sounds|would|works|size|color|budget|order|week|month|weekend|year|time|shop|store|"
    r"site|price|much|many|way))|\bit(?:['’]s)?\b(?! (?:is for|will be for|has to|must|should be|needs|"
    r"need to))|\bthem\b|(?:这|那)[个款件台双条只把](?!人|月|星期|礼拜|问题|店|网站|价位|预算|尺)|它",
    re.IGNORECASE,
)


def referred(
    text: str, shown: Sequence[Product], focus: Sequence[str] = (), viewing: Product | None = None
) -> tuple[str, ...]:
    """Return the ids of the products among `shown`, those in `focus` or the one `viewing` that `text` means."""
    text = plain(text)
    picked = _counted(text, shown)
    if picked:
        return tuple(dict.fromkeys(p.id for p in picked))
    compared = _compared(text, shown, focus)
    if compared:
        return (compared.id,)
    named = _described(text, shown)
    if named:
        return tuple(p.id for p in named)
    if _BOTH.search(text):
        pair = [i for i in focus if any(p.id == i for p in shown)] if len(focus) > 1 else [p.id for p in shown[:2]]
        return tuple(pair[:2]) if len(pair) > 1 else ()
    return _pointed(text, shown, focus, viewing)


def _counted(text: str, shown: Sequence[Product]) -> list[Product]:
    """Return the products meant by place: "the first", "#2", "前两个", "last one"."""
    if several := _SEVERAL.search(text):
        return list(shown[: int(number(several["n"] or several["z"]) or 0)])
    if end := _FROM_END.search(text):
        back = 2 if end["w"] else int(number(end["z"]) or 1)
        return [shown[-back]] if back <= len(shown) else []
    places = [place for m in _ORDINAL.finditer(text) for place in _places(m)]
    if _LAST.search(text) and shown:
        places.append(len(shown))
    return [shown[p - 1] for p in places if 0 < p <= len(shown)]


def _places(m: re.Match[str]) -> list[int]:
    if m["w"]:
        return [_EN[w.lower()] for w in (m["w"], m["w2"]) if w]
    value = number(m["n"] or m["z"])
    return [int(value)] if value else []


def _compared(text: str, shown: Sequence[Product], focus: Sequence[str]) -> Product | None:
    """Return the product meant by being the cheaper, dearer or better rated of those talked about."""
    among = [p for p in shown if p.id in focus] if len(focus) > 1 else list(shown)
    if re.search(r"of the two|of those two|of these two|两[个款]", text) and len(among) > 2:
        among = among[:2]
    if len(among) < 2:
        return None
    picked = (min(among, key=order) for pattern, order in _SUPERLATIVE if re.search(pattern, text, re.IGNORECASE))
    return next(picked, None) or with_most(text, list(shown) if len(among) < 3 else among)


def _described(text: str, shown: Sequence[Product]) -> list[Product]:
    """Return the shown products meant by brand, colour or a word of their title: "that Sony", "the black one"."""
    for m in re.finditer(r"\b(?:the|that|this|your)\s+(?P<d>[\w-]+(?:\s[\w-]+){0,4})", text, re.IGNORECASE):
        fitting = _fitting(key(m["d"]).split(), shown)
        if fitting:
            return fitting
    found = re.search(
        r"(?P<d>[\w㐀-鿿]{1,8}?)的?(?:那|这)一?[个款件台双条只把部]|(?:那|这)[个款件台双条只把部](?P<e>[\w㐀-鿿]{2,8})",
        text,
    )
    return _fitting_chinese(found["d"] or found["e"], shown) if found else []


def _fitting(said: list[str], shown: Sequence[Product]) -> list[Product]:
    """Return the products that the leading words of a description pick out, if not all of them."""
    said = said[: next((i for i, w in enumerate(said) if w in _CLOSING), len(said))]
    telling = [w for w in said if w not in _IDLE]
    if not telling:
        return []
    named = [p for p in shown if telling[0] in key(f"{p.brand} {p.color} {p.title} {p.material}").split()]
    best = [
        p
        for p in named
        if all(w in key(f"{p.brand} {p.color} {p.title} {p.product_type} {p.model}").split() for w in telling)
    ]
    picked = best or (named if len(telling) == 1 else [])
    return picked[:1] if picked and (len(picked) < len(shown) or len(shown) == 1) else []


def _fitting_chinese(said: str, shown: Sequence[Product]) -> list[Product]:
    if not said:
        return []
    named = [
        p
        for p in shown
        if said in f"{p.titled('zh')} {p.brand} {' '.join(p.translations.get('zh', {}).values())}".lower()
        or _named_in(said, p)
    ]
    return named[:1] if named and (len(named) < len(shown) or len(shown) == 1) else []


def _named_in(said: str, product: Product) -> bool:
    """Whether the Chinese name of the product's brand or colour, or its brand as it is, stands in `said`."""
    brands = [z for _, english, chinese in glossary("brands") for z in chinese if product.brand in english]
    colors = [z for _, english, chinese in glossary("colors") for z in chinese if product.color.lower() in english]
    brand = product.brand.lower()
    return any(name in said for name in brands + colors) or bool(brand and brand in said.lower())


_CLOSING = word_list("description_ends")
_IDLE = word_list("description_idle")


def _pointed(text: str, shown: Sequence[Product], focus: Sequence[str], viewing: Product | None) -> tuple[str, ...]:
    """Return what "it", "this one" or "这个" points at: the page, what was talked about, what was shown."""
    if not _POINTING.search(text):
        return (viewing.id,) if viewing is not None and not shown and not focus else ()
    if viewing is not None:
        return (viewing.id,)
    if focus:
        return tuple(focus[:1])
    return (shown[0].id,) if shown else ()
