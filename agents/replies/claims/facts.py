"""Numbers, with and without units, ratings, and features, colours and materials: each of its own product."""

import re

from agents.replies import spoken
from agents.replies.claims.money import meant
from agents.replies.claims.setting import Kind, Setting
from agents.replies.records import text_of
from knowledge.product import Product

_UNITS = {
    "cm": "cm|centimet(?:re|er)s?|厘米|公分", "mm": "mm|millimet(?:re|er)s?|毫米", "m": "m|met(?:re|er)s?|米",
    "km": "km|公里|千米",
    "inch": "inch(?:es)?|in(?! (?:black|white|red|blue|green|gr[ea]y|yellow|brown|pink|size|stock|the|your|all)\\b)"
    "|″|\"|英寸|寸", "ft": "ft|feet|foot", "kg": "kgs?|kilos?|kilograms?|公斤|千克",
    "g": "g|grams?|克",
    "lb": "lbs?|pounds?", "oz": "oz|ounces?", "l": "l|lit(?:re|er)s?|升", "ml": "ml|毫升", "w": "w|watts?|瓦特?",
    "v": "v|volts?|伏特?",
    "mah": "mah|毫安时?", "wh": "wh", "gb": "gb|gigabytes?", "tb": "tb|terabytes?", "mb": "mb",
    "mp": "mp|megapixels?|像素|万像素",
    "ghz": "ghz", "mhz": "mhz", "hz": "hz|赫兹?", "db": "db|decibels?|分贝", "h": "h|hrs?|hours?|小时",
    "min": "min|minutes?|分钟",
    "s": "s|sec|seconds?|秒", "day": "days?|天|日", "week": "weeks?|周", "month": "months?|个?月",
    "year": "years?|yrs?|年",
    "%": "%|percent|per cent", "c": "°c|℃|degrees?|度", "pack": "packs?|pcs?|pieces?|pairs?|件装|只装|支装|片装",
    "person": "persons?|people|人",
}  # fmt: skip
_UNIT = "|".join(f"(?:{way})" for way in _UNITS.values())
WITH_UNIT = re.compile(rf"(?<![\w.$€£¥])(?P<n>\d+(?:,\d{{3}})*(?:\.\d+)?)[\s-]?(?P<unit>{_UNIT})(?![A-Za-z])", re.I)
NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?![\w])|(?<=[\u4e00-\u9fff])\d+(?:\.\d+)?")
RATING = re.compile(
    r"满分\s*5\s*分|(?P<a>\d(?:\.\d+)?)\s*(?:out of|/|of)\s*(?:5|five)(?:\.0)?(?: stars?)?"
    r"|(?P<b>\d(?:\.\d+)?)[\s-]*stars?\b|\b(?:rat(?:ed|ing|ings)|scores?)(?: (?:of|is|at"
    r"|it))*\s+(?P<c>\d(?:\.\d+)?)(?:\s*(?:out of|/)\s*(?:5|five))?"
    r"|(?P<vs>(?:against|versus|vs\.?|ahead of|to|over|对|高于|低于|而前者是|而它是)\s*(?P<d>[0-5]\.\d)(?!\d))"
    r"|(?:评分|口碑|打了|得分|评价)(?:是|为|有|高达|更高)?[:：]?\s*(?P<e>\d(?:\.\d+)?)"
    r"|(?P<f>\d(?:\.\d+)?)\s*(?:分|颗?星)"
    r"|(?P<count>\d[\d,]*)\s*(?:\w+ )?(?:reviews?|ratings|buyers|people|customers|条评[价论]|人评价|位买家|个评价)"
    r"|(?P<g>\b[0-5]\.\d\b)(?=\s*(?:against|to|versus|ahead|stars?|out))",
    re.I,
)  # fmt: skip


