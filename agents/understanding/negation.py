"""Which part of the text says what is not wanted: "not Samsung or LG", "without a stand", "不要黑色", "除了三星"."""

import re
from functools import lru_cache

from knowledge.words import is_chinese

_CUE = re.compile(
    r"\b(?:(?:i |we )?(?:do ?n['’]?t|do not|does ?n['’]?t|does not|wo ?n['’]?t|"
    r"did ?n['’]?t) (?:really )?(?:want|like|need|have|show me|include|come with|"
    r"care for|buy|wear|use|be)(?: any(?:thing)?| an?| the| it)?(?: in| from| to be| by| with)?|"
    r"can(?:['’]?t|not) (?:stand|bear)(?: the)?|dislikes?(?: the)?|allergic to|"
    r"not (?:a fan of|keen on|fond of)(?: the)?|"
    r"not(?: an?| the| in(?=\s(?!ears?\b))| from| by| made of| made from| with| any| for)?|"
    r"no(?! (?:more|less|one|idea|problem|preference|rush|worries|thanks|thank|need|matter|budget|i|its|"
    r"it|that|longer|bigger|larger|greater|higher|wait|sorry|actually)\b)(?! ?[,.!?;])|"
    r"(?:is|are|was)n['’]?t|without(?: an?| any| the)?|w/o|except(?: for)?(?: the)?|excluding|other than|anything but|"
    r"everything but|all but|any(?: brand| make| colou?r| one)? but|apart from|instead of|rather than|avoid(?:ing)?|"
    r"hate|nothing(?: in| from| by| with)?|neither|nor|minus|skip(?: the)?|exclude|remove(?: the| all| any)?|"
    r"leave out(?: the)?|get rid of(?: the)?|filter out(?: the)?)\b[\s-]*"
    r"|不(?:想)?要(?!超过|高于|太|紧|贵)|不想买|不想|不喜欢|受不了|不爱|不是|不带|不含|不用|不买|"
    r"不考虑|不能有|不需要|(?<!有)没有|别要|别给我(?:推荐|看|找)?|别(?!超|"
    r"太)|除了|排除|讨厌|去掉|拒绝|非(?!常)|无(?!线|论|所|人|袖|麸|糖|香|乳|绳|尘|叶|火|痕|框|缝|限|忧)",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"not(?: the)? (?:too|only|sure|just|bad|necessarily|very|so|cheapest|least|really|yet|much|more|less|"
    r"over|under|above|below|exceed|fussy|picky|important|a problem)\b|"
    r"(?:i |we )?(?:do ?n['’]?t|do not) (?:need|want) (?:to|it to)|no (?:more|less) than|不是很|没有问题",
    re.IGNORECASE,
)
_END = re.compile(
    r"[,.;!?，。！？；\n]|\b(?:but|just|only|please|under|below|i|that|which|max|cheaper|around|at least|up to|"
    r"between|is|are|would|"
    r"give|show|something|with|for|thanks|instead|if|because|and (?:under|with|in|for|i|it|cheap))\b|但|就|"
    r"只|最好|我|以外|之外|，|给我|换|来|想",
    re.IGNORECASE,
)
_END_CHINESE = re.compile(_END.pattern + r"|(?<=[㐀-鿿a-zA-Z])的(?!的?\s*(?:[和或、跟及与也都,，。]|$))", re.IGNORECASE)
_AFTERWARDS = re.compile(
    r"(?:色)?(?:的|牌|品牌)?(?:都|就|我|也)?(?:过敏|会痒|不要(?=\s*(?:$|[，。,.!！？?了哦啊呀]))|以外|之外|"
    r"除外|不行|不考虑|不喜欢|就算了|算了|不可以|排除)"
    r"|(?:-| )(?:free)\b|\s+(?:is|are) (?:not (?:ok|okay|acceptable|an option|for me)|out|a no)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def unwanted(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of `text` that name what is not wanted."""
    found = []
    for cue in _CUE.finditer(text):
        if _HARMLESS.match(text, cue.start()):
            continue
        end = (_END_CHINESE if is_chinese(cue[0]) else _END).search(text, cue.end())
        found.append((cue.end(), end.start() if end else len(text)))
    return tuple((a, b) for a, b in found if b > a)


def refused_after(text: str, end: int) -> bool:
    """Whether what ends at `end` is refused by the words after it: "黑色不要", "leather-free"."""
    return bool(_AFTERWARDS.match(text, end))
