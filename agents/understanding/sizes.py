"""Sizes and measures with the attribute they belong to: clothes sizes, screen sizes, capacities, dimensions."""

import re
from collections.abc import Sequence

from agents.understanding.numbers import number
from agents.understanding.sized import Sized
from agents.understanding.units import Measure, in_units, measures
from knowledge.vocabulary import Vocabulary

_LETTERS = {
    "extra small": "XS", "small": "S", "medium": "M", "large": "L", "extra large": "XL",
    "x large": "XL", "xx large": "XXL",
    "x small": "XS",
    "小号": "S", "中号": "M", "大号": "L", "加大号": "XL", "加大": "XL",
    "特大号": "XXL", "均码": "one size", "xxx large": "XXXL",
}  # fmt: skip
_LETTER = r"(?:xxs|xs|s|m|l|xl|xxl|xxxl|[2-6]xl)"
_NAMED = re.compile(
    rf"\bsizes?\s*(?:is|of|:|in)?\s*(?:a\s+)?(?P<s>{_LETTER}|(?:eu|uk|us)\s?\d{{1,2}}(?:\.5)?|"
rf"\d{{1,2}}(?:\.\d)?(?!\s?(?:gb|inch|cm|mm|l\b|ml)|\d)|(?:extra |x[- ]?|xx[- ]?)?(?:small|large)|"
rf"medium)\b"
    rf"|\b(?P<r>(?:eu|uk|us)\s?\d{{1,2}}(?:\.5)?)\b|\b(?:an? )?(?P<e>{_LETTER}|(?:extra |"
rf"[2-5]?x+-?)(?:small|large)|medium|small|large) ?[- ]sized?\b"
    rf"|(?<![A-Za-z0-9])(?P<x>xxs|xs|xl|xxl|xxxl|[2-6]xl|[2-6]x-large|xx-large|x-large|xx-small|"
rf"x-small)(?!(?![㐀-鿿])[^\W_])|(?:in|size|a)\s+(?:an?\s+)?(?P<i>extra large|x-large|xx-large|extra small|"
rf"x-small|[sml]|medium|large|small)(?=\s*(?:$|[,.!?]|please|for|under|and|if|in\b))|(?:^|"
rf"[,;，])\s*(?P<k>extra large|x-large|small|medium|large|[sml])(?=\s*(?:$|[,.;，。!?]|instead|ones?\b|"
rf"size))"
    rf"|\b(?P<b>king|queen|twin|full|double|single|california king)[- ]size[d]?\b"
    r"|(?<!something)(?<!too)(?<!very)(?<!is)(?<!quite)\s(?P<q>extra large|large|medium|small)\s*$"
    rf"|(?P<z>2[1-9][05]|\d{{2}}(?:\.5)?)\s?[码号](?!内存|店)|(?P<y>{_LETTER})\s?[码号]|(?P<h>加大号|特大号|加大|均码|[大中小]号)",
    re.IGNORECASE,
)  # fmt: skip
_PARTS = re.compile(
    r"(?:\b(?P<least>at least|minimum(?: of)?|more than|over)\s+)?\b(?P<n>\d{1,2}|two|three|"
    r"four|five|six|eight|ten)[- ](?:\w+ )?"
    r"(?P<part>(?:usb(?:[- ]c)? |hdmi |ethernet )?ports?|cores?|outlets?|slots?|pockets?|"
    r"drawers?|shelves|doors?|channels|speeds?|bays?|burners?|strings?|players)\b"
    r"(?P<more> or more|\+)?|(?P<zleast>至少|不少于)?(?P<z>\d{1,2}|"
    r"[两二三四五六八十])\s?个?(?P<zpart>(?:usb|hdmi|网)?接?口|核心?|孔|抽屉|口袋|档)(?P<zmore>以上)?(?!径|味|"
    r"红)",
    re.IGNORECASE,
)
_PART_NAMES = {
    "口": "ports",
    "接口": "ports",
    **dict.fromkeys(("usb口", "usb接口", "hdmi口", "hdmi接口", "网口", "网接口"), "ports"),
    "核": "cores",
    "核心": "cores",
    "孔": "outlets",
    "抽屉": "drawers",
    "口袋": "pockets",
    "档": "speeds",
}
_SIDE = r"(?:\d{1,4}(?:\.\d)?|[一二两三四五六七八九十]{1,2})"
_LONG = r"(?:cm|mm|m\b|met(?:er|re)s?|centimet(?:er|re)s?|ft|feet|in(?:ch(?:es)?)?\b|\"|厘米|毫米|米|寸)"
_DIMENSIONS = re.compile(
    rf"(?<![\d一二两三四五六七八九十])(?P<a>{_SIDE})\s?(?P<v>{_LONG})?\s?(?:x|×|\*|by|乘以?)\s?(?P<b>{_SIDE})"
    rf"(?:\s?(?:x|×|\*|by|乘以?)\s?(?P<c>{_SIDE}))?\s?(?P<u>{_LONG})?(?![a-z0-9])",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?P<n>\d{1,2}|two|three|four|five|six|eight)[- ]?(?P<w>persons?|people|man|seaters?|seats?)\b|"
    r"(?:(?P<z>\d{1,2}|[一二两双三四五六八])[- ]?个?人(?:[用份座位睡坐住]|(?=帐篷|沙发|餐桌|床))"
    r"|[坐睡住容]得?下?(?P<y>\d{1,2}|[一二两三四五六八十])个?人|(?P<x>[单双三四五六八]|\d)人位?的?(?=帐篷|沙发|餐桌|床)"
    r"|(?P<s>[单两双三四五六八]|\d)[- ]?(?:人?位|座)(?=的|沙发|餐桌|$|[，。,]))",
    re.IGNORECASE,
)
_SHOES = re.compile(
    r"\b(?:shoes?|boots?|sneakers?|sandals?|slippers?|trainers?|loafers?|heels|wellies|clogs?|flip[- ]flops?|"
    r"footwear|pumps)\b|鞋|靴|拖",
    re.IGNORECASE,
)
_SHOE_NUMBER = re.compile(
    r"(?<![\w.$€£¥-])(?:3[4-9]|4[0-8])(?:\.5)?(?=\s*(?:$|[,，。.!！?？的男女]|or\b|and\b))"
    r"|(?<![\d.$€£¥])2[2-9][05](?=\s*(?:$|[,，。的]))"
)
_WAIST = re.compile(r"(?<![\w.$€£¥-])(?:2[4-9]|3\d|4[0-4])(?=\s*(?:$|[,，。!！?？的]|or\b|and\b|instead|please))")
_WORN = (
    (_SHOES, _SHOE_NUMBER),
    (re.compile(r"\b(?:jeans?|trousers|pants|chinos|shorts)\b|裤", re.IGNORECASE), _WAIST),
)
_WARRANTY = re.compile(r"\s*(?:of )?(?:warranty|guarantee|质保|保修)", re.IGNORECASE)
_SIDES = (
    (r"^\s*(?:wide|in width|width)(?! fit| angle| range)|^\s*宽|宽度?\s*$", "width"),
    (
        r"^\s*(?:tall|high|in height|height)(?! speed| quality| end| def| res| power| back| top| waist| heel)|"
        r"^\s*高|高度?\s*$",
        "height",
    ),
    (r"^\s*(?:deep|in depth|depth)|^\s*深", "depth"),
    (r"^\s*(?:thick|in thickness|thickness)|^\s*厚|厚度?\s*$", "thickness"),
)
_UNITS = {
    "feet": "ft",
    **dict.fromkeys(("meter", "meters", "metre", "metres"), "m"),
    **dict.fromkeys(("centimeter", "centimeters", "centimetre", "centimetres"), "cm"),
    '"': "inch",
    "in": "inch",
    "inches": "inch",
    "厘米": "cm",
    "米": "m",
    "毫米": "mm",
    "寸": "inch",
}


