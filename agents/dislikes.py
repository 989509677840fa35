"""What a shopper says that they do not like: minded in this conversation, and kept where they allow it."""

import re
from collections.abc import Iterable

from agents.cards import chips_of
from agents.replies.points import Done
from agents.turn import DialogueState, Message, Understanding
from knowledge.ranking.profile import Dislike

# A taste, not a wish of the moment: "not black this time" says nothing of the next search.
_TASTE = re.compile(
    r"\b(?:do ?n['’]?t|do not|never)(?: really)? (?:like|want to wear|wear|care for|eat|use)\b|"
    r"\b(?:hate|dislike|detest|avoid)\b|"
    r"\bcan(?:['’]?t|not) (?:stand|bear|wear)\b|\ballergic to\b|\bnot (?:a fan of|keen on|fond of|into)\b|"
    r"不喜欢|讨厌|受不了|不爱|过敏|从来不",
    re.IGNORECASE,
)
_KINDS = ("material", "color", "brand")


def said_disliked(understood: Understanding) -> tuple[str, ...]:
    """Return what this turn says the shopper does not like, as "material:leather"; () where it states no taste."""
    if not _TASTE.search(understood.text):
        return ()
    stated = understood.stated
    named = [("brand", brand) for brand in stated.brand_not]
    for kind in _KINDS:
        named += [(kind, v.strip()) for v in str(stated.attributes.get(f"{kind}_not", "")).split(",") if v.strip()]
    return tuple(dict.fromkeys(f"{kind}:{value}" for kind, value in named))


def disliked_after(understood: Understanding, before: DialogueState, message: Message) -> tuple[str, ...]:
    """Return what is disliked from this turn on, less what the shopper took back by a click on its chip."""
    dropped = {_chip(name) for name in message.drop}
    kept = (key for key in before.disliked if key.split(":")[0] not in dropped and key not in dropped)
    return tuple(dict.fromkeys((*kept, *said_disliked(understood))))


def _chip(name: str) -> str:
    """Return the dislike, or the kind of them, that a chip stands for: "attributes.material_not" is "material"."""
    kind, _, value = name.removeprefix("attributes.").partition(":")
    plain = kind.removesuffix("_not")
    return (f"{plain}:{value}" if value else plain) if kind.endswith("_not") else ""


def dislikes(keys: Iterable[str]) -> tuple[Dislike, ...]:
    """Return keys such as "material:leather" as dislikes."""
    return tuple(Dislike(*key.split(":", 1)) for key in keys)


def noted(understood: Understanding, before: DialogueState, kept: bool) -> tuple[Done, ...]:
    """Return the word that a taste was heard, where a message says nothing else and no search is under way."""
    said, stated = said_disliked(understood), understood.stated
    plain = not (stated.product_type or stated.brand or stated.color or stated.material or stated.price_max)
    if not said or not plain or before.query or before.constraints:
        return ()
    what = ("、" if understood.language == "zh" else ", ").join(c.label for c in chips_of(stated, understood.language))
    return (Done("disliked_kept" if kept else "disliked", {"what": what}),)