_WORDED = {
    w: n
    for n, w in enumerate(re.findall(r"\w+", "zero one two three four five six seven eight nine ten eleven twelve"))
}
_WORDED |= {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "hundred": 100,
    "thousand": 1000,
    "dozen": 12,
}
_WORDED |= {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
NUMBER_WORD = re.compile(
    r"\b(?:(?P<en>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty"
    r"|hundred|thousand"
    r"|dozen)|(?P<times>twice|double|triple|half))\b"
    r"|(?P<zh>[一二三四五六七八九十两])(?=\s*(?:年|天|日|个月|小时|分钟|升|毫升|公斤|千克|克|厘米|米|瓦|倍|周|星期|个?工作日|块|元|美元|百|千|万|颗星))",
    re.I,
)  # fmt: skip


def _number_word_backed(found: re.Match[str], here: Setting) -> bool:
    if found["times"]:
        return any(found["times"].lower() in p.answer.lower() for p in here.records.passages)
    number = _WORDED[(found["en"] or found["zh"]).lower()]
    counted = re.match(r"\s*(?:of (?:them|these|those)|options|others|more)\b", here.masked[found.end() :], re.I)
    if re.search(r"\b(?:of (?:the|all)|these|those|all) $", here.masked[: found.start()], re.I):
        return number == len(here.records.products)
    if counted:
        return number == len(here.records.products) - (counted.group().strip() in ("others", "more"))
    subject = here.subject(found.start(), found.end())
    grounds = [text_of(subject, here.language)] if subject is not None else []
    return any(re.search(rf"(?<![\d.]){number}(?!\.?\d)", g) for g in grounds)


def _with_unit_backed(found: re.Match[str], here: Setting) -> bool:
    subject = here.subject(found.start(), found.end())
    number, unit = _number(found["n"]), _unit(found["unit"])
    words = here.words(found.start(), found.end())
    if _MORE.match(here.masked[found.end() :]) or _MORE_ZH.search(here.masked[: found.start()]):
        return _differ(number, unit, here)
    if any(
        _holds(value, number, unit) for value in here.records.values("value", "other_value", "need", "has", "trait")
    ):
        return _own_value(subject, number, unit, words, here)
    return subject is not None and _own_value(subject, number, unit, words, here)


_MORE = re.compile(r" (?:longer|more|less|shorter|heavier|lighter|bigger|smaller|taller)\b[^,.;]*\bthan\b", re.I)
_MORE_ZH = re.compile(r"比[^，。；]{1,30}[多少长短重轻大小高低]\s*$")


def _differ(number: float, unit: str, here: Setting) -> bool:
    """Whether two products that the sentence names differ by this much in one attribute."""
    named = list({m.product.id: m.product for m in here.mentions}.values())[:2]
    if len(named) < 2:
        return False
    first, second = ({a.name: a for a in p.attributes if isinstance(a.value, float)} for p in named)
    shared = [(first[n], second[n]) for n in first.keys() & second.keys() if _unit(first[n].unit) == unit]
    return any(abs(abs(float(a.value) - float(b.value)) - number) < 0.001 for a, b in shared)


def _own_value(subject: Product | None, number: float, unit: str, words: str, here: Setting) -> bool:
    """Whether the subject's record holds the measure, under the attribute that the clause names, if any."""
    if subject is None:
        return False
    told = meant(subject, words)
    if told is not None:
        own = [t for v in told for t in (v.size, *v.options.values())]
        of_others = [t for v in subject.variants if v not in told for t in (v.size, *v.options.values())]
        if any(_holds(t, number, unit) for t in of_others) and not any(_holds(t, number, unit) for t in own):
            return False
    named = [a for a in subject.attributes if _names(a.name, words, here)]
    measured = [a for a in named if re.search(r"\d", a.text())]
    # "six pockets and 910 g": what the clause also names may be of another unit.
    if any(_of_unit(a.text(), unit) for a in measured) or any(_bare(a.text(), number) for a in measured):
        return any(_holds(a.text(), number, unit) or _bare(a.text(), number) for a in measured)
    return any(_holds(line, number, unit) for line in text_of(subject, here.language).splitlines())


def _names(name: str, words: str, here: Setting) -> bool:
    plain = name.replace("_", " ").lower()
    return plain in words or (here.language == "zh" and spoken.label(name, "zh") in words)


def _holds(text: str, number: float, unit: str) -> bool:
    return any(_number(m["n"]) == number and _unit(m["unit"]) == unit for m in WITH_UNIT.finditer(text))


def _of_unit(text: str, unit: str) -> bool:
    return any(_unit(m["unit"]) == unit for m in WITH_UNIT.finditer(text))


def _bare(text: str, number: float) -> bool:
    """Whether a value without a unit is this number: many feeds leave units to the attribute's name."""
    return re.fullmatch(r"[\d.,]+", text) is not None and _number(text) == number


def _number(text: str) -> float:
    return float(text.replace(",", "").rstrip(".")) if re.search(r"\d", text) else -1.0


def _unit(text: str) -> str:
    return next((u for u, way in _UNITS.items() if re.fullmatch(way, text, re.I)), text.lower())


def _number_backed(found: re.Match[str], here: Setting) -> bool:
    number, subject = found.group().replace(",", ""), here.subject(found.start(), found.end())
    grounds = list(here.records.values("quantity", "order", "items", "steps", "reason", "change", "status"))
    words = here.words(found.start(), found.end())
    if subject is not None:
        grounds += _compared(subject, here)
    if (
        subject is not None
        and re.search(r"rating|rated|reviews|buyers|评分|评价", here.masked, re.I)
        and re.fullmatch(r"[0-5]\.\d", number)
    ):
        return _rated(subject, float(number))
    if subject is not None:
        told = meant(subject, words)
        named = [a for a in subject.attributes if _names(a.name, words, here) and re.search(r"\d", a.text())]
        if named:
            grounds += [a.text() for a in named]
        elif told is not None and re.search(r"size|尺码|码", words):
            grounds += [v.size for v in told]
        else:
            grounds.append(text_of(subject, here.language))
    return any(re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", g) for g in grounds)


def _compared(subject: Product, here: Setting) -> list[str]:
    """Return the values that the comparison's rows hold for this product."""
    winners = [p for p in here.records.plan.points if p.kind == "winner"]
    own = [p.values["value"] for p in winners if p.product is subject]
    return own + [p.values["other_value"] for p in winners if p.other is subject]


def _rating_backed(found: re.Match[str], here: Setting) -> bool:
    subject = here.subject(found.start(), found.end())
    if subject is None:
        return False
    if found.group().startswith("满分"):
        return True
    if found["count"]:
        return int(found["count"].replace(",", "")) == subject.review_count
    if found["f"] and not re.search(r"评|分|星|口碑", here.words(found.start(), found.end())):
        return True
    said = next(float(found[g]) for g in "abcdefg" if found[g])
    if found["vs"]:
        rated = (
            [p for p in here.records.products if p is not subject]
            if len(here.mentions) < 2
            else [m.product for m in here.mentions]
        )
        return any(_rated(p, said) for p in rated) or any(f"{said:g}" in v for v in here.records.values("other_value"))
    return _rated(subject, said)


def _rated(product: Product, said: float) -> bool:
    return product.rating is not None and abs(round(product.rating, 1) - said) < 0.001


_COLORS = (
    "black|white|red|blue|navy|green|gr[ea]y|silver|gold(?:en)?|pink|brown|beige|yellow|orange|purple"
    "|violet|turquoise|teal|ivory|cream|burgundy"
)
_MATERIALS = (
    "cotton|wool(?:len)?|leather|suede|denim|canvas|linen|silk|polyester|nylon|cashmere|fleece|stainless steel"
    "|steel|alumini?um|titanium|bamboo|"
    "wood(?:en)?|oak|plastic|glass|ceramic|porcelain|rubber|silicone|velvet|fur|down-filled|carbon fib(?:re|er)"
)
_FEATURES = (
    "water[- ]?proof|(?:keeps?|shuts?) (?:the )?(?:rain|water|wet) out"
    "|water[- ]resistant|splash[- ]?proof|windproof|rain[- ]?proof|wireless|bluetooth|wi-?fi|nfc"
    "|5g|usb-c|foldable|folding|rechargeable|"
    "solar|cordless|noise[- ]cancell?ing|machine[- ]washable|dishwasher[- ]safe|oven[- ]safe|microwave[- ]safe"
    "|non[- ]?stick|non[- ]?slip|"
    "organic|vegan|gluten[- ]free|sugar[- ]free|fair[- ]?trade|hand[- ]?made|recycled|recyclable|biodegradable"
    "|eco[- ]friendly|hypoallergenic|"
    "fragrance[- ]free|insulated|breathable|lightweight|heavy[- ]duty|durable|adjustable|stackable|portable"
    "|unisex|touch ?screen|backlit|"
    "energy[- ]efficient|fast[- ]charging|shockproof|fire[- ]?proof|scratch[- ]resistant|stain[- ]resistant"
    "|uv[- ]protect\\w*|bpa[- ]free|"
    "for (?:women|men|kids|children|babies)|oled|4k|full hd"
)  # fmt: skip
_ZH = (
    "黑色|白色|红色|蓝色|藏青色|绿色|灰色|银色|金色|粉色|棕色|米色|黄色|橙色|紫色|纯棉|棉质|羊毛|羊绒|皮革|真皮"
    "|牛仔|帆布|亚麻|真丝|涤纶|尼龙|"
    "不锈钢|铝合金|钛|竹|实木|塑料|玻璃|陶瓷|橡胶|硅胶|防水|防泼水|防风|防摔|防火|防滑|不粘|无线|蓝牙|可折叠"
    "|可充电|太阳能|降噪|可机洗|有机|"
    "纯素|无麸质|无糖|手工|可回收|可降解|环保|低敏|隔热|透气|轻便|耐用|可调节|便携|触摸屏|背光|节能|快充|女士"
    "|男士|儿童"
)
FEATURE = re.compile(rf"\b(?:{_COLORS}|{_MATERIALS}|{_FEATURES})\b|{_ZH}", re.I)
_WISHED = re.compile(
    r"\byou(?:'re| are)? (?:want|ask|mention|said|need|look|after|were after|had)|since you|because you"
    r"|\bas you asked|您(?:要|想要|提到|说|在意)",
    re.I,
)
_NOT = re.compile(
    r"(?:\bnot|n't|\bno|\bwithout|\bisn't|\bnon|不|没有|非|无|并不)\s*(?:listed as |made of |a |是|具备|支持)?\s*$",
    re.I,
)


def _feature_backed(found: re.Match[str], here: Setting) -> bool:
    word, words = found.group().lower(), here.words(found.start(), found.end())
    subject = here.subject(found.start(), found.end())
    if _WISHED.search(words) and _wished(word, here):
        return True
    if here.only_wished(word):
        return True
    if subject is None:
        return word in here.records.said.lower()
    facts = [a for a in subject.attributes if _alike(word, a.name, here)]
    if _NOT.search(here.masked[: found.start()]):
        return any(a.value is False or a.text().lower() in ("no", "none") for a in facts)
    if any(a.value is False or a.text().lower() == "no" for a in facts):
        return False
    return any(a.value is True for a in facts) or _recorded(word, subject, here)


def _wished(word: str, here: Setting) -> bool:
    return any(word in told.lower() for told in (here.records.said, *here.records.values("need", "constraint")))


def _alike(word: str, name: str, here: Setting) -> bool:
    def squeeze(text: str) -> str:
        return re.sub(r"[\W_]", "", text.lower())

    if word.endswith(" out"):
        return name in ("waterproof", "water_resistant", "rainproof")
    return squeeze(word) == squeeze(name) or (here.language == "zh" and word in spoken.label(name, "zh"))


def _recorded(word: str, product: Product, here: Setting) -> bool:
    # A description may say "not waterproof": only what the record affirms counts.
    text = text_of(product, here.language)
    ways = {
        word,
        word.replace("-", " "),
        word.replace(" ", "-"),
        word.replace("grey", "gray"),
        word.replace("gray", "grey"),
    }
    ways |= {t.lower() for t in _translated(word)} if here.language == "zh" else set()
    for way in ways:
        for hit in re.finditer(rf"\b{re.escape(way)}\b" if way.isascii() else re.escape(way), text):
            if not _NOT.search(text[: hit.start()]):
                return True
    return False


def _translated(word: str) -> list[str]:
    """Return the English words whose Chinese label is or holds this word: records are often in English only."""
    return [name.replace("_", " ") for name, said in spoken.labels("zh").items() if said in (word, word.rstrip("色质"))]


PAIR = re.compile(
    rf"\bin (?P<a>{_COLORS}),? (?:and )?(?:in )?size (?P<x>\w+)|\bsize (?P<y>\w+),? in (?P<b>{_COLORS})\b", re.I
)


def _pair_backed(found: re.Match[str], here: Setting) -> bool:
    """Whether the subject is made in this colour and this size at once."""
    subject = here.subject(found.start(), found.end())
    color, size = (found["a"] or found["b"]).lower(), (found["x"] or found["y"]).lower()
    if subject is None or not subject.variants:
        return subject is not None
    return any(color in v.color.lower() and v.size.lower() == size for v in subject.variants)


KINDS = (
    Kind("variant", PAIR, _pair_backed),
    Kind("rating", RATING, _rating_backed),
    Kind("number with unit", WITH_UNIT, _with_unit_backed),
    Kind("number", NUMBER, _number_backed),
    Kind("number", NUMBER_WORD, _number_word_backed),
    Kind("feature", FEATURE, _feature_backed),
)
