"""How a turn moves the conversation: constraints carried over, replaced, loosened, dropped, or reset by a new topic."""

import re
from collections.abc import Iterable
from dataclasses import replace

from agents.turn import DialogueState
from agents.understanding.nouns import names_a_use
from agents.understanding.queries import rewritten
from knowledge.constraints import Constraints
from knowledge.materials import made_of
from knowledge.words import key

LOOSENED = 1.2  # "a bit more is fine" raises the upper price limit by a fifth

_ANY = (
    r"(?:any|whatever|whichever|doesn['’]?t matter (?:the|which|what)|(?:i )?don['’]?t (?:care|"
    r"mind) (?:about |what |which )?(?:the |about )?|no preference (?:on|for|about|in) (?:the )?|"
    r"forget (?:about )?(?:the |my )?|never ?mind (?:about )?(?:the )?|drop the |ignore (?:the |my )?|"
    r"remove (?:the )?|all|no particular|regardless of (?:the )?)"
)
_NO_MATTER = (
    r"(?:s? ?(?:does ?n['’]?t|do ?n['’]?t|does not|do not|not) (?:really )?(?:matter|important)|s? (?:is|"
    r"are) (?:not important|irrelevant|flexible|no object|not an issue|unlimited)|s? is fine|都可以|都行|无所谓|"
    r"不限|随便|不重要|不管|任意|没要求|没有要求|都成|没关系|不在乎)"
)
_NAMES = {
    "brand": r"brands?(?: name)?s?|make|manufacturer|品牌|牌子",
    "price": r"prices?|budget|cost|money|price (?:limit|range)|价格|价钱|预算|价位|钱",
    "color": r"colou?rs?|颜色",
    "size": r"sizes?|尺寸|尺码|大小|码数",
    "material": r"materials?|fabric|材质|材料|面料",
    "rating": r"ratings?|stars|reviews|评分|评价",
    "audience": r"gender|性别",
    "sort": r"order|排序",
    "attributes.ram": r"ram|memory|内存|运存",
    "attributes.storage": r"storage|存储|硬盘大小",
    "attributes.weight": r"weight|重量|轻重",
    "attributes.capacity": r"capacity|容量|几个人",
    "attributes.use": r"用途",
    "attributes.room": r"哪个房间|房间",
    "attributes.battery_life": r"battery life|续航",
}
_FIELDS = {"price": ("price_min", "price_max"), "brand": ("brand", "brand_not"), "rating": ("rating_min",)}
_LOOSEN = re.compile(
    r"\b(?:(?:a )?(?:bit|little|tad) (?:more|higher|over|above|extra)(?: expensive)?(?: is| would be|"
    r"['’]s)? ?(?:fine|ok|okay|alright|all right|good|too)?|(?:can|could|willing to|happy to|able to|will|"
    r"i['’]ll) (?:go|stretch|spend|pay) (?:(?:a )?(?:bit|little|tad|slightly) )?(?:higher|more|over|up|"
    r"further|extra)|(?:raise|increase|stretch|up) (?:the |my )?budget|slightly (?:more|over|higher)|"
    r"some ?what more expensive)\b(?! than)"
    r"|(?:稍微|再|可以)?(?:贵|高|多)一?(?:点|些)(?:也|都|没)?(?:可以|行|没关系|没事|能接受|"
    r"无所谓|好)|预算(?:可以|能)?(?:再|稍微|适当)?(?:高|加|多|"
    r"提高|放宽|增加)一?[点些]?|加点钱|超一点(?:也|没)|多花[一]?点",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"^\W*or\b|^或者?|\b(?:also|as well|too|or also|in addition|add|(?:is|are) (?:fine|ok|okay))\b|"
    r"也可以|也行|也能接受|也好|还有|还可以|再加|也看看|也要",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^\W*(?:no|nope|sorry|actually|wait|oops|oh)\b.*\b(?:i )?(?:meant?|mean|want(?:ed)?|said)\b|"
    r"\bi meant?\b|(?:不是|不对|错了|说错|我是说|我的意思是|其实)",
    re.IGNORECASE,
)
_OTHER_BRANDS = re.compile(
    r"\b(?:other|another|different) (?:brand|make|manufacturer)s?\b|(?:别的|其他|其它|另外的?|换一?个)(?:牌子|品牌)",
    re.IGNORECASE,
)
_UNDO = re.compile(
    r"^\W*(?:(?:please|ok|no|actually|sorry)\W+)*(?:undo(?: (?:that|it|this|the last (?:one|change|step)))?|go back(?: "
    r"(?:to (?:what|how) (?:it|we|i) (?:was|were|had).{0,12}|(?:a|one) step|please))?|"
    r"revert(?: that| it)?|back to (?:what|how) (?:it was|we had)(?: before)?|"
    r"撤销|撤回|(?:返回|退回|回到)(?:刚才|之前|上一步).{0,6}|恢复(?:到)?(?:刚才|之前|原来)(?:的(?:条件)?)?|上一步)\W*(?:please|吧)?\W*$",
    re.IGNORECASE,
)
_SIZE_STEP = re.compile(
    r"(?P<up>\b(?:(?:a|one|the next) size (?:up|bigger|larger)|(?:bigger|larger|next) size(?: up)?)\b|"
    r"[大加]一?个?[码号](?!的字)|[码号]数?大一[点号码])"
    r"|\b(?:(?:a|one) size (?:down|smaller)|smaller size)\b|小一?个?[码号](?!的字)|[码号]数?小一[点号码]",
    re.IGNORECASE,
)
_LETTERS = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL")
_AGAIN = re.compile(
    r"\b(?:start over|start again|reset|clear (?:all|everything|filters?)|forget (?:it|everything|"
    r"all that|about (?:it|that|all that))|something (?:completely|totally|entirely) different|"
    r"new search)\b"
    r"|重新(?:开始|来|找|搜)|清空|全部清除|从头来|换个话题|算了.{0,3}(?:重新|换)",
    re.IGNORECASE,
)
_ATTRIBUTE_ANY = re.compile(
    r"\b(?:does ?n['’]?t|do ?n['’]?t|does not|do not|not) (?:really )?(?:have to|need to|needs? to|"
    r"must) be (?P<a>[a-z -]+?)(?: anymore| any more)?(?:$|[,.;!?])|不(?:一定|必|用|需要)(?:非)?(?:要|得|"
    r"是)?(?P<z>[㐀-鿿]{2,6}?)(?:的|了|也行|$|[，。])",
    re.IGNORECASE,
)


