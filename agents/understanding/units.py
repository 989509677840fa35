"""Measures as shoppers state them ("15-inch", "half a litre", "at least 16GB", "42码"), brought to one spelling."""

import re
from dataclasses import dataclass, replace

from agents.understanding.nearby import just_before
from agents.understanding.numbers import CHINESE, DIGITS, ENGLISH, number

# Unit as written out -> (spelling in constraints, dimension, how many base units it is).
_TABLE = {
    r"\"|''|inch(?:es)?|in(?=\s*(?:laptop|tv|monitor|screen|tablet|display)\b)|英寸|英吋|吋|寸": (
        "inch",
        "length",
        25.4,
    ),
    r"mm|millimet(?:er|re)s?|毫米": ("mm", "length", 1),
    r"cm|centimet(?:er|re)s?|厘米|公分": ("cm", "length", 10),
    r"m(?=\s|$|[,.，。的长])|met(?:er|re)s?|米": ("m", "length", 1000),
    r"km|kilomet(?:er|re)s?|公里|千米": ("km", "length", 1_000_000),
    r"ft|feet|foot|英尺": ("ft", "length", 304.8),
    r"yards?|yd": ("yd", "length", 914.4),
    r"ml|millilit(?:er|re)s?|毫升": ("ml", "volume", 1),
    r"cl|centilit(?:er|re)s?": ("cl", "volume", 10),
    r"l(?=\s|$|[,.，。的])|lit(?:er|re)s?|公升|升": ("l", "volume", 1000),
    r"fl\.? ?oz|fluid ounces?|液体盎司": ("fl oz", "volume", 29.5735),
    r"gal(?:lons?)?|加仑": ("gal", "volume", 3785.41),
    r"kg|kilos?|kilograms?|kgs|公斤|千克": ("kg", "weight", 1000),
    r"g(?![a-z])|grams?|公克|克": ("g", "weight", 1),
    r"oz|ounces?|盎司": ("oz", "weight", 28.3495),
    r"lbs?|pounds?|磅": ("lb", "weight", 453.592),
    r"斤": ("jin", "weight", 500),
    r"tb|terabytes?|t(?![a-z])": ("TB", "data", 1000),
    r"gb|gigs?|gigabytes?|g(?=(?:\s?(?:ram|memory|ddr|ssd|hdd|of ram|内存|运存|显存|硬盘|存储|固态)))|gb?内存|"
    r"(?:(?<=64)|(?<=128)|(?<=256)|(?<=512))(?=\s?(?:ssd|固态|存储|硬盘))": (
        "GB",
        "data",
        1,
    ),
    r"mb|megabytes?": ("MB", "data", 0.001),
    r"mhz|兆赫": ("MHz", "frequency", 0.001),
    r"ghz": ("GHz", "frequency", 1),
    r"hz|赫兹": ("Hz", "rate", 1),
    r"mah|毫安时?": ("mAh", "charge", 1),
    r"wh": ("Wh", "energy", 1),
    r"kw|千瓦": ("kW", "power", 1000),
    r"w(?=\s|$|[,.，。的快无])|watts?|瓦": ("W", "power", 1),
    r"v(?=\s|$|[,.，。的])|volts?|伏": ("V", "voltage", 1),
    r"mp|megapixels?|万像素": ("MP", "pixels", 1),
    r"dpi": ("dpi", "dots", 1),
    r"ppm": ("ppm", "pages", 1),
    r"(?:gbps|gb/s|gbit/s)": ("Gbps", "speed", 1000),
    r"(?:mbps|mb/s|mbit/s|兆)": ("Mbps", "speed", 1),
    r"(?:hours?|hrs?|小时|个小时)": ("hour", "time", 60),
    r"(?:minutes?|mins?|分钟)": ("minute", "time", 1),
    r"(?:years?|yrs?|年)": ("year", "age", 1),
    r"lumens?|lm|流明": ("lumen", "light", 1),
    r"(?:degrees?(?: celsius)?|°c?|度)": ("degree", "temperature", 1),
    r"pages?|页": ("page", "count", 1),
    r"cups?(?=\s+(?:coffee|capacity|maker|carafe))|杯量": ("cup", "cups", 1),
}
_COUNTED = (
    r"packs?|pcs?|pieces?|pairs?|sets?|times?|people|persons?|men|seats?|seaters?|ports?|slots?|cores?|players?|"
    r"days?|weeks?|months?|stars?|reviews?|colou?rs?|sizes?|buttons?|keys?|channels?|speeds?|way|x\b|\%|"
    r"percent|st\b|nd\b|"
    r"rd\b|th\b|d\b|bit|k\b(?!\s)|p\b|"
    r"个|件|双|台|只|条|张|把|本|瓶|盒|包|套|支|部|款|岁|码|号|人|口|孔|核|天|周|月|日|星|颗|位|"
    r"种|代|折|次|点|层|寸|座|键|片|根|袋|箱|副|对|枚|罐|束|盏|辆|"
    r"幅|卷|组|份|杯|碗|顶|匹|盆|棵|朵|串"
)
_UNIT = "|".join(f"(?P<u{i}>{spelling})" for i, spelling in enumerate(_TABLE))
_ANY = "|".join(_TABLE)
AFTER_NUMBER = re.compile(rf"\s?-?(?:(?:{_ANY})(?![a-z])|(?:{_COUNTED})(?:(?<=[㐀-鿿])|(?![a-z])))", re.IGNORECASE)
_HALF = r"half an?|半"
_MEASURE = re.compile(
    rf"(?<![\w.])(?P<number>{DIGITS}|{ENGLISH}|{_HALF}|\ban?(?= (?:lit|met|kilo|gal|ter|pound))|{CHINESE})"
    rf"(?:\s?(?:-|to|~|到|至)\s?(?P<second>{DIGITS}|{CHINESE}))?[\s-]?(?:{_UNIT})(?![a-z]|(?<=[a-z])[0-9])".replace(
        r"(?<![\w.])", r"(?<![A-Za-z0-9.])"
    ),
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"(?:\b(?:at least|minimum(?: of)?|min|no less than|not less than|more than|over|above|bigger than|"
    r"larger than|longer than|from)|>=?|≥|至少|最少|不低于|不少于|大于|超过|起码)\s*(?:an? |a )?$",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"(?:\b(?:(?:nothing|not?|n['’]t be|never) (?:bigger|larger|longer|heavier|wider|taller|"
    r"higher|more|over|above) than|at most|up to|max(?:imum)?(?: of)?|no more than|"
    r"not more than|no bigger than|"
    r"not bigger than|no larger than|no longer than|under|below|less than|lighter than|smaller than|"
    r"shorter than|not over)|<=?|≤|不超过|最多|小于|低于|少于|不大于|不到)\s*(?:an? |a )?$",
    re.IGNORECASE,
)
_LEAST_AFTER = re.compile(
    r"\s*(?:\+|(?:or|and) (?:more|bigger|larger|above|up|over|longer|higher|better|greater|"
    r"thicker|wider|taller|heavier|deeper)|以上|及以上|起)",
    re.IGNORECASE,
)
_MOST_AFTER = re.compile(
    r"\s*(?:(?:or|and) (?:less|smaller|under|below|shorter|lighter|lower|thinner|"
    r"narrower)|max\b|以下|以内|之内|及以下)",
    re.IGNORECASE,
)
_LEADS = ((_LEAST, ">="), (_MOST, "<="))
_METRIC = {
    "ft": ("m", "cm"),
    "yd": ("m",),
    "fl oz": ("ml", "l"),
    "gal": ("l",),
    "oz": ("g", "kg"),
    "lb": ("kg", "g"),
    "jin": ("kg", "g"),
}
_NETWORK = re.compile(r"手机|网络|路由|\b(?:(?:smart)?phones?|lte|routers?|network|mobile|sim)\b", re.IGNORECASE)
_DATA = re.compile(
    r"u盘|优盘|显卡|硬盘|固态|内存|存储|手机|平板|电脑|笔记本|\b(?:ssd|memory|micro ?sd|sd|cards?|usb|flash|laptops?|"
    r"(?:smart)?phones?|tablets?|drives?|ram|nas)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Measure:
    """A number with its unit at text[start:end]; `limit` is ">=", "<=" or ""."""

    start: int
    end: int
    value: float
    unit: str
    dimension: str
    limit: str = ""
    high: float | None = None

    def text(self) -> str:
        """Return "number unit", with its limit."""
        shown = f"{self.value:g}" if self.high is None else f"{self.value:g}-{self.high:g}"
        return f"{self.limit} {shown} {self.unit}".strip()


def measures(text: str, topic: str = "") -> list[Measure]:
    """Return the measures stated in `text` (as `words.plain` gives it) about a `topic` in order."""
    return [one for m in _MEASURE.finditer(text) if (one := _measure(text, m, topic))]


def _measure(text: str, m: re.Match[str], topic: str) -> Measure | None:
    said = m["number"].lower()
    value = 0.5 if re.fullmatch(_HALF, said) else 1.0 if said in ("a", "an") else number(said)
    if value is None:
        return None
    index = next(i for i in range(len(_TABLE)) if m[f"u{i}"] is not None)
    unit, dimension, _ = list(_TABLE.values())[index]
    tenth = re.match(r"[一二三四五六七八九1-9](?![\d个人只条])", text[m.end() :]) if m[0].endswith("米") else None
    if tenth:  # "一米八" is 1.8 m
        value += (number(tenth[0]) or 0) / 10
    if unit == "g" and value in (3, 4, 5) and _NETWORK.search(f"{text} {topic}"):
        return None  # "5G" is a network
    if unit == "g" and value >= 4 and _DATA.search(f"{text} {topic}"):
        unit, dimension = "GB", "data"
    if unit == "TB" and m[0][-1] == "t" and not _DATA.search(f"{text} {topic}"):
        return None  # "5t" is a toddler's size
    start, end, limit = m.start(), m.end() + bool(tenth), ""
    leads = [(lead.start(), sign) for pattern, sign in _LEADS if (lead := just_before(pattern, text, start))]
    if leads:
        start, limit = min(leads)
    for pattern, sign in ((_LEAST_AFTER, ">="), (_MOST_AFTER, "<=")):
        side = re.match(r"[厚宽高长深重]?", text[end:])
        if not limit and side and (tail := pattern.match(text, end + side.end())):
            end, limit = end if side[0] else tail.end(), sign  # "6毫米厚以上": its side is read later
    high = number(m["second"]) if m["second"] else None
    return Measure(start, end, value, unit, dimension, limit, high)


def in_units(measure: Measure, known: frozenset[str]) -> Measure:
    """Return a measure in feet, ounces ... in the catalogue's metric unit, unless it uses such units itself."""
    metric = _METRIC.get(measure.unit)
    if metric is None or not known or known & set(_METRIC) or not known & set(metric):
        return measure
    factors = {unit: factor for unit, _, factor in _TABLE.values()}
    own, unit = factors[measure.unit], next(u for u in metric if u in known)
    high = None if measure.high is None else round(measure.high * own / factors[unit], 2)
    value = round(measure.value * own / factors[unit], 2)
    return replace(measure, value=value, unit=unit, high=high)
