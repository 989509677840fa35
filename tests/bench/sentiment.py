"""Sentiment on the hand-written sets, beside what a majority, VADER and SnowNLP make of them.

`python -m tests.bench.sentiment` prints accuracy and macro-F1 over three labels, F1 of anger, and the time a message.
The baselines are shown where installed: `pip install --no-deps vaderSentiment snownlp`.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from sklearn.metrics import accuracy_score, f1_score

from knowledge.sentiment.model import SentimentModel

CASES = Path(__file__).parents[1] / "cases"
THREE = ("negative", "neutral", "positive")


def cases(language: str) -> list[tuple[str, str]]:
    """Return (label, text) of the hand-written set; anger is a label of its own there."""
    label, found = "", list[tuple[str, str]]()
    for row in (CASES / f"sentiment_{language}.txt").read_text("utf-8").splitlines():
        if row.startswith("=="):
            label = row[2:].strip()
        elif row and not row.startswith("#"):
            found.append((label, row))
    return found


def figures(said: list[str], meant: list[str]) -> dict[str, float]:
    """Return accuracy and macro-F1 over negative, neutral and positive."""
    return {
        "accuracy": round(float(accuracy_score(meant, said)), 3),
        "macro_f1": round(float(f1_score(meant, said, labels=list(THREE), average="macro", zero_division=0)), 3),
    }


def measured(language: str, model: SentimentModel) -> dict[str, object]:
    """Return the model's figures on one language, and those of the baselines."""
    told = cases(language)
    meant = ["negative" if label == "angry" else label for label, _ in told]
    moods = [model.mood(text) for _, text in told]
    angry = [label == "angry" for label, _ in told]
    ours = figures([m.label for m in moods], meant)
    ours["anger_f1"] = round(float(f1_score(angry, [m.angry for m in moods])), 3)
    return {
        "messages": len(told),
        "ours": ours,
        **{n: figures(f(told), meant) for n, f in _baselines(language).items()},
    }


def _baselines(language: str) -> dict[str, Callable[[list[tuple[str, str]]], list[str]]]:
    """Return the baselines that are there: the two libraries are no part of this project's own requirements."""
    found: dict[str, Callable[[list[tuple[str, str]]], list[str]]] = {"majority": lambda told: ["negative"] * len(told)}
    if language == "en" and find_spec("vaderSentiment"):
        found["vader"] = _vader
    if language == "zh" and find_spec("snownlp"):
        found["snownlp"] = _snownlp
    return found


def _vader(told: list[tuple[str, str]]) -> list[str]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # type: ignore[import-untyped]

    score = SentimentIntensityAnalyzer().polarity_scores
    return [_three(score(text)["compound"], -0.05, 0.05) for _, text in told]  # the limits that VADER itself gives


def _snownlp(told: list[tuple[str, str]]) -> list[str]:
    from snownlp import SnowNLP  # type: ignore[import-untyped]

    return [_three(SnowNLP(text).sentiments, 0.4, 0.6) for _, text in told]


def _three(score: float, low: float, high: float) -> str:
    return "negative" if score <= low else "positive" if score >= high else "neutral"


def speed_ms(model: SentimentModel) -> dict[str, float]:
    """Return the median and 95th percentile of the time to score a message, in ms."""
    texts = [text for language in ("en", "zh") for _, text in cases(language)]
    taken = []
    for text in texts * 5:
        start = time.perf_counter()
        model.mood(text)
        taken.append((time.perf_counter() - start) * 1000)
    return {"p50": round(float(np.percentile(taken, 50)), 3), "p95": round(float(np.percentile(taken, 95)), 3)}


if __name__ == "__main__":
    shipped = SentimentModel.load()
    result: dict[str, object] = {language: measured(language, shipped) for language in ("en", "zh")}
    print(json.dumps({**result, "ms": speed_ms(shipped)}, indent=1))
    if "--wrong" in sys.argv:
        for language in ("en", "zh"):
            for label, text in cases(language):
                mood = shipped.mood(text)
                said = "angry" if mood.angry else mood.label
                if said != label:
                    print(f"{label:9} {said:9} {text}")
