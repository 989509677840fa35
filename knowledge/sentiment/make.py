"""Labelled messages from the grammar: lines of the corpus with words put in their places, repeatably."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
_PLACE = re.compile(r"\[(\w+)\]")
_SPACES = re.compile(r"\s+")


def read(file: Path) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Return the word lists by name, and (label, line) of every line below a label."""
    words: dict[str, list[str]] = {}
    lines: list[tuple[str, str]] = []
    label = ""
    for row in file.read_text("utf-8").splitlines():
        if row.startswith("@"):
            name, _, listed = row[1:].partition("=")
            words[name.strip()] = [word.strip() for word in listed.split("|")]
        elif row.startswith("=="):
            label = row[2:].strip()
        elif row and not row.startswith("#"):
            lines.append((label, row))
    return words, lines


def made(language: str, per_label: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield `per_label` messages of each label with it, the lines taking turns; a line without a place comes often."""
    words, lines = read(CORPUS / f"{language}.txt")
    rng = random.Random(seed)
    for label in dict.fromkeys(label for label, _ in lines):
        own = [line for of, line in lines if of == label]
        for i in range(per_label):
            yield label, _roughened(_filled(own[i % len(own)], words, rng), rng, language)


def _filled(line: str, words: dict[str, list[str]], rng: random.Random) -> str:
    while _PLACE.search(line):
        line = _PLACE.sub(lambda place: rng.choice(words[place[1]]), line)
    return _SPACES.sub(" ", line).strip()


def _roughened(text: str, rng: random.Random, language: str) -> str:
    """Return the text as people type it: an end mark now and then, a capital, a slip of the finger."""
    dice = rng.random()
    if dice < 0.15:
        text += "。" if language == "zh" else "."
    elif dice < 0.19:
        text += "！" if language == "zh" else "!"
    if language == "en" and rng.random() < 0.3:
        text = text[:1].upper() + text[1:]
    if language == "en" and rng.random() < 0.06 and len(text) > 8:
        at = rng.randrange(2, len(text) - 2)
        text = text[:at] + text[at + 1 :]
    return text
