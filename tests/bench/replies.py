"""How much of the reply model's own wording survives the gate, over plans it was not trained on.

Run: python tests/bench/replies.py --data ../shared/data [--adapter DIR|none] [-n 200] [--show 20]
"""

import argparse
import json
import random
import threading
from collections import Counter
from pathlib import Path

from agents.replies.base import WEIGHTS
from agents.replies.embedded import EmbeddedModel
from agents.replies.examples import example_turn
from agents.replies.slots import can_word
from agents.replies.worlds import worlds
from agents.replies.write import write

SEED = 990_001  # far from the seeds of training


def main() -> None:
    """Print the shares as one JSON line, after `--show` replies."""
    read = argparse.ArgumentParser()
    read.add_argument("--data", type=Path, required=True)
    read.add_argument("--adapter", default=str(WEIGHTS))
    read.add_argument("-n", type=int, default=200)
    read.add_argument("--show", type=int, default=0)
    read.add_argument("--deadline", type=float, default=60.0)
    asked = read.parse_args()
    model = EmbeddedModel(adapter=None if asked.adapter == "none" else Path(asked.adapter), threads=1)
    if not model.wait(600):
        raise SystemExit(model.problem)
    counts, kinds, whole_by_kind = Counter[str](), Counter[str](), Counter[str]()
    rng, shops = random.Random(SEED), worlds(asked.data)
    while counts["turns"] < asked.n:
        turn = example_turn(
            rng.choice(("offer",) * 4 + ("near", "near", "nothing", "compare", "fact", "fact")),
            rng.choice(shops),
            rng,
        )
        if turn is None or not can_word(turn[0]):
            continue
        plan, records = turn
        said = list(write(plan, records, model, threading.Event(), deadline_s=asked.deadline, seed=counts["turns"]))
        told = said[:-1] if plan.ask else said
        whole = all(s.origin == "model" for s in told) and not any(s.dropped for s in said)
        counts.update(turns=1, whole=whole, sentences=len(told), model=sum(s.origin == "model" for s in told))
        counts.update(dropped=sum(s.dropped for s in said))
        kinds[plan.kind] += 1
        whole_by_kind[plan.kind] += whole
        if counts["turns"] <= asked.show:
            print(
                plan.kind,
                "|",
                plan.said,
                "=>",
                " ".join(f"{s.text}" + ("" if s.origin == "model" else " {plain}") for s in said),
            )
    model.close()
    shares = {k: round(whole_by_kind[k] / n, 3) for k, n in kinds.items()}
    print(json.dumps({**counts, "whole_share": round(counts["whole"] / counts["turns"], 3), "by_kind": shares}))


if __name__ == "__main__":
    main()