def dropped(text: str) -> tuple[str, ...]:
    """Return the constraints that `text` says no longer matter: "any brand", "price doesn't matter", "颜色随便"."""
    found: list[str] = []
    for name, words in _NAMES.items():
        leading = (
            rf"\b{_ANY}\s*(?:the )?(?:{words})\b(?! (?:but|except|other))|(?:不限|不管|不在乎|任何|"
            rf"不要求|不考虑|随便什么|"
            rf"去掉)(?:什么)?(?:{words})|什么(?:{words})(?:都|也)"
        )
        trailing = (
            rf"(?:\b|(?<=[㐀-鿿])|^)(?:{words}){_NO_MATTER}|(?:{words})(?:什么的)?(?:我)?(?:(?:都|"
            rf"也)(?:可以|行)|无所谓|不限|随便|"
            rf"没要求)"
        )
        if re.search(leading, text, re.IGNORECASE) or re.search(trailing, text, re.IGNORECASE):
            found += _FIELDS.get(name, (name,))
    if re.search(r"\bno (?:price )?(?:budget|limit)(?: limit)?\b|money is no object|没有预算", text, re.IGNORECASE):
        found += [f for f in _FIELDS["price"] if f not in found]
    return tuple(found)


def loosens(text: str) -> bool:
    """Whether `text` allows a price somewhat above the limit."""
    return bool(_LOOSEN.search(text))


def corrects(text: str) -> bool:
    """Whether `text` puts right what was understood before: "no, I meant for my son"."""
    return bool(_CORRECTION.search(text))


def starts_over(text: str) -> bool:
    """Whether `text` asks to forget the topic."""
    return bool(_AGAIN.search(text))


def undoes(text: str) -> bool:
    """Whether `text` takes back the last change of what is wished for: "undo that", "go back"."""
    return bool(_UNDO.search(text))


def drop(state: DialogueState, names: Iterable[str]) -> DialogueState:
    """Return `state` less the constraints of clicked chips ("price_max", "brand:Samsung", "attributes.waterproof").

    Their words leave the search words too.
    """
    constraints = state.constraints
    for chip in names:
        name, _, value = chip.partition(":")
        known = name.startswith("attributes.") or name in Constraints.__dataclass_fields__
        if known and name != "attributes":
            constraints = constraints.without(name, value or None)
    if constraints == state.constraints:
        return state
    return replace(state, constraints=constraints, query=rewritten(state.query, state.constraints, constraints))


