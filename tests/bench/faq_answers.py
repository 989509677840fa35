"""Measure whether the FAQ's answer is found for questions in fresh words, and whether others are left unanswered.

    python tests/bench/faq_answers.py [--misses]

The questions of tests/cases/faq_questions.jsonl were written by hand and nothing is tuned on them.
"""

import argparse
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from knowledge import demo
from knowledge.faq import read_faq
from knowledge.product import Passage
from knowledge.search.embedding import PackagedEmbedder
from knowledge.search.passages import PassageIndex

QUESTIONS = Path(__file__).parents[1] / "cases" / "faq_questions.jsonl"


def main() -> None:
    """Print a table of the figures, and the questions whose first passage is wrong if asked to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--misses", action="store_true")
    misses = parser.parse_args().misses
    asked = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        index = PassageIndex(Path(folder), PackagedEmbedder())
        index.write([p for file in demo.faq_files() for p in read_faq(file) if isinstance(p, Passage)])
        print("| language | first is right | among three | answered rightly | left unanswered rightly |")
        print("|---|---|---|---|---|")
        for language in ("en", "zh"):
            measure(index, [a for a in asked if a["language"] == language], misses)


def measure(index: PassageIndex, asked: Iterable[dict[str, Any]], misses: bool) -> None:
    """Print one line of the table."""
    first, three, answered, silent, wrong = [], [], [], [], []
    for one in asked:
        found = [p.id for p, _ in index.search(one["question"], one["language"], 3)]
        answers = [p.id for p in index.answer(one["question"], one["language"])]
        if one["passage"] is None:
            silent.append(not answers)
            continue
        first.append(found[:1] == [one["passage"]])
        three.append(one["passage"] in found)
        answered.append(one["passage"] in answers)
        if not first[-1]:
            wrong.append(f"{one['question']}: {found[:1]}, not {one['passage']}")
    shown = (f"{sum(hits)}/{len(hits)}" for hits in (first, three, answered, silent))
    print(f"| {one['language']} | {' | '.join(shown)} |")
    if misses:
        print(*wrong, sep="\n")


if __name__ == "__main__":
    main()