def sizes(text: str, vocabulary: Vocabulary, taken: Sequence[tuple[int, int]] = (), topic: str = "") -> list[Sized]:
    """Return the sizes and measures stated in `text` outside the `taken` stretches, in order."""
    found: list[Sized] = []
    for one in [
        *_dimensions(text, vocabulary),
        *_measured(text, vocabulary, topic),
        *_people(text),
        *_parts(text),
        *_named(text, vocabulary),
        *_worn(text, topic),
    ]:
        if not any(a < one.end and one.start < b for a, b in [*taken, *((f.start, f.end) for f in found)]):
            found.append(one)
    return sorted(found, key=lambda s: s.start)


def _measured(text: str, vocabulary: Vocabulary, topic: str) -> list[Sized]:
    found = []
    for measure in measures(text, topic):
        hint = _hint(text, measure)
        if hint is not None:
            said = (
                in_units(measure, vocabulary.size_units)
                if measure.dimension in ("volume", "length", "weight")
                else measure
            )
            base = measure.value * (1000 if measure.unit == "TB" else 1)
            end = measure.end + _hinted(text, measure)
            found.append(Sized(measure.start, end, said.text(), measure.dimension, base, hint))
    return found


def _hinted(text: str, measure: Measure) -> int:
    """Return how many characters after a measure belong to it: "16GB RAM", "144Hz refresh rate"."""
    m = re.match(
        r"\s*(?:of )?(?:ram(?! ?(?:stick|module|kit))|memory(?! card)|内存(?!卡|条)|运存|refresh rate|刷新率|"
        r"warranty|screen|"
        r"屏幕|屏|storage|存储)(?![a-z])",
        text[measure.end :],
        re.IGNORECASE,
    )
    return m.end() if m else 0


