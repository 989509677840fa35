"""Writes how well and how fast utterances are read, beside bars and plain baselines, as a table.

Run `python tests/bench/understanding.py DATA [--keep DIR] [--speed] > tests/bench/results/understanding.md`, DATA being
the folder of the open sets; --speed leaves the labelled sets out. Networks trained for it stay in --keep.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import app.settings  # noqa: F401  # how waiting threads behave is set there, before torch loads
from agents.turn import DialogueState
from agents.understanding.evaluate import own_test
from agents.understanding.report import as_markdown, report, speed
from agents.understanding.tagger import Tagger
from agents.understanding.understand import understand
from knowledge.product import Attribute, Product
from knowledge.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
_LOADING = """
import sys, time
began = time.perf_counter()
import torch
library = time.perf_counter()
from agents.understanding.tagger import Tagger
tagger = Tagger.load()
loaded = time.perf_counter()
tagger.tag(["red shoes"])
english = time.perf_counter()
tagger.tag(["红色的鞋"])
chinese = time.perf_counter()
heavy = [n for n in ("transformers", "peft", "sentence_transformers", "sklearn", "scipy", "lingua") if n in sys.modules]
print(library - began, loaded - library, english - loaded, chinese - english, *heavy)
"""


def shop() -> dict[str, Product]:
    """Return the small electronics shop of the dialogues."""
    products = {}
    for line in (CASES / "electronics.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        facts = tuple(Attribute(*a) for a in row.pop("attributes"))
        made = Product(price_cents=round(row.pop("price") * 100), attributes=facts, **row)
        products[made.id] = made
    return products


def whole_turns_ms(tagger: Tagger, language: str) -> list[float]:
    """Return how long each turn of the dialogues takes to understand: tags, constraints, references, state."""
    products, times = shop(), []
    vocabulary = Vocabulary.of(products.values())
    for line in (CASES / f"dialogues_{language}.jsonl").read_text("utf-8").splitlines():
        state, shown = DialogueState(), []
        for turn in json.loads(line)["turns"]:
            start = time.perf_counter()
            state = understand(turn["text"], state, tagger, vocabulary, shown).state
            times.append(1000 * (time.perf_counter() - start))
            if "shown" in turn:
                shown = [products[i] for i in turn["shown"]]
                state = replace(state, shown=tuple(turn["shown"]))
    return times


def loading() -> str:
    """Return what loading costs a fresh process, and which heavy libraries it drew in."""
    run = subprocess.run([sys.executable, "-c", _LOADING], cwd=ROOT, capture_output=True, text=True, check=True)
    torch_s, load_s, english_s, chinese_s, *heavy = run.stdout.split()
    return (
        f"A fresh process: torch {float(torch_s):.2f} s, models {float(load_s):.2f} s, first English text "
        f"{float(english_s):.3f} s, first Chinese text {float(chinese_s):.3f} s; of transformers, peft, "
        f"sentence-transformers, scikit-learn, scipy and lingua it loads {', '.join(heavy) or 'none'}."
    )


def speed_lines(tagger: Tagger) -> list[str]:
    """Return the speed of tagging and of whole turns, singly and in a batch."""
    tagging, lines = speed(tagger), ["| | p50 ms | p95 ms |", "|---|---|---|"]
    for language, name in (("en", "English"), ("zh", "Chinese")):
        singly = tagging[f"{language}_p50_ms"], tagging[f"{language}_p95_ms"]
        whole = whole_turns_ms(tagger, language)
        turns = statistics.median(whole), statistics.quantiles(whole, n=20)[-1]
        lines += [f"| tagging, {name} | {singly[0]:.1f} | {singly[1]:.1f} |"]
        lines += [f"| a whole turn, {name} | {turns[0]:.1f} | {turns[1]:.1f} |"]
    texts = [row.text for row in own_test()]
    start = time.perf_counter()
    tagger.tag(texts)
    return [*lines, "", f"In batches: {1000 * (time.perf_counter() - start) / len(texts):.1f} ms a text."]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "shopguide-evaluation")
    parser.add_argument("--speed", action="store_true")
    given = parser.parse_args()
    tagger = Tagger.load()
    lines = ["# Understanding", ""]
    if not given.speed:
        rows = report(tagger, given.data, given.keep, lambda told: print(told, file=sys.stderr))
        lines += [as_markdown(rows), ""]
    print("\n".join([*lines, *speed_lines(tagger), "", loading()]))


if __name__ == "__main__":
    main()
