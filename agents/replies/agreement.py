"""Makes an English sentence about headphones say "they are" where wording says "it is" of any product."""

import re
from collections.abc import Collection

from agents.turn import Language
from knowledge.product import Product

_ALWAYS = re.compile(
    r"(jean|trouser|short|tight|legging|chino|pant|glasse|goggle|wellie|boot|shoe|sneaker|trainer|sock|glove|mitten|slipper"
    r"|sandal|headphone|earphone|earbud|curtain|scissor|plier|pole|candle|towel|sheet|block|marker|pencil|crayon)s"
)  # fmt: skip
_WHOM = re.compile(r"(\s+(for|by|with|in|of)\b.*|\s+(men|women|kids|boys|girls|unisex|[\d.]+|black|white)\b.*)$", re.I)
_VERBS = {
    "is": "are", "isn't": "aren't", "was": "were", "has": "have", "looks": "look", "fits": "fit", "comes": "come",
    "costs": "cost", "matches": "match", "makes": "make", "covers": "cover", "misses": "miss", "wins": "win",
    "ticks": "tick", "says": "say", "holds": "hold", "saves": "save",
    "nearly fits": "nearly fit", "just misses": "just miss",
}  # fmt: skip
_PRICED = r"(?: at \S+?| \([^)]*\))?"
_VERB = "|".join(sorted(_VERBS, key=len, reverse=True))
_PRONOUNS = tuple(
    (re.compile(rf"\b({one[0]}|{one[0].upper()}){one[1:]}\b"), many)
    for one, many in {
        "it's": "they're", "it is": "they are", "it was": "they were", "it has": "they have", "it costs": "they cost",
        "it comes": "they come", "it also has": "they also have", "it also comes": "they also come",
        "having it": "having them", "have it": "have them",
        "its": "their", "this one is": "these are", "this one has": "these have", "that one is": "those are",
        "rate it": "rate them", "gives it": "gives them", "give it": "give them",
        "put it": "put them", "buyers put it": "buyers put them",
    }.items()
)  # fmt: skip
# What "it" is here is no product.
_NOT_IT = re.compile(r"\bit's [a-z ]+ you care about|\bit comes down to|\bit's the\b|\bit's a (?:yes|no)\b", re.I)


_AN = re.compile(r"\b([Aa]) (?=(?!uni|use|usb|eur|one\b)[aeiou])", re.I)


def is_plural(name: str, product: Product) -> bool:
    """Whether what a product is called is more than one: "Hush Lite Headphones", "Carbon Trekking Poles"."""
    last = _WHOM.sub("", name.split(",")[0]).split()[-1:] or [""]
    word = last[0].lower()
    if not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return False
    head = (product.product_type.split() or [""])[-1].lower()
    return bool(_ALWAYS.fullmatch(word)) or word == head or (bool(head) and word in (f"{head}s", f"{head}es"))


def agreed(text: str, language: Language, many: Collection[str], one: Collection[str], about_many: bool) -> str:
    """Return a sentence with its verbs in the number of their products.

    `many` are the names of several things, `one` those of one; `about_many` says that a sentence without a name is
    about several.
    """
    if language != "en":
        return text
    text = _AN.sub(r"\1n ", text)
    named = [n for n in many if n in text]
    for name in named:
        text = re.sub(
            rf"(?<!of )(?<!of the )({re.escape(name)}{_PRICED}(?:,? which| currently| also)?) ({_VERB})\b",
            lambda m: f"{m.group(1)} {_VERBS[m.group(2)]}", text,
        )  # fmt: skip
    single = any(n in text and not any(n in m for m in named) for n in one)
    if single or not (named or about_many) or _NOT_IT.search(text):
        return text
    if named:
        text = re.sub(r"(?<= and )(is|costs|comes|fits|has)\b", lambda m: _VERBS[m.group(1)], text)
        text = re.sub(r"(?<=, )(fits|matches|is)\b", lambda m: _VERBS[m.group(1)], text)
    for pattern, they in _PRONOUNS:
        text = pattern.sub(lambda m, they=they: they.capitalize() if m.group()[0].isupper() else they, text)  # type: ignore[misc]
    return text