def _hint(text: str, measure: Measure) -> str | None:
    """Return the attribute that the words around a measure name, "" for none, None for no measure of a product."""
    after, before = text[measure.end :], text[: measure.start]
    if measure.dimension == "data":
        if re.match(
            r"\s*(?:of )?(?:ram(?! ?(?:stick|module|kit))|memory(?! card)|ddr\d?|内存(?!卡|条)|运存|运行内存)",
            after,
            re.I,
        ) or re.search(r"(?<![gGbB])(?<![gGbB]\s)(?:ram|内存|运存)\s*(?:[:：要是]|of)?\s*$", before, re.I):
            return "ram"
        if re.match(r"\s*(?:of )?(?:显存|vram)", after, re.I):
            return "graphics_memory"
        stored = re.match(
            r"\s*(?:of )?(?:storage|ssd|hdd|hard (?:drive|disk)|rom|存储|固态(?!硬盘[^,，]{0,2}$)|硬盘|nvme)",
            after,
            re.I,
        )
        return (
            "storage"
            if stored
            and re.search(
                r"laptop|notebook|phone|tablet|computer|\bpc\b|chromebook|笔记本|电脑|手机|平板|内存|with|,|"
                r"and",
                text,
                re.I,
            )
            and not re.match(r"\s*(?:ssd|hdd|hard drive|固态硬盘|移动硬盘|硬盘)\s*$", after, re.I)
            else ""
        )
    if measure.dimension in ("time", "age"):
        if _WARRANTY.match(after) or re.search(r"(?:warranty|保修|质保)(?: of)?\s*$", before, re.I):
            return "warranty"
        return (
            "battery_life"
            if measure.dimension == "time"
            and re.search(r"battery|playtime|playback|续航|runtime|电池|charge", text, re.I)
            else None
        )
    if measure.dimension in ("count", "temperature"):
        return None
    if measure.dimension == "length":
        return next(
            (name for pattern, name in _SIDES if re.search(pattern, after, re.I) or re.search(pattern, before, re.I)),
            "",
        )
    if measure.dimension == "weight" and re.search(r"(?:hold|support|load|capacity|承重)[^,，]{0,15}$", before, re.I):
        return "max_load"
    return ""


