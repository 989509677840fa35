"""What a text says of the cart: all of what was shown, all but something, several of one, or an empty cart."""

import re
from collections.abc import Mapping, Sequence

from agents.turn import KeptSet, Understanding
from agents.understanding.intents import LOOKING
from agents.understanding.numbers import number
from knowledge.product import Product
from knowledge.words import is_chinese, key

MOST = 99  # pieces of a product in one go
_ALL = re.compile(
    r"\b(?:all|everything|every one|each(?: one)?|(?:whole|full|entire|complete) (?:set|lot|thing|kit|outfit|bundle|"
    r"look|list))\b|全部|所有|全都|全要|统统|通通|(?:一起|都)(?!不)",
    re.IGNORECASE,
)
_SET = re.compile(
    r"\b(?:the|this|that) (?:\w+ ){0,2}(?:set|kit|outfit|bundle|lot|look)\b|[整这那一]套|套装", re.IGNORECASE
)
_THESE = re.compile(r"\b(?:them|these|those)\b|这些|那些|它们|这几[个款件]", re.IGNORECASE)
_FEW = re.compile(
    r"\bboth\b|\b(?:first|top|last) (?:two|three|four|\d)\b|[前后][两二三四\d]|两[个款件]都", re.IGNORECASE
)
_BUT = re.compile(
    r"\b(?:all but|but not|except(?: for)?|apart from|other than|without|minus|just not|not the)\b(?P<en>[^.;!?]+)"
    r"|(?:除了|除去|不要|不含)(?P<zh>[^，。,；;]+)",
    re.IGNORECASE,
)
_PIECES = re.compile(
    r"(?<!first )(?<!last )(?<!top )(?<!\bthe )(?<!those )(?<!these )(?<![\w.$])"
    r"(?P<en>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|a couple)\s*(?:x\b|×|of\b|pieces?\b|pairs?\b)"
    r"|(?:来|要|买|加|拿|放|加入|入)(?P<zh>[两二三四五六七八九十]|\d{1,2})(?=[个件台条双把只套份])",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"\b(?:empty|clear)\b.{0,20}\b(?:cart|basket|trolley)\b|清空", re.IGNORECASE)
_IDLE = frozenset(("the", "one", "ones", "that", "this", "with", "and", "for"))


def all_meant(text: str) -> bool:
    """Whether a text means everything, or all but what it names."""
    return bool(_ALL.search(text)) and not _FEW.search(text)


def several_meant(understood: Understanding, viewing: str = "") -> Sequence[str]:
    """Return the ids of the products that an act on the cart is about where it is about several, else none.

    "Them" are those just found; after a question about one product, or on its page, they are that product.
    """
    state, text = understood.state, understood.text
    if len(understood.references) > 1:
        return understood.references
    these = _THESE.search(text) and not viewing and state.intent in (*LOOKING, "compare") and not _PIECES.search(text)
    if not (all_meant(text) or these or (state.whole and _SET.search(text))):
        return ()
    pieces = tuple(state.whole.pieces.values()) if state.whole else ()
    return pieces if pieces and set(state.shown) <= set(pieces) else state.shown


def without_excepted(text: str, products: Sequence[Product]) -> tuple[Product, ...]:
    """Return the products less those that the text excepts by a word of their kind, brand or title."""
    found = _BUT.search(text)
    if found is None:
        return tuple(products)
    said = (found["en"] or found["zh"]).strip()
    kept = tuple(p for p in products if not _names(said, p))
    return kept or tuple(products)


def _names(said: str, product: Product) -> bool:
    if is_chinese(said):
        told = f"{product.titled('zh')} {product.translations.get('zh', {}).get('product_type', '')}"
        return any(said[i : i + 2] in told for i in range(len(said) - 1))
    words = {word for word in key(said).split() if len(word) > 2} - _IDLE
    return bool(words & set(key(f"{product.title} {product.product_type} {product.brand}").split()))


def pieces_wanted(understood: Understanding) -> int:
    """Return how many pieces of one product the text asks for; 1 where it does not say."""
    found = _PIECES.search(understood.text)
    said = (found["en"] or found["zh"]) if found else ""
    wanted = 2 if said == "a couple" else number(said) if said else understood.stated.attributes.get("quantity", 1)
    return int(wanted) if isinstance(wanted, int | float) and 1 <= wanted <= MOST else 1


def pieces_of_set(whole: KeptSet | None) -> Mapping[str, int]:
    """Return how many of each product a set needs, by its id."""
    return {whole.pieces[part]: n for part, n in whole.quantities.items() if part in whole.pieces} if whole else {}


def empties(understood: Understanding) -> bool:
    """Whether the whole cart is to go: "empty my cart", "remove everything"."""
    text = understood.text
    return bool(_EMPTY.search(text)) or (all_meant(text) and len(understood.references) < 2 and not _BUT.search(text))
