"""Numbers, with and without units and in words: each of its own product, under the attribute that is named."""

import re

from agents.replies import spoken
from agents.replies.claims.money import meant
from agents.replies.claims.ratings import rated
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
        return rated(subject, float(number))
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


KINDS = (
    Kind("number with unit", WITH_UNIT, _with_unit_backed),
    Kind("number", NUMBER, _number_backed),
    Kind("number", NUMBER_WORD, _number_word_backed),
)
