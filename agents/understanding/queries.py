"""What to search for: the topic's words in English, built from the constraints and what else the text says of it."""

import re

from agents.turn import DialogueState
from agents.understanding.constraints import Reading
from knowledge.constraints import Constraints
from knowledge.vocabulary import Vocabulary
from knowledge.words import is_chinese, key, word_list, words

_SMALL = word_list("no_search_words")


def search_words(
    text: str, reading: Reading, before: DialogueState, after: DialogueState, vocabulary: Vocabulary
) -> str:
    """Return the search words of the topic after the turn: constraints in English first, then what no list explains."""
    explained = set(key(f"{_composed(before.constraints)} {_composed(after.constraints)}").split())
    fresh = [w for w in _unexplained(text, reading) if key(w) not in explained]
    if is_chinese(text) and not after.constraints.product_type:
        fresh = [_chinese_rest(text, reading)]
    carried = rewritten(after.query, before.constraints, after.constraints)
    return " ".join(w for w in dict.fromkeys([*carried.split(), *fresh]) if w)


def rewritten(query: str, before: Constraints, after: Constraints) -> str:
    """Return a topic's search words once its constraints changed from `before` to `after`."""
    composed = _composed(after)
    explained = set(key(f"{_composed(before)} {composed}").split())
    rest = [w for w in query.split() if key(w) not in explained]
    return " ".join(dict.fromkeys([*composed.split(), *rest]))


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
        r"东西|我|想要?|买|找|推荐|一下|有没有|什么|可以|请|帮|给|看看|需要|一个|的|吗|呢|吧|了|来|"
        r"要|几|款|些|点|[\W_]+",
        " ",
        "".join(kept),
    )
    return " ".join(rest.split())
