"""Numbers as people write them: "1,299.50", "1.5k", "two hundred", "a grand", "两百", "三千五", "1.2万"."""

import re

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000, "dozen": 12}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2, "仨": 3}
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "k": 1000, "K": 1000, "w": 10_000}
_WORD = "|".join(sorted(_UNITS, key=len, reverse=True))
_SCALE = "hundred|thousand|grand"
_CJK = "零〇一二两三四五六七八九十百千万"

DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d{1,4})?"
ENGLISH = (
    rf"(?:\b(?:{_WORD})(?:[ -](?:{_WORD}|{_SCALE})){{0,8}}(?: and (?:{_WORD})(?:[ -](?:{_WORD}))?)?\b"
    rf"|\ba (?:{_SCALE})\b(?: and (?:{_WORD})(?:[ -](?:{_WORD}))?\b)?|\b(?:half a )?grand\b)"
)
CHINESE = rf"(?:\d+(?:\.\d+)?[百千万][{_CJK}]{{0,10}}|[{_CJK}]{{1,12}})"
NUMBER = (
    rf"(?:{DIGITS}(?:\s?(?:k|K|grand|thousand|hundred)(?![a-zA-Z]))|{CHINESE}|"
    rf"(?<![a-zA-Z\d.]){DIGITS}(?:[wW](?![a-zA-Z]))?"
    rf"|{ENGLISH})"
)


def number(text: str) -> float | None:
    """Return the number that `text` writes, or None where it writes none."""
    text = text.strip().replace(",", "").lower()
    plain = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(k|w|grand|thousand|hundred)?", text)
    if plain:
        return round(float(plain[1]) * {"w": 10_000, "hundred": 100, None: 1}.get(plain[2], 1000), 4)
    if re.fullmatch(rf"\d+(?:\.\d+)?[百千万][{_CJK}]*", text) or re.fullmatch(rf"[{_CJK}]+", text):
        return _chinese(text)
    return _english(text)


def _english(text: str) -> float | None:
    total, current = 0.0, 0.0
    half = text.startswith("half a ")
    tokens = [t for t in re.split(r"[\s-]+", text.removeprefix("half a ")) if t not in ("a", "and")]
    for token in tokens:
        if token in _UNITS:
            current += _UNITS[token]
        elif token in _SCALES:
            current = (current or 1) * _SCALES[token]
            if _SCALES[token] == 1000:
                total, current = total + current, 0.0
        else:
            return None
    return (total + current) / 2 if half else (total + current if tokens else None)


def _chinese(text: str) -> float | None:
    """Return the value of Chinese numerals; "三千五" is 3500, as it is said."""
    leading = re.match(r"\d+(?:\.\d+)?", text)
    total, section, digit, place = 0.0, 0.0, 0.0, 1
    rest = text
    if leading:
        digit, rest = float(leading[0]), text[leading.end() :]
    for i, character in enumerate(rest):
        if character in _DIGITS:
            digit, after_zero = float(_DIGITS[character]), i > 0 and rest[i - 1] in "零〇"
            place = 1 if after_zero else place
        elif character == "万":
            total, section, digit, place = (section + digit) * 10_000, 0.0, 0.0, 10_000
        else:
            place = _PLACES[character]
            section, digit = section + (digit or 1) * place, 0.0
    tail = digit * (place // 10 if place >= 100 else 1)
    return round(total + section + tail, 4)
