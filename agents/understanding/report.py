"""All figures of understanding beside what they are held to: bars, goals, and plain baselines fitted in the run."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from agents.understanding import evaluate
from agents.understanding.baseline import baselines
from agents.understanding.evaluate import Figures
from agents.understanding.pool import gather
from agents.understanding.tagger import Tagger
from agents.understanding.topics import topics

SETS = {
    "queryner": "QueryNER validation, 871 queries",
    "dsner": "DSNER dev, 400 Chinese requests",
    "clinc150": "CLINC150 validation, 150 intents",
    "scope": "the shop's business or not",
    "own_en": "our own test, English",
    "own_zh": "our own test, Chinese",
    "behind": "Chinese behind English, our own test",
    "speed": "one utterance at a time",
}
BARS = {
    "queryner.f1": (0.61, 0.68),
    "clinc150.in_scope_accuracy": (0.955, 0.97),
    "clinc150.oos_recall": (0.75, 0.85),
    "scope.oos_refused": (0.75, 0.85),
    "behind.intent": (0.05, 0.03),
    "behind.span_f1": (0.05, 0.03),
    "behind.kept": (0.05, 0.03),
    "behind.refused": (0.05, 0.03),
    "speed.en_p95_ms": (15.0, 15.0),
    "speed.zh_p95_ms": (15.0, 15.0),
}  # the least that is good enough, and the goal; of what is behind and of time, the most
PUBLISHED = {
    "queryner.f1": {"BERT + CRF (arXiv 2405.09507)": 0.608},
    "clinc150.in_scope_accuracy": {"BERT (arXiv 1909.02027)": 0.962},
    "clinc150.oos_recall": {"BERT (arXiv 1909.02027)": 0.523},
}


@dataclass(frozen=True)
class Row:
    """One figure: of which set, ours, those of baselines by name, the bar and the goal where there are any."""

    set: str
    figure: str
    value: float
    bar: float | None = None
    goal: float | None = None
    baselines: dict[str, float] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Say whether the bar is met; None where there is none."""
        at_most = self.set in ("behind", "speed")
        return None if self.bar is None else (self.value <= self.bar if at_most else self.value >= self.bar)


def report(tagger: Tagger, data: Path, keep: Path, tell: Callable[[str], None]) -> list[Row]:
    """Return every figure on the labelled sets in `data`; what has to be trained for it is kept in `keep`.

    Raises FileNotFoundError naming the set that `data` lacks.
    """
    _complete(data)
    figures = evaluate.evaluate(tagger, data)
    figures |= {"behind": behind(figures["own_en"], figures["own_zh"]), "speed": speed(tagger)}
    figures["clinc150"] = topics(data / "clinc150", keep, tell)
    plain = baselines(gather(data), data, keep, tell)
    return [_row(name, key, value, plain) for name in SETS for key, value in figures[name].items()]


def _complete(data: Path) -> None:
    needed = ("queryner/train.jsonl", "queryner/validation.jsonl", "clinc150/train.jsonl", "clinc150/val.jsonl",
              "clinc150/oos_train.jsonl", "clinc150/oos_val.jsonl", "dsner_zh/train.bio", "dsner_zh/dev.bio",
              "bitext27/train.csv", "bitext27/test.csv")  # fmt: skip
    if missing := [name for name in needed if not (data / name).exists()]:
        raise FileNotFoundError(f"{data} has no {missing[0]}: name the folder of the labelled sets with --data")


def behind(english: Figures, chinese: Figures) -> Figures:
    """Return by how much each Chinese figure is below the English one; 0 where it is not."""
    return {key: max(0.0, english[key] - chinese[key]) for key in english}


def speed(tagger: Tagger) -> Figures:
    """Return the median and the 95th percentile of tagging our test texts one at a time, in milliseconds.

    Each text counts with the quickest of three times, so that what else the machine does matters less.
    """
    figures: Figures = {}
    for language in ("en", "zh"):
        texts = [row.text for row in evaluate.own_test() if row.language == language]
        tagger.tag(texts[:10])
        times = [min(_ms(tagger, text) for _ in range(3)) for text in texts]
        figures[f"{language}_p50_ms"] = statistics.median(times)
        figures[f"{language}_p95_ms"] = statistics.quantiles(times, n=20)[-1]
    return figures


def _ms(tagger: Tagger, text: str) -> float:
    start = time.perf_counter()
    tagger.tag([text])
    return 1000 * (time.perf_counter() - start)


def _row(name: str, key: str, value: float, plain: dict[str, dict[str, Figures]]) -> Row:
    at = f"{name}.{key}"
    beside = {who: round(sets[name][key], 4) for who, sets in plain.items() if key in sets.get(name, {})}
    bar, goal = BARS.get(at, (None, None))
    return Row(name, key, round(value, 4), bar, goal, {**beside, **PUBLISHED.get(at, {})})


def as_markdown(rows: Sequence[Row]) -> str:
    """Return the rows as a table to keep in a file."""
    lines = ["| set | figure | ours | bar | goal | beside it |", "|---|---|---|---|---|---|"]
    for row in rows:
        limits = ["" if limit is None else f"{limit:g}" for limit in (row.bar, row.goal)]
        beside = "; ".join(f"{name} {value:.3f}" for name, value in row.baselines.items())
        digits = 1 if row.set == "speed" else 3
        lines.append(f"| {SETS[row.set]} | {row.figure} | {row.value:.{digits}f} | {' | '.join(limits)} | {beside} |")
    return "\n".join(lines)
