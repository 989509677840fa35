"""Where people live: a house in a street, in English or Chinese."""

import re
from collections.abc import Iterator

from knowledge.pii.chinese_addresses import chinese_addresses
from knowledge.pii.span import Span, before

_SURE = (
    r"street|avenue|road|boulevard|lane|drive|court|terrace|crescent|parkway|highway|mews"
    r"|ave|rd|blvd|ln|pkwy|hwy|cres|cir"
)
_LOOSE = (
    r"st|dr|ct|way|place|pl|ter|close|square|sq|circle|trail|trl|row|walk|gardens|grove|quay|hill|park|rise|view|alley"
)
_STATE = (
    r"A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
)
_ZIP, _UK = r"\d{5}(?:-\d{4})?", r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
_UNIT = r"(?:flat|apt|apartment|unit|suite|ste|room|floor)\.?\s*#?\s*[A-Za-z]?\d{0,5}[A-Za-z]?\b|#\s?\d{1,5}[A-Za-z]?"
_WORDS = r"(?:[A-Za-z][A-Za-z.'-]{0,14}[ ,]+)"
_LAND = r"(?:,?\s*(?:USA|U\.S\.A\.?|US|UK|United States|United Kingdom|England|Canada|Australia)\b)?"
_TAIL = (
    rf"(?:,?\s*(?:{_UNIT}))?"
    rf"(?:[ ,]\s*{_WORDS}{{0,4}}?(?:(?:{_STATE}),?\s*{_ZIP}|{_UK})\b{_LAND}|,?\s*{_ZIP}\b{_LAND}"
    rf"|,\s*(?!(?:and|but|please|thanks|can|is|do|my|i|the|thank|asap|by)\b)"
    rf"(?-i:[A-Z][A-Za-z.'-]*(?: [A-Z][A-Za-z.'-]*){{0,2}})"
    rf"(?:,\s*(?:{_STATE}))?(?=\s*[.,;!?)]|\s*$){_LAND})?"
)
_STREET = re.compile(
    rf"(?<![\w.,$€£¥#/-])(?:(?:{_UNIT}),?\s*)?(?P<house>\d{{1,5}}[A-Za-z]?(?:-\d{{1,4}})?),?\s+"
    rf"(?P<name>(?:[NSEW]\.? |North |South |East |West )?"
    rf"(?:[A-Za-z\d][\w'’.-]*\s+){{1,4}}?)(?P<type>{_SURE}|{_LOOSE})\b\.?(?P<side> [NSEW]{{1,2}}\b)?"
    rf"(?P<tail>{_TAIL})(?=[\s,.;:!?)\"'\u3000-\uffef\u4e00-\u9fff]|$|\0)",
    re.IGNORECASE,
)
_BOX = re.compile(rf"\b(?:P\.? ?O\.? ?Box|Post Office Box)\s*#?\d{{1,6}}{_TAIL}", re.IGNORECASE)
_BROADWAY = re.compile(rf"(?<![\w.,$€£¥#/-])\d{{1,5}}\s+(?:Broadway|Park Avenue){_TAIL}(?=[\s,.;:!?]|$)", re.IGNORECASE)
_CUE = re.compile(
    r"\b(?:ship|send|deliver|delivered|delivery|post|mail|courier|address|live|lives|living|located|place|flat|moved|move|house|home|come)\b"
    r"[^.!?]{0,40}$|\b(?:to|at|from)(?: my| our)?:? *$",
    re.IGNORECASE,
)
_END = re.compile(
    r"\s*(?:[,.;:!?)\n\0]|$|(?:and|but|please|thanks|is|by|on|in|before|for|if|when|or|can)\b|[\u4e00-\u9fff])",
    re.IGNORECASE,
)
_SIDE = re.compile(r"[NSEW]\.? ", re.IGNORECASE)
_CODE = re.compile(rf"(?:{_STATE}),?\s*{_ZIP}$|(?<=\W){_UK}|\b{_ZIP}\b", re.IGNORECASE)
# What a number counts or measures is no house's.
_MEASURE = re.compile(
    r"(?:inch|inches|in|cm|mm|m|ft|feet|foot|pack|packs|piece|pieces|pairs?|x|oz|ml|l|litres?|liters?|kg|g|lb|lbs|gb|tb|w|watt|v|"
    r"volts?|mah|hours?|days?|years?|yr|minutes?|min|weeks?|months?|seater|person|man|people|way|speed|tier|drawer|door|port|"
    r"pounds?|dollars?|euros?|usd|eur|gbp|percent|stars?|of|and|or|to|for|off|new|more|other|black|white|red|blue|green|good|"
    r"different|small|large|medium|size|kids?|men|women|mens|womens|colou?rs?|items?|products?|orders?|pieces?|mile|km|degrees?|"
    r"lane|drive|trail|road|running|hiking|bikes?|shoes|tyres?|tires?)\b",
    re.IGNORECASE,
)


def addresses(text: str) -> Iterator[Span]:
    """Yield where postal addresses stand, each as one piece."""
    for found in _STREET.finditer(text):
        if _is_street(found, text):
            yield found.start(), found.start() + len(found[0].rstrip(". "))
    for pattern in (_BOX, _BROADWAY):
        yield from (
            m.span() for m in pattern.finditer(text) if pattern is _BOX or _CUE.search(before(text, m.start(), 60))
        )
    yield from chinese_addresses(text)


def _is_street(found: re.Match[str], text: str) -> bool:
    name = found["name"].strip()
    if (_MEASURE.match(name) and not _SIDE.match(name)) or "\0" in found[0]:
        return False
    cued = _CUE.search(before(text, found.start(), 60)) is not None
    coded = _CODE.search(found["tail"]) is not None
    if coded:
        return True
    ended = _END.match(text, found.end()) is not None or bool(found["tail"])
    titled = all(word[:1].isupper() or word[:1].isdigit() for word in name.split())
    sure = re.fullmatch(_SURE, found["type"], re.IGNORECASE) is not None
    if cued:
        return ended or sure
    return titled and found["type"][:1].isupper() and ended and (sure or bool(found["tail"]))
