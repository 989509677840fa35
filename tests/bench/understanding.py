"""Prints how well and how fast utterances are read, beside the plain baselines.

Run `python tests/bench/understanding.py DATA [--baselines]`, DATA being the folder of the open sets.
"""

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from agents.understanding import baseline, evaluate
from agents.understanding.pool import gather
from agents.understanding.tagger import Tagger


def latency_ms(tagger: Tagger, texts: list[str]) -> dict[str, float]:
    """Return the median and the 95th percentile of reading texts singly, and the mean in one batch, milliseconds."""
    tagger.tag(texts[:20])
    singly = []
    for text in texts:
        start = time.perf_counter()
        tagger.tag([text])
        singly.append(1000 * (time.perf_counter() - start))
    start = time.perf_counter()
    tagger.tag(texts)
    batched = 1000 * (time.perf_counter() - start) / len(texts)
    return {"p50": statistics.median(singly), "p95": statistics.quantiles(singly, n=20)[-1], "batched": batched}


def main() -> None:
    """Print all figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--baselines", action="store_true")
    given = parser.parse_args()
    tagger = Tagger.load(given.weights)
    figures = {"ours": evaluate.flat(evaluate.evaluate(tagger, given.data))}
    texts = [row.text for row in evaluate.own_test()]
    figures["latency_ms"] = {k: round(v, 1) for k, v in latency_ms(tagger, texts[::3]).items()}
    if given.baselines:
        figures["baseline"] = evaluate.flat(baseline.baselines(gather(given.data), given.data))
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
