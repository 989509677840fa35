"""The phrase book: every way through it is true by the gate, whole, and says as much as every other."""

import random
import re
from collections.abc import Iterator

import pytest

from agents.replies.gate import check
from agents.replies.phrases import every_way, filled, phrases, values_of
from agents.replies.slots import LINES, Script, fill, script
from tests.test_plain import turn

# What each way to say a point must hold of its values, where the plan has them.
_SAID = ("name", "price", "rating", "need", "trait", "so", "less", "lead_rating", "has", "feature", "value")


def ways_of(read: Script) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each way to say a line, and each to say two in one breath, with the values they are to hold."""
    for first in range(len(read.lines)):
        for taken in (read.lines[first : first + 1], read.lines[first : first + 2]):
            marks = [line.marks for line in taken]
            told = [
                (line, key) for line in taken for key in _SAID if f"{{{key}}}" in LINES[line.point.kind] or key == "so"
            ]
            due = tuple(line.marks[key] for line, key in told if line.marks.get(key))
            for way in every_way(tuple(line.point.kind for line in taken), values_of(marks)):
                yield due, filled(way, marks)


@pytest.mark.parametrize("seed", range(6))
def test_every_way_through_the_book_is_backed_and_says_all_of_its_points(seed: int) -> None:
    rng, seen = random.Random(seed), 0
    for _ in range(12):
        plan, records = turn(rng, "en")
        if not all(p.kind in LINES for p in plan.points):
            continue
        read = script(plan)
        for due, way in ways_of(read):
            said = fill(way, read.slots)
            before = plan.points[0].product
            found = check(said, records, "en", before)
            assert found.ok, (said, [(c.kind, c.text) for c in found.unbacked])
            assert all(mark in way for mark in due), (way, due)
            assert re.fullmatch(r"[A-Z$\d].*[.!?]", said) and not re.search(r"  |\{|<|>| [,.;:]|,,|\.\.|:;", said), said
            seen += 1
    assert seen > 100


def test_the_book_has_words_for_every_line_that_the_model_is_given() -> None:
    assert set(LINES) == {kinds[0] for kinds in phrases() if len(kinds) == 1}
