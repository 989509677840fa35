"""The phrase book by which the reply model is taught, and the words in it: the only ones that it may say."""

import re
from functools import cache
from pathlib import Path


@cache
def phrases() -> dict[tuple[str, ...], dict[tuple[str, ...], list[str]]]:
    """Return the phrases of phrases.txt: by the kinds of points said in one breath, then by the values they need."""
    read: dict[tuple[str, ...], dict[tuple[str, ...], list[str]]] = {}
    listed: list[str] = []
    for line in (Path(__file__).parent / "phrases.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            kinds, *needs = line.strip("[]").split()
            listed = read.setdefault(tuple(kinds.split("+")), {}).setdefault(tuple(needs), [])
        elif line.strip() and not line.startswith("#"):
            listed.append(line.strip())
    return read


@cache
def words() -> frozenset[str]:
    """Return every word and mark of the phrase book, without its placeholders."""
    text = " ".join(p for by_needs in phrases().values() for listed in by_needs.values() for p in listed)
    plain = re.sub(r"[(|)]", " ", re.sub(r"\{[^}]*\}", " ", text))
    return frozenset(plain.split())