def merged(before: Constraints, stated: Constraints, text: str) -> Constraints:
    """Return the constraints after a turn about the same topic that `stated` something and dropped or loosened some."""
    base = before
    for name in dropped(text):
        base = base.without(name)
    if _OTHER_BRANDS.search(text) and base.brand and not stated.brand:
        base = replace(base, brand=(), brand_not=tuple(dict.fromkeys([*base.brand_not, *base.brand])))
    if base.size and not stated.size and (step := _SIZE_STEP.search(text)):
        base = replace(base, size=_stepped(base.size, 1 if step["up"] else -1))
    if loosens(text) and base.price_max is not None and stated.price_max is None:
        base = replace(base, price_max=round(base.price_max * LOOSENED, 2))
    base = _without_contradicted(base, stated)
    said = {k: getattr(stated, k) for k in stated.as_json() if k != "attributes"}
    if _ALSO.search(text):
        allowed = str(before.attributes.get("color_not", "")).split(", ")
        if "color" in said and not base.color and set(said["color"]) <= set(allowed):
            said.pop("color")  # "black is fine too" takes back that black was refused, and wants no black
        for name in ("brand", "color", "brand_not"):
            if name in said:
                said[name] = tuple(dict.fromkeys([*getattr(base, name), *said[name]]))
    said["brand_not"] = tuple(dict.fromkeys([*base.brand_not, *stated.brand_not]))
    return replace(base, **said, attributes=_attributes(base, stated, text))


def _stepped(size: str, step: int) -> str:
    """Return the next size up or down: of letters the neighbour, of numbers one more or less."""
    if size.upper() in _LETTERS:
        place = _LETTERS.index(size.upper()) + step
        return _LETTERS[place] if 0 <= place < len(_LETTERS) else size
    number = re.fullmatch(r"(?P<region>(?:EU|UK|US)? ?)(?P<n>\d{1,2}(?:\.5)?)", size)
    return f"{number['region']}{float(number['n']) + step:g}" if number else size


def _attributes(base: Constraints, stated: Constraints, text: str) -> dict[str, str | bool | float | int]:
    kept = dict(base.attributes)
    for name, value in stated.attributes.items():
        excluded, plain_name = name.endswith("_not"), name.removesuffix("_not")
        if (
            excluded
            and isinstance(kept.get(name), str)
            and isinstance(value, str)
            and value not in str(kept[name]).split(", ")
        ):
            value = f"{kept[name]}, {value}"
        if excluded and kept.get(plain_name) == value:
            kept.pop(plain_name)
        if not excluded and kept.get(f"{name}_not") == value:
            kept.pop(f"{name}_not")
        kept[name] = value
    if m := _ATTRIBUTE_ANY.search(text):
        kept.pop(key(m["a"] or "").replace(" ", "_"), None)
    return kept


def _without_contradicted(base: Constraints, stated: Constraints) -> Constraints:
    """Return `base` less what the turn's words make impossible: a brand now refused, limits that would cross."""
    brand = tuple(b for b in base.brand if b not in stated.brand_not)
    brand_not = tuple(b for b in base.brand_not if b not in stated.brand)
    refused = str(stated.attributes.get("color_not", "")).split(", ")
    color = tuple(c for c in base.color if c not in refused)
    low, high = base.price_min, base.price_max
    if stated.price_max is not None and (low is not None and low >= stated.price_max):
        low = None
    if stated.price_min is not None and (high is not None and high <= stated.price_min):
        high = None
    attributes = dict(base.attributes)
    if set(str(attributes.get("color_not", "")).split(", ")) & set(stated.color):
        attributes.pop("color_not")
    if stated.material and made_of(stated.material, str(attributes.get("material_not", ""))):
        attributes.pop("material_not")
    if base.material and made_of(base.material, str(stated.attributes.get("material_not", ""))):
        base = replace(base, material="")
    return replace(
        base, brand=brand, brand_not=brand_not, color=color, price_min=low, price_max=high, attributes=attributes
    )


_ALL = re.compile(r"\b(?:show|see|list|browse)(?: me)? (?:all|every)\b|(?:看看?|列出)?(?:全部|所有)的", re.IGNORECASE)
_WISH = re.compile(r"\b(?:i want|i need|looking for|i'd like|show me)\b|想买|要买|想要|想找", re.IGNORECASE)


def is_new_topic(before: Constraints, stated: Constraints, text: str) -> bool:
    """Whether the product type said is not the topic's, or comes with a budget of its own; a correction opens none.

    What a thing is to do opens one too, where no type is said.
    """
    if (
        starts_over(text)
        or (names_a_use(text) and not stated.product_type)
        or (stated.product_type and _ALL.search(text))
    ):
        return True
    if not stated.product_type or corrects(text):
        return False
    if not before.product_type:
        # A budget said first belongs to the thing said next, unless that comes with a budget of its own.
        budgets = stated.price_max is not None and before.price_max is not None
        return budgets and bool(_WISH.search(text))
    old, new = key(before.product_type), key(stated.product_type)
    return not (old == new or new.endswith(old) or old.endswith(new))
