"""Which of the named things is the product wanted, and which are only what it must fit or go with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.turn import Tagged
from agents.understanding.linking import Mention
from agents.understanding.nearby import REACH, just_before
from agents.understanding.negation import refused_after, unwanted
from agents.understanding.product_lines import Named
from agents.understanding.unlisted import UNLISTED, unlisted, widened
from knowledge.words import is_chinese

_ARTICLE = r"(?:my|our|the|an?|his|her|your|their|new|old|this|that)?\s*(?:new |old )?"
_FITS = re.compile(
    rf"(?:\b(?:compatible with|fits?|to fit|works? (?:with|on)|working with|suitable for|goes with|"
    rf"match(?:es|ing)?|connects? to|plugs? into|use (?:it )?(?:with|on)|"
    rf"(?<!look )(?<!looking )(?<!lookin )(?<!search )(?<!searching )(?<!shop )(?<!shopping )(?<!hunt )"
    rf"(?<!hunting )(?<!asked )(?<!thanks )(?<!browsing )(?<!in the market )for)\s+{_ARTICLE}|"
    rf"适用于?|适合|兼容|适配|用于|能用在|配得上|给我的?|给)$",
    re.IGNORECASE,
)
_USED_BY = re.compile(r"(?:专用的?|用的?|适用的?|配套的?|上用的?|的)(?=.)")
_SERVES = re.compile(r"\s*(?:上|能|可以?|专|适)?(?:用|配套)的")  # "G3800用的墨水"
_DEVICES = re.compile(
    r"laptop|notebook|phone|camera|\btv\b|television|tablet|printer|computer|\bpc\b|monitor|console|bike|"
    r"bicycle|car\b|watch|drone|macbook|ipad|projector|router|speaker|headphones|desk\b|guitar|kayak|sofa|"
    r"vacuum"
)
_ACCESSORY = re.compile(
    r"case|cover|charger|cable|cord|screen protector|stand|sleeve|band|strap|holder|mount|adapter|battery|"
    r"dock|bag|lens|ink|toner|cartridge|stylus|keyboard|controller|game|memory|filter|skin|protector|"
    r"power adapter|accessory|remote|cleaner|bulb|headset|headphones|earbuds|ssd|hub|drum unit"
)
_DRESSES = re.compile(r"case|cover|protector|charger|sleeve|skin|holder|strap|band")
_OF_CHINESE = re.compile(
    r"[^，。,；;！!？?、和或]{0,5}的[^，。,；;！!？?、和或]{0,4}"
)  # "能放进烤箱的黑色平底锅": the last is meant
_COMES_WITH = re.compile(r"\b(?:with|including|includes)(?: an?| the| its own)?\s*$", re.IGNORECASE)
_LACKS = re.compile(r"(?:\bwithout(?: an?| any| the)?|\bw/o|\bno|不带|没有|不含|无)\s*$", re.IGNORECASE)
# "Something to slice bread with", "切面包的东西": what is named is what the thing wanted does its work on.
_DOING = re.compile(
    r"\b(?:some|any)thing (?:(?:(?:that|which) (?:can |will |would |could |i can )?|i can |to |for )"
    r"(?!go\b|match|wear|pair|replac|fits?\b|works?\b|suits?\b|supports?\b|ha[sv]e?\b|costs?\b|comes?\b|lasts?\b|"
    r"my\b|our\b|the\b|an?\b|his\b|her\b|their\b|like\b|is\b|are\b|was\b)"
    r"(?<!for )[a-z]+|for [a-z]+ing)\b(?P<on>[^,.:;!?]*)"
    r"|(?P<zh>[^，。！？,]{2,12})(?:用的|的)(?:东西|工具|器具)",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"^ (?:(?:my|our|the|an?|his|her|some) )?(?!it\b|them\b|this\b|these\b|that\b|more|less|better|well)[a-z]{3}", re.I
)


@dataclass(frozen=True)
class Kind:
    """The product type wanted ("" for none said), what it must fit, types refused or `lacking`, mentions used."""

    value: str = ""
    text: str = ""
    start: int = 0
    end: int = 0
    closeness: float = 1.0
    compatible: tuple[str, ...] = ()
    fitted: tuple[Named, ...] = ()
    refused: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    having: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


def kind_of_product(
    text: str,
    named: Sequence[Mention],
    models: Sequence[Named],
    tagged: Tagged | None,
    taken: Sequence[tuple[int, int]],
    topic: str = "",
) -> Kind:
    """Return which product type `text` asks for; the tagger only widens it or fills in where no name was found."""
    types = [m for m in named if m.field == "product_type"]
    refused = [m for m in types if _refused(text, m, named)]
    wanted = [m for m in types if m not in refused]
    compatible = [m for m in wanted if _is_fitted(text, m, wanted)]
    heads = [m for m in wanted if m not in compatible]
    having = [m for m in heads[1:] if just_before(_COMES_WITH, text, m.start) and not is_chinese(m.text)]
    heads = [m for m in heads if m not in having]
    start, end, value, closeness = _head(text, heads)
    if not value:
        start, end, value = unlisted(text, tagged, [*taken, *((m.start, m.end) for m in named)])
        start, end, value = (0, 0, "") if worked_on(text, start) else (start, end, value)
        closeness = UNLISTED if value else 1.0
    else:
        start, end, value = widened(text, start, end, value, tagged, named, taken)
    fitted = tuple(m for m in models if _model_is_fitted(text, m, value or topic, start if value else -1))
    brands = {m.end: m for m in named if m.field == "brand"}
    fits = [_with_brand(text, m.start, m.value, brands) for m in fitted]
    fits += [_with_brand(text, m.start, str(m.value), brands) for m in compatible]
    starts = [*(m.start for m in fitted), *(m.start for m in compatible)]
    ends = [_brand_end(text, s, brands) for s in starts]
    owners = [brands[e] for e in ends if e is not None]
    for brand in (b for b in brands.values() if not fits and value and b.start > start):
        if _ACCESSORY.search(value) and just_before(_FITS, text, brand.start):
            fits, owners = [str(brand.value)], [brand]
    lacking = [m for m in refused if value and just_before(_LACKS, text, m.start)]
    rest = [m for m in refused if m not in lacking]
    used = (*types, *owners)
    return Kind(
        value,
        text[start:end],
        start,
        end,
        closeness,
        tuple(fits),
        fitted,
        _names(rest),
        _names(lacking),
        _names(having),
        used,
    )


def _names(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(m.value) for m in mentions))


def _refused(text: str, mention: Mention, named: Sequence[Mention]) -> bool:
    """Whether a type itself is refused: in "不要黑色的耳机" or "no leather shoes" only the quality before it is."""
    for a, b in unwanted(text):
        if a <= mention.start < b:
            return not any(
                m.field != "product_type" and a <= m.start < mention.start for m in named
            ) and not _qualified(text, a, mention)
    return refused_after(text, mention.end) and is_chinese(mention.text)


def _qualified(text: str, start: int, mention: Mention) -> bool:
    return bool(re.search(r"的$", text[start : mention.start]))


def _is_fitted(text: str, mention: Mention, wanted: Sequence[Mention]) -> bool:
    """Whether a named type is what the product must fit ("a bag for my laptop", "相机用的三脚架")."""
    if not _DEVICES.search(str(mention.value)):
        return False
    before = _before_brand(text, mention.start)
    if _FITS.search(before) and not re.search(r"(?:给我|给)$", before):
        return any(m.start < mention.start for m in wanted) or (is_chinese(mention.text) and len(wanted) > 1)
    later = [m for m in wanted if m.start > mention.start]
    link = _USED_BY.match(text, mention.end) if is_chinese(mention.text) else None
    return bool(
        link and any(m.start - link.end() <= 4 and not re.search("[，。,]", text[link.end() : m.start]) for m in later)
    )


def names_a_use(text: str) -> bool:
    """Whether a text names what a thing is to do and with what, which opens a topic: "something to keep coffee hot"."""
    found = _DOING.search(text)
    return found is not None and bool(found["zh"] or _OBJECT.search(found["on"] or ""))


def worked_on(text: str, start: int) -> bool:
    """Whether what begins at `start` is what the thing wanted is for: bread in "something to slice bread with"."""
    found = _DOING.search(text)
    return found is not None and any(a <= start < b for a, b in (found.span("on"), found.span("zh")))


def _head(text: str, heads: Sequence[Mention]) -> tuple[int, int, str, float]:
    """Return the first type with the types that stand directly before or after it ("camera tripod")."""
    if not heads:
        return 0, 0, "", 1.0
    first, value = heads[0], str(heads[0].value)
    end, closeness = first.end, first.closeness
    for following in heads[1:]:
        if re.fullmatch(r"[\s-]+", text[end : following.start]) and not is_chinese(following.text):
            value, end = f"{value} {following.value}", following.end
        elif is_chinese(following.text) and (
            end == following.start or _OF_CHINESE.fullmatch(text[end : following.start])
        ):
            value, end = str(following.value), following.end
        else:
            break
    return first.start, end, value, closeness


def _model_is_fitted(text: str, model: Named, kind: str, kind_start: int) -> bool:
    """Whether a named model is what the product must fit: "iPhone 13 case", "ink for a DeskJet 2700"."""
    if not kind or model.attribute != "model":
        return False
    if _FITS.search(_before_brand(text, model.start)) or _SERVES.match(text, model.end):
        return True
    follows = "" if kind_start < 0 else text[model.end : kind_start] if model.end <= kind_start else "?"
    dressed = re.fullmatch(r"\s*(?:['’]s)?\s*(?:用?的?)\s*", follows) is not None
    return bool(_ACCESSORY.search(kind)) and (model.is_line or (dressed and bool(_DRESSES.search(kind))))


def _before_brand(text: str, start: int) -> str:
    near = text[max(0, start - REACH) : start]
    return near if _FITS.search(near) else re.sub(r"[A-Za-z-]+\s+$", "", near)


def _brand_end(text: str, start: int, brands: dict[int, Mention]) -> int | None:
    return next((e for e in brands if e <= start and re.fullmatch(r"[\s的]*", text[e:start])), None)


def _with_brand(text: str, start: int, value: str, brands: dict[int, Mention]) -> str:
    end = _brand_end(text, start, brands)
    return value if end is None else f"{brands[end].value} {value}"
