"""Amounts with units, brought to one unit a dimension so that 15.6 inch can be compared with 39.6 cm."""

import re
from dataclasses import dataclass

from knowledge.search.text import clean

# unit -> (dimension, factor to its base unit)
_UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("mm", "millimeter", "millimetre", "millimeters", "毫米"), ("length", 0.1)),
    **dict.fromkeys(("cm", "centimeter", "centimetre", "centimeters", "厘米", "公分"), ("length", 1.0)),
    **dict.fromkeys(("m", "meter", "metre", "meters", "metres", "米"), ("length", 100.0)),
    **dict.fromkeys(("km", "kilometer", "公里"), ("length", 100_000.0)),
    **dict.fromkeys(("in", "inch", "inches", "英寸", "寸"), ("length", 2.54)),
    **dict.fromkeys(("ft", "foot", "feet", "英尺"), ("length", 30.48)),
    **dict.fromkeys(("yd", "yard", "yards"), ("length", 91.44)),
    **dict.fromkeys(("mg",), ("mass", 0.001)),
    **dict.fromkeys(("g", "gram", "grams", "克"), ("mass", 1.0)),
    **dict.fromkeys(("kg", "kilogram", "kilograms", "kilo", "kilos", "公斤", "千克"), ("mass", 1000.0)),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds", "磅"), ("mass", 453.592)),
    **dict.fromkeys(("oz", "ounce", "ounces", "盎司"), ("mass", 28.3495)),
    **dict.fromkeys(("ml", "millilitre", "milliliter", "毫升"), ("volume", 1.0)),
    **dict.fromkeys(("cl",), ("volume", 10.0)),
    **dict.fromkeys(("l", "liter", "litre", "liters", "litres", "升"), ("volume", 1000.0)),
    **dict.fromkeys(("fl oz", "floz"), ("volume", 29.5735)),
    **dict.fromkeys(("kb",), ("data", 1e-6)),
    **dict.fromkeys(("mb", "megabyte", "megabytes"), ("data", 1e-3)),
    **dict.fromkeys(("gb", "gigabyte", "gigabytes", "g内存"), ("data", 1.0)),
    **dict.fromkeys(("tb", "terabyte", "terabytes"), ("data", 1000.0)),
    **dict.fromkeys(("hz",), ("frequency", 1.0)),
    **dict.fromkeys(("khz",), ("frequency", 1e3)),
    **dict.fromkeys(("mhz",), ("frequency", 1e6)),
    **dict.fromkeys(("ghz",), ("frequency", 1e9)),
    **dict.fromkeys(("mw",), ("power", 1e-3)),
    **dict.fromkeys(("w", "watt", "watts", "瓦"), ("power", 1.0)),
    **dict.fromkeys(("kw",), ("power", 1e3)),
    **dict.fromkeys(("v", "volt", "volts", "伏"), ("voltage", 1.0)),
    **dict.fromkeys(("mah", "毫安", "毫安时"), ("charge", 1.0)),
    **dict.fromkeys(("ah",), ("charge", 1000.0)),
    **dict.fromkeys(("wh",), ("energy", 1.0)),
    **dict.fromkeys(("s", "sec", "second", "seconds", "秒"), ("time", 1.0)),
    **dict.fromkeys(("ms",), ("time", 1e-3)),
    **dict.fromkeys(("min", "minute", "minutes", "分钟"), ("time", 60.0)),
    **dict.fromkeys(("h", "hr", "hour", "hours", "小时"), ("time", 3600.0)),
    **dict.fromkeys(("day", "days", "天"), ("time", 86_400.0)),
    **dict.fromkeys(("mp", "megapixel", "megapixels", "万像素"), ("pixels", 1.0)),
    **dict.fromkeys(("dpi",), ("dots", 1.0)),
    **dict.fromkeys(("db", "decibel", "decibels"), ("loudness", 1.0)),
    **dict.fromkeys(("%", "percent"), ("share", 1.0)),
    **dict.fromkeys(("°c", "celsius"), ("temperature", 1.0)),
    **dict.fromkeys(("pc", "pcs", "piece", "pieces", "pack", "pc(s)", "件", "个"), ("count", 1.0)),
    **dict.fromkeys(("person", "persons", "people", "seat", "seats", "人"), ("people", 1.0)),
}
DIMENSIONS = tuple(dict.fromkeys(d for d, _ in _UNITS.values()))
_AMOUNT = re.compile(r"(?<![\w.])(\d+(?:[.,]\d+)?)[\s-]?(fl oz|pc\(s\)|°c|%|[a-zµ]+|[㐀-鿿]{1,3})?")
_LIMIT = re.compile(r"\s*(>=|<=|>|<|=)?\s*(\d+(?:[.,]\d+)?)\s*(.*)")


@dataclass(frozen=True)
class Measure:
    """An amount in the base unit of its dimension; "" is a bare number."""

    amount: float
    dimension: str = ""


def measure(amount: float, unit: str) -> Measure:
    """Return an amount in its base unit; an unknown unit leaves a bare number."""
    dimension, factor = _UNITS.get(unit.strip().lower(), ("", 1.0))
    return Measure(amount * factor, dimension)


def measures_in(text: str) -> list[Measure]:
    """Return every amount with a known unit in a text."""
    found = [measure(float(n.replace(",", ".")), u) for n, u in _AMOUNT.findall(clean(text)) if u]
    return [m for m in found if m.dimension]


def limit(text: str) -> tuple[str, Measure] | None:
    """Read ">= 15.6 inch" as its comparison (">=", "<=" or "=") and its measure; None where no number leads."""
    read = _LIMIT.fullmatch(clean(str(text)).strip())
    if read is None:
        return None
    sign = {">": ">=", "<": "<=", None: "="}.get(read[1], read[1])
    return str(sign), measure(float(read[2].replace(",", ".")), read[3])
