"""Measure whether the FAQ's answer is found for questions in fresh words, and whether others are left unanswered.

    python tests/bench/faq_answers.py [--misses]

The questions of tests/cases/faq_questions.jsonl and faq_questions_second.jsonl were written by hand and nothing is
tuned on them; the second were written after the model had been learnt, before it had been asked any of them. Those of
faq_questions_oblique.jsonl tell a situation and name no topic, and were worked with. Writes results/faq_answers.md.
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

CASES = Path(__file__).parents[1] / "cases"
QUESTIONS = {"first": CASES / "faq_questions.jsonl", "second": CASES / "faq_questions_second.jsonl"}
QUESTIONS["oblique, worked with"] = CASES / "faq_questions_oblique.jsonl"
RESULTS = Path(__file__).parent / "results" / "faq_answers.md"
HEAD = """# The shop's answers, found in other words

Written by hand; nothing is tuned on the first and the second set. Command: `python tests/bench/faq_answers.py`.

| questions | language | first is right | among three | answered rightly | left unanswered rightly |
|---|---|---|---|---|---|
"""


def main() -> None:
    """Print a table of the figures, and the questions whose first passage is wrong if asked to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--misses", action="store_true")
    misses = parser.parse_args().misses
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        index = PassageIndex(Path(folder), PackagedEmbedder())
        index.write([p for file in demo.faq_files() for p in read_faq(file) if isinstance(p, Passage)])
        for name, file in QUESTIONS.items():
            asked = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
            for language in ("en", "zh"):
                line = measure(index, [a for a in asked if a["language"] == language], misses)
                lines.append(f"| {name} | {language} | {line} |")
    RESULTS.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))


def measure(index: PassageIndex, asked: Iterable[dict[str, Any]], misses: bool) -> str:
    """Return the figures of one line of the table."""
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
    if misses:
        print(*wrong, sep="\n")
    return " | ".join(f"{sum(hits)}/{len(hits)}" for hits in (first, three, answered, silent))


if __name__ == "__main__":
    main()
