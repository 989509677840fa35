"""What to search for: the topic's words in English, built from the constraints and what else the text says of it."""

import re

from agents.turn import DialogueState
from agents.understanding.constraints import Reading
from knowledge.constraints import Constraints
from knowledge.vocabulary import Vocabulary
from knowledge.words import is_chinese, key, words

_SMALL = frozenset(
    "a an the in and or with for of please pls only just but it its one ones what about how to is are my some any ok make at by from me i im want need "
    "not no instead would be like looking look show find buy get got have has you your u do does did can could should will we us our am hi hello hey thanks "
    "thank something anything thing things that this these those there here good nice great best better really very too so search searching recommend "
    "suggest suggestion suggestions recommendations recommendation give sell stock carry shop store option options more less other others another new "
    "product products item items budget price prices cost costs spend pay under over around between than max maximum min minimum money dollars "
    "dollar bucks euros pounds cheap cheaper cheapest which who whom where when why if then also still now today help if think know someone he she "
    "his her him they them their ll ve re s t d m don doesn isn brand brands color colors colour colours size sizes go goes going use used using as "
    "up out on off out all kind kinds sort type types lot bit little much many maybe actually sorry meant mean wanted preferably prefer ideally must".split()
)


def search_words(
    text: str, reading: Reading, before: DialogueState, after: DialogueState, vocabulary: Vocabulary
) -> str:
    """Return the search words of the topic after the turn: constraints in English first, then what no list explains."""
    composed = _composed(after.constraints)
    explained = set(key(_composed(before.constraints)).split()) | set(key(composed).split())
    carried = [w for w in after.query.split() if key(w) not in explained]
    fresh = [w for w in _unexplained(text, reading) if key(w) not in explained]
    if is_chinese(text) and not after.constraints.product_type:
        fresh = [_chinese_rest(text, reading)]
    return " ".join(w for w in dict.fromkeys([*composed.split(), *carried, *fresh]) if w)


def _composed(c: Constraints) -> str:
    """Return constraints as one noun phrase in English."""
    flags = [name.replace("_", " ") for name, value in c.attributes.items() if value is True]
    told = [
        str(v)
        for name, v in c.attributes.items()
        if isinstance(v, str)
        and not name.endswith("_not")
        and not re.match(r"[<>]=", v)
        and name not in ("compatible_with", "condition")
    ]
    size = "" if re.match(r"[<>]=|[A-Z]{1,3}$", c.size) else c.size
    fits = str(c.attributes.get("compatible_with", ""))
    return " ".join(
        p
        for p in (
            *c.brand[:1],
            *c.color,
            c.material,
            *flags,
            *told,
            size,
            c.product_type,
            f"for {fits}" if fits else "",
            c.audience,
        )
        if p
    )


def _unexplained(text: str, reading: Reading) -> list[str]:
    """Return the telling words of the text that were not read as a constraint."""
    left = [w for w in words(text) if not any(a < w.end and w.start < b for a, b in reading.used)]
    return [
        w.text.lower() for w in left if w.text.lower() not in _SMALL and not is_chinese(w.text) and not w.text.isdigit()
    ]


def _chinese_rest(text: str, reading: Reading) -> str:
    kept = list(text)
    for start, end in reading.used:
        kept[start:end] = " " * (end - start)
    rest = re.sub(
        r"东西|我|想要?|买|找|推荐|一下|有没有|什么|可以|请|帮|给|看看|需要|一个|的|吗|呢|吧|了|来|要|几|款|些|点|[\W_]+",
        " ",
        "".join(kept),
    )
    return " ".join(rest.split())
