"""How long the dashboard takes over many conversations: `python -m tests.bench.dashboard 200000`."""

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from app.staff.dashboard import Range, figures, shown
from knowledge.records import Records, open_records
from knowledge.records.outcomes import DAY_S
from knowledge.records.schema import gap, mood, outcome
from knowledge.sentiment.watch import watch

SPREAD_DAYS = 90
_BATCH = 20_000


def fill(records: Records, conversations: int, seed: int = 1) -> None:
    """Write conversations of the last ninety days with three turns each."""
    rng, now = random.Random(seed), time.time()
    for start in range(0, conversations, _BATCH):
        rows = [_row(f"c{i}", now - rng.random() * SPREAD_DAYS * DAY_S, rng) for i in range(start, start + _BATCH)]
        moods = [
            {"session": r["session"], "turn": n, "time": r["started"] + n, "language": "en", "angry": False,
             "score": 0.1, "label": "negative" if rng.random() < 0.09 else "neutral"}
            for r in rows for n in (1, 2, 3)
        ]  # fmt: skip
        gaps = [
            {"session": r["session"], "turn": 1, "day": r["day"], "kind": "no_result",
             "words": f"thing {rng.randrange(3000)}", "text": "a thing"}
            for r in rows if rng.random() < 0.1
        ]  # fmt: skip
        with records.database.write() as connection:
            for table, made in ((outcome, rows), (mood, moods), (gap, gaps)):
                connection.execute(insert(table), made)


def _row(name: str, when: float, rng: random.Random) -> dict[str, Any]:
    def chance(share: float) -> bool:
        return rng.random() < share

    return {
        "session": name, "shopper": "", "day": int(when // DAY_S), "started": when, "updated": when, "language": "en",
        "turns": 3, "answers": 2, "negative": int(chance(0.2)), "settled": chance(0.8), "clicked": chance(0.4),
        "added": chance(0.2), "bought": chance(0.1), "handed_over": chance(0.05),
        "rating": rng.randint(1, 5) if chance(0.3) else None, "products_ms": rng.randint(20, 200),
    }  # fmt: skip


def timed(what: Callable[[], object], times: int = 7) -> float:
    """Return the slowest of some runs but one, in ms."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        what()
        taken.append((time.perf_counter() - start) * 1000)
    return round(sorted(taken)[-2], 1)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory() as folder:
        kept = open_records(Path(folder))
        fill(kept, count)
        today = int(time.time() // DAY_S)
        result = {
            "conversations": count,
            "page_28_days_ms": timed(lambda: shown(kept, Range(today - 27, today))),
            "page_90_days_ms": timed(lambda: shown(kept, Range(today - 89, today))),
            "export_90_days_ms": timed(lambda: figures(kept, Range(today - 89, today))),
            "watch_ms": timed(lambda: watch(kept.outcomes)),
        }
        print(json.dumps(result))
        kept.close()
