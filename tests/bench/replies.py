"""How much of the reply model's own wording survives the gate, over plans it was not trained on.

Run: python tests/bench/replies.py --data ../shared/data [--adapter DIR|none] [-n 200] [--show 20]
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from agents.replies.base import WEIGHTS
from agents.replies.embedded import EmbeddedModel
from agents.replies.plan import Plan
from agents.replies.survival import survival
from agents.replies.worlds import worlds
from agents.turn import Sentence


def main() -> None:
    """Print `--show` replies with the sentences that are plain words marked, then the shares as one JSON line."""
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--data", type=Path, required=True)
    read.add_argument("--adapter", default=str(WEIGHTS))
    read.add_argument("-n", type=int, default=200)
    read.add_argument("--show", type=int, default=0)
    read.add_argument("--deadline", type=float, default=60.0)
    asked = read.parse_args()
    model = EmbeddedModel(adapter=None if asked.adapter == "none" else Path(asked.adapter), threads=1)
    if not model.wait(600):
        raise SystemExit(model.problem)
    shown: list[Plan] = []

    def tell(plan: Plan, said: list[Sentence]) -> None:
        shown.append(plan)
        if len(shown) <= asked.show:
            words = " ".join(s.text if s.origin == "model" else f"{s.text} {{plain}}" for s in said)
            print(f"{plan.kind} | {plan.said} => {words}", flush=True)

    found = survival(model, worlds(asked.data), asked.n, deadline_s=asked.deadline, told=tell)
    model.close()
    print(json.dumps({**asdict(found), "share": round(found.share, 3)}))


if __name__ == "__main__":
    main()
