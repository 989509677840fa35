"""Read attribute values into typed facts: yes/no, numbers with units, text."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.feeds.cleaning import clean_text, snake_case
from knowledge.product import Attribute

# Spellings of a unit, lower case, to the one that facts carry; those in which case matters stand in _CASED.
_UNITS = {
    spelling: unit
    for unit, spellings in {
        "kg": "kg kgs kilogram kilograms 公斤 千克", "g": "g gr gram grams 克", "lb": "lb lbs pound pounds",
        "oz": "oz ounce ounces",
        "t": "tonnes", "mm": "mm millimetre millimetres millimeter millimeters 毫米",
        "cm": "cm centimetre centimetres centimeter centimeters 厘米", "m": "m metre metres meter meters 米",
        "km": "km",
        "in": "in inch inches \" ″ ” 英寸", "ft": "ft foot feet ' ′",
        "ml": "ml millilitre millilitres milliliter 毫升", "cl": "cl",
        "l": "l litre litres liter liters 升", "fl oz": "floz", "W": "w watt watts 瓦", "kW": "kw", "V": "v volt volts",
        "VA": "va", "kVA": "kva", "mA": "ma", "A": "a amp amps ampere", "mAh": "mah", "Ah": "ah",
        "Wh": "wh", "Hz": "hz", "kHz": "khz", "MHz": "mhz",
        "GHz": "ghz", "KB": "kb", "MB": "mb", "GB": "gb", "TB": "tb", "Mbit/s": "mbps mbit/s", "Gbit/s": "gbps gbit/s",
        "MP": "mp megapixel megapixels", "dpi": "dpi", "ppi": "ppi", "px": "px pixels", "dB": "db",
        "lm": "lm lumen lumens",
        "cd/m²": "cd/m² cd/m2 nit nits", "rpm": "rpm", "bar": "bar", "%": "%", "°C": "°c ℃", "°F": "°f",
        "°": "°", "h": "h hr hrs hour hours 小时",
        "min": "min mins minute minutes 分钟", "s": "s sec secs second seconds 秒", "ms": "ms",
        "days": "day days", "weeks": "week weeks",
        "months": "month months", "years": "year years yr yrs", "pages": "pages", "sheets": "sheets",
        "pcs": "pcs pc pieces piece",
        "g/m²": "g/m² g/m2 gsm", "J": "j joule joules", "Ω": "ohm ohms ω", "kWh": "kwh", "BTU/h": "btu/h",
        "m²": "m² sqm", "den": "den denier",
    }.items()
    for spelling in spellings.split()
}  # fmt: skip
_QUANTITY = re.compile(
    r"([-+]?\d{1,12}(?:[.,]\d{1,6})?|[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?)\s*([^\d\s.,\-+*/()]\S{0,14}(?: oz)?)"
)
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d{0,11})(?:\.\d{1,9})?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NAMED_UNIT = re.compile(r"(.+?)\s*\(([^()]{1,12})\)")
_YES = frozenset({"yes", "true", "y", "是", "有"})
_NO = frozenset({"no", "false", "n", "否", "无"})


def attribute(name: str, raw: object, unit: str = "") -> Attribute | None:
    """Return one typed fact, or None where name or value is empty; "1.5 kg" becomes 1.5 with unit kg."""
    if isinstance(raw, bool):
        return Attribute(name, raw) if name else None
    if isinstance(raw, int | float):
        return Attribute(name, float(raw), unit) if name and abs(raw) < 1e300 else None
    text = clean_text(raw)
    if not name or not text:
        return None
    if text.lower() in _YES or text.lower() in _NO:
        return Attribute(name, text.lower() in _YES)
    if _NUMBER.fullmatch(text):
        return Attribute(name, float(text), unit)
    number, found = quantity(text)
    return Attribute(name, text) if number is None else Attribute(name, number, found)


def quantity(text: str) -> tuple[float | None, str]:
    """Return number and unit of "1.5 kg"; (None, "") for anything that is not exactly one measure in a known unit."""
    parts = _QUANTITY.fullmatch(text.strip())
    unit = _UNITS.get(parts[2].lower().replace(" ", "").rstrip("."), "") if parts else ""
    if parts is None or not unit:
        return None, ""
    number = parts[1]
    plain = number.replace(",", "") if _THOUSANDS.fullmatch(number) else number.replace(",", ".")
    return float(plain), unit


def attributes(raw: object) -> tuple[Attribute, ...]:
    """Return the facts of an object {name: value}, or of a list of [name, value, unit] or {name, value, unit}.

    The first fact of a name wins.
    """
    found = {a.name: a for a in reversed(list(_facts(raw)))}
    return tuple(reversed(found.values()))


def _facts(raw: object, prefix: str = "") -> Iterator[Attribute]:
    for name, value in _pairs(raw):
        name, unit = _unit_of_name(name)
        full = snake_case(f"{prefix} {name}")
        if isinstance(value, Mapping) and "value" in value:
            yield from _fact(full, value["value"], str(value.get("unit") or unit))
        elif isinstance(value, Mapping):
            yield from _facts({str(k): v for k, v in value.items()}, full) if len(prefix) < 60 else ()
        else:
            yield from _fact(full, value, unit)


def _unit_of_name(name: str) -> tuple[str, str]:
    """Return "Weight" and "kg" of "Weight (kg)"."""
    parts = _NAMED_UNIT.fullmatch(name)
    unit = _UNITS.get(parts[2].lower(), "") if parts else ""
    return (parts[1], unit) if parts and unit else (name, "")


def _fact(name: str, value: Any, unit: str = "") -> Iterator[Attribute]:
    if isinstance(value, list | tuple):
        value = ", ".join(clean_text(v) for v in value if v is not None and not isinstance(v, Mapping | list))
    if value is not None and not isinstance(value, Mapping) and (fact := attribute(name, value, unit)):
        yield fact


def _pairs(raw: object) -> Iterator[tuple[str, Any]]:
    if isinstance(raw, Mapping):
        yield from ((str(k), v) for k, v in raw.items())
    elif isinstance(raw, list | tuple):
        for entry in raw:
            if isinstance(entry, list | tuple) and len(entry) >= 2:
                yield str(entry[0]), {"value": entry[1], "unit": entry[2] if len(entry) > 2 else ""}
            elif isinstance(entry, Mapping) and "name" in entry:
                yield str(entry["name"]), {"value": entry.get("value"), "unit": entry.get("unit", "")}
