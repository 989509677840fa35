"""Chinese postal addresses: from the province down to the door."""

import re
from collections.abc import Iterator

from knowledge.pii.span import Span

_HAN, _N = r"[\u4e00-\u9fff]", r"[0-9A-Za-z一二三四五六七八九十百零〇]"
_ADMIN = (
    rf"(?:{_HAN}{{2,7}}(?:省|自治区|特别行政区)|{_HAN}{{2,6}}?(?:市|自治州)"
    rf"|{_HAN}{{1,5}}?(?:区|县|旗)|{_HAN}{{1,5}}?(?:镇|乡|街道))"
)
_ROAD = rf"{_HAN}[\u4e00-\u9fff0-9]{{0,7}}?(?:路|街|大街|大道|巷|胡同|弄|里|村|道)(?:[东西南北中]?(?:段|路|街))?"
_PLACE = (
    rf"{_HAN}[\u4e00-\u9fffA-Za-z0-9]{{0,9}}?"
    r"(?:小区|花园|公寓|大厦|广场|家园|苑|新村|庄园|花城|府|中心|宿舍|大学|学院|科技园|写字楼|社区|公馆|国际)"
)
_DOOR = (
    rf"(?:{_N}{{1,6}}(?:-{_N}{{1,5}})* ?"
    rf"(?:号楼|号院|号|弄|栋|幢|座|楼|层|单元|室|房|户|组|区|期)|\d{{1,4}}(?:-\d{{1,4}})+)"
)
_WHOLE = re.compile(
    rf"(?P<admin>{_ADMIN}{{0,4}})\s*(?P<road>(?:{_ROAD})?)\s*"
    rf"(?P<door>(?:{_DOOR}|{_PLACE}|[ ,，](?={_DOOR}|{_PLACE}))*{_DOOR}"
    rf"(?:[ ,，]?(?:{_DOOR}|{_PLACE}| ?\d{{3,4}}(?!\d|{_HAN})|[\u4e00-\u9fffA-Za-z]{{1,10}}?{_DOOR}))*)"
)
# Words that lead up to an address, and are left to be read.
_LEAD = re.compile(
    r"^.*(?:寄到|寄往|寄给|寄去|送到|送往|送去|发到|发往|邮到|配送到|地址在|地址是|地址为|地址改成|地址改为|地址|改到|改成|住址|住在|住(?!宅)|人在|我在|位于|"
    r"收货|收件|到货|搬到|搬去|来自|送货|快递到|是|到|在|给|为|往|请|去)(?=.)"
)
_NOT_NAMES = re.compile(r"^(?:这|那|哪|每|一|两|几|多|逛|上|第|有|买|要|想|个|的|和|条|套|思|网|线|电)")
_NUMBERED = re.compile(
    rf"{_HAN}{{1,7}}(?:路|街|大街|大道|巷|胡同|弄|里|村)(?:[东西南北中]?段)?\s*{_N}{{1,6}}"
    rf"(?:-{_N}{{1,5}})* ?(?:号|弄|栋|座|-|$)"
)


def chinese_addresses(text: str) -> Iterator[Span]:
    """Yield where Chinese addresses stand: a road or an estate with a door number."""
    for run in re.finditer(r"[\u4e00-\u9fffA-Za-z0-9 ,，\-]{5,80}", text):
        for found in _WHOLE.finditer(run[0]):
            start = found.start() + _lead(found[0])
            said = run[0][start : found.end()]
            if _is_address(said):
                yield run.start() + start, run.start() + found.end()


def _lead(said: str) -> int:
    head = re.match(r"[\u4e00-\u9fff]*", said)
    lead = _LEAD.match(head[0]) if head else None
    return lead.end() if lead else 0


def _is_address(said: str) -> bool:
    """Whether what is left names a place and a door: one of the two alone is also how sizes and parts are counted."""
    admin = re.match(rf"{_ADMIN}+", said)
    road = _NUMBERED.search(said)
    place = re.search(_PLACE, said)
    doors = re.findall(_DOOR, said)
    if _NOT_NAMES.match(said) and not admin:
        return False
    if admin and doors and (road or place or re.search("路|街|道|村|里|巷|弄|镇|乡", said)):
        return True
    return bool(road) or bool(place and (len(doors) >= 2 or re.search("栋|幢|单元|室|号楼", said)))