def _dimensions(text: str, vocabulary: Vocabulary) -> list[Sized]:
    found = []
    for m in _DIMENSIONS.finditer(text):
        unit = (m["u"] or m["v"] or "").lower()
        unit = _UNITS.get(unit, unit)
        sides = [number(side) or 0.0 for side in (m["a"], m["b"], m["c"]) if side]
        if sides[0] >= 640 and not unit:
            found.append(Sized(m.start(), m.end(), f"{m['a']} x {m['b']}", hint="resolution"))
        elif unit or sides[0] > 9:
            found.append(Sized(m.start(), m.end(), _as_stocked(sides, unit, vocabulary)))
    return found


def _as_stocked(sides: Sequence[float], unit: str, vocabulary: Vocabulary) -> str:
    """Return sides in the catalogue's spelling where it has them: "2 x 3 m" is its "200x300 cm"."""
    long = [side * 100 for side in sides] if unit == "m" else list(sides)
    stocked = ((s, [float(n) for n in re.findall(r"\d+(?:\.\d+)?", s)]) for s in vocabulary.sizes.values() if "x" in s)
    same = next((size for size, numbers in stocked if numbers == long and unit in ("", "cm", "m")), "")
    return same or f"{' x '.join(f'{side:g}' for side in sides)} {unit}".strip()


def _parts(text: str) -> list[Sized]:
    """Return how many of a part a product has: "at least 4 ports" states `ports` ">= 4"."""
    found = []
    for m in _PARTS.finditer(text):
        part = _PART_NAMES.get((m["zpart"] or "").lower()) or re.sub(r"[- ]", "_", m["part"].lower())
        part = part if part.endswith("s") or part == "shelves" else f"{part}s"
        limit = ">= " if m["least"] or m["more"] or m["zleast"] or m["zmore"] else ""
        found.append(Sized(m.start(), m.end(), f"{limit}{number(m['n'] or m['z']):g}", hint=part))
    return found


def _people(text: str) -> list[Sized]:
    found = []
    for m in _PEOPLE.finditer(text):
        said = m["n"] or m["z"] or m["y"] or m["x"] or m["s"]
        count = {"双": 2, "单": 1}.get(said) or number(said)
        if m["w"] and m["w"].lower().startswith("seat"):
            found.append(Sized(m.start(), m.end(), f"{count:g} seat", hint="capacity"))
        elif count:
            found.append(Sized(m.start(), m.end(), f"{count:g} person", hint="capacity"))
    return found


def _named(text: str, vocabulary: Vocabulary) -> list[Sized]:
    return [Sized(m.start(), m.end(), _spelled(m, vocabulary)) for m in _NAMED.finditer(text)]


def _spelled(m: re.Match[str], vocabulary: Vocabulary) -> str:
    """Return a size name as the catalogue spells it where it has it: "medium" -> "M", "42码" -> "EU 42"."""
    if m["b"]:
        return m["b"].lower()
    said = next(g for g in m.groups() if g).lower().replace("-", " ").strip()
    many = re.fullmatch(r"([2-6])x large", said)
    said = f"{many[1]}xl" if many else said
    letter = _LETTERS.get(said, said.upper() if re.fullmatch(_LETTER, said) else said)
    region = re.fullmatch(r"(eu|uk|us)\s?(\d.*)", letter, re.IGNORECASE)
    tries = (
        [f"{region[1].upper()} {region[2]}", f"{region[1].upper()}{region[2]}"]
        if region
        else [
            letter,
            said,
            f"EU {letter}",
            *((f"US {letter}", f"UK {letter}") if len(letter.split(".")[0]) < 3 else ()),
        ]
    )
    known = next((vocabulary.sizes[t.lower()] for t in tries if t.lower() in vocabulary.sizes), "")
    return known or tries[0]


def _worn(text: str, topic: str) -> list[Sized]:
    """Return bare numbers that can only be a size of what is talked about: "凉鞋，女的，39", "jeans, got a 34?"."""
    numbers = next((number for worn, number in _WORN if worn.search(f"{text} {topic}")), None)
    return [Sized(m.start(), m.end(), m[0]) for m in numbers.finditer(text)] if numbers else []
