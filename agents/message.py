"""A shopper's message as it came: cleaned to text that a database, a model and a page can hold."""

import unicodedata

_KEPT = {"\n", "\t", "\u200c", "\u200d"}  # joiners shape Persian words and emoji


def clean(text: str) -> str:
    """Return `text` in NFC without control characters, lone surrogates or outer space; "" where nothing is left."""
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    kept = "".join(c for c in whole if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Co"))
    return unicodedata.normalize("NFC", kept).strip()


def says_nothing(text: str) -> bool:
    """Whether a message holds no letter and no digit of any script: empty, emoji alone, punctuation alone."""
    return not any(c.isalnum() for c in text)
