"""Looking at the words directly before a place in a text, without reading the whole text each time."""

import re

REACH = 60  # characters looked back


def just_before(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """Return the match of `pattern`, which must close with "$", that ends where text[end] begins."""
    return pattern.search(text, max(0, end - REACH), end)
