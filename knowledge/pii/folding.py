"""Text with every digit and sign in its plain form, character for character, so that places stay the same."""

import unicodedata
from functools import lru_cache

_DASHES, _SPACES = "‐‑‒–—−－﹣ー", "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\u200b\u200c\u200d\ufeff\t\n"
_PLAIN = {ord(c): "-" for c in _DASHES} | {ord(c): " " for c in _SPACES} | {ord("（"): "(", ord("）"): ")"}


def fold(text: str) -> str:
    """Return `text`, of the same length, with full-width and other scripts' digits, dashes and spaces made plain."""
    return text if text.isascii() and "\t" not in text and "\n" not in text else "".join(map(_plain, text))


@lru_cache(4096)
def _plain(char: str) -> str:
    if ord(char) in _PLAIN:
        return _PLAIN[ord(char)]
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)
