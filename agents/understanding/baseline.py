"""Plain baselines, trained and measured beside our models: frozen MiniLM with logistic regression, and the like."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression, SGDClassifier

from agents.turn import SPAN_LABELS
from agents.understanding import evaluate, examples
from agents.understanding.crf import bio_tags
from agents.understanding.english import Batch, encode
from agents.understanding.evaluate import Figures, Spans
from agents.understanding.examples import Example
from knowledge.encoder import Encoder, load_tokenizer

TAGS = bio_tags(SPAN_LABELS)
Bounds = Sequence[tuple[int, int]]


def tags_of(example: Example, bounds: Bounds) -> list[str]:
    """Return the BIO tag of each unit: B- on the first that a span touches, I- on its others."""
    tags = ["O"] * len(bounds)
    for start, end, label in example.spans or ():
        touched = [i for i, (a, b) in enumerate(bounds) if a < end and b > start]
        for edge, i in zip("B" + "I" * len(touched), touched, strict=False):
            tags[i] = f"{edge}-{label}"
    return tags


def spans_of(tags: Sequence[str], bounds: Bounds) -> Spans:
    """Return the spans of a tag row; an I- that continues nothing opens a span."""
    spans: list[tuple[int, int, str]] = []
    before = ""
    for tag, (start, end) in zip(tags, bounds, strict=False):
        if tag[0] == "B" or (tag[0] == "I" and tag[2:] != before):
            spans.append((start, end, tag[2:]))
        elif tag[0] == "I":
            spans[-1] = (spans[-1][0], end, tag[2:])
        before = tag[2:]
    return set(spans)


class FrozenMiniLm:
    """MiniLM as it comes: a vector a text, a vector a word."""

    def __init__(self) -> None:
        self._encoder, self._tokenizer = Encoder().eval(), load_tokenizer()

    @torch.inference_mode()
    def read(self, texts: Sequence[str]) -> tuple[np.ndarray[Any, Any], list[np.ndarray[Any, Any]], list[Bounds]]:
        """Return mean-pooled text vectors (n, 384), each text's word vectors (words, 384), and its word bounds."""
        whole, words, bounds = [], [], []
        for start in range(0, len(texts), 64):
            batch, some = encode(self._tokenizer, texts[start : start + 64])
            hidden = self._encoder(batch.ids, batch.attention)
            seen = batch.attention.unsqueeze(2)
            whole.append(((hidden * seen).sum(1) / seen.sum(1)).numpy())
            words += [row[: len(b)].numpy() for row, b in zip(_first_pieces(hidden, batch), some, strict=True)]
            bounds += some
        return np.concatenate(whole), words, list(bounds)


def _first_pieces(hidden: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Return the vector of each word's first piece, (batch, words, 384); zeros for words cut off."""
    match = batch.words.unsqueeze(1) == torch.arange(batch.mask.shape[1]).view(1, -1, 1)
    first = match.int().argmax(2)
    return hidden.gather(1, first.unsqueeze(2).expand(-1, -1, hidden.shape[2])) * match.any(2, keepdim=True)


def english_spans(minilm: FrozenMiniLm, data: Path) -> Figures:
    """Return QueryNER validation figures of a linear token classifier over frozen MiniLM."""
    train = examples.read_queryner(data / "queryner" / "train.jsonl")
    rows = examples.read_queryner(data / "queryner" / "validation.jsonl")
    _, vectors, bounds = minilm.read([e.text for e in train])
    tags = [tag for e, b in zip(train, bounds, strict=True) for tag in tags_of(e, b)]
    model = SGDClassifier(loss="log_loss", alpha=1e-5, max_iter=20, random_state=1).fit(np.concatenate(vectors), tags)
    _, vectors, bounds = minilm.read([e.text for e in rows])
    found = [spans_of(model.predict(v).tolist(), b) for v, b in zip(vectors, bounds, strict=True)]
    return evaluate.span_figures(found, evaluate.gold_spans(rows))


def english_turns(minilm: FrozenMiniLm, pool: Sequence[Example], data: Path, n: int = 6000) -> dict[str, Figures]:
    """Return intent and scope figures of logistic regression over frozen MiniLM, fitted on `n` of our examples."""
    some = random.Random(1).sample([e for e in pool if e.language == "en" and e.intents], n)
    vectors, _, _ = minilm.read([e.text for e in some])
    model = LogisticRegression(C=10, max_iter=300).fit(vectors, [(e.intents or ("",))[0] for e in some])

    def first(rows: Sequence[Example]) -> list[str]:
        return list(model.predict(minilm.read([e.text for e in rows])[0]))

    own = [e for e in evaluate.own_test() if e.language == "en"]
    guesses = first(own)
    outside = first(examples.read_clinc(data / "clinc150" / "oos_val.jsonl"))
    service = first(examples.read_bitext(data / "bitext27" / "test.csv")[:500])
    out = "out_of_scope"
    return {
        "own_en": {
            "intent": evaluate.mean(g in (e.intents or ()) for g, e in zip(guesses, own, strict=True)),
            "kept": evaluate.mean(g != out for g, e in zip(guesses, own, strict=True) if e.in_scope),
            "refused": evaluate.mean(g == out for g, e in zip(guesses, own, strict=True) if not e.in_scope),
        },
        "scope": {
            "oos_refused": evaluate.mean(g == out for g in outside),
            "service_kept": evaluate.mean(g != out for g in service),
        },
    }


def chinese_spans(data: Path) -> Figures:
    """Return DSNER dev figures of a linear classifier over the characters around each character."""
    train, rows = (examples.read_dsner(data / "dsner_zh" / f"{name}.bio") for name in ("train", "dev"))
    bounds = [[(i, i + 1) for i in range(len(e.text))] for e in (*train, *rows)]
    vectorizer = DictVectorizer()
    seen = _narrow(vectorizer.fit_transform([f for e in train for f in _around(e.text)]))
    tags = [tag for e, b in zip(train, bounds, strict=False) for tag in tags_of(e, b)]
    model = SGDClassifier(loss="log_loss", alpha=1e-5, max_iter=30, random_state=1).fit(seen, tags)
    found = []
    for e, b in zip(rows, bounds[len(train) :], strict=True):
        tags = model.predict(_narrow(vectorizer.transform(_around(e.text)))).tolist()
        found.append(spans_of(tags, b))
    return evaluate.span_figures(found, evaluate.gold_spans(rows))


def _narrow(matrix: Any) -> Any:
    """Return a sparse matrix with the 32-bit indices that the classifier asks for."""
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    return matrix


def _around(text: str) -> list[dict[str, str]]:
    """Return each character's features: itself, its neighbours and the pairs they form."""
    padded = f"\n\n{text}\n\n"
    return [
        {
            "here": padded[i], "left": padded[i - 1], "right": padded[i + 1], "left2": padded[i - 2 : i],
            "right2": padded[i + 1 : i + 3], "pair": padded[i - 1 : i + 1], "next": padded[i : i + 2],
        }
        for i in range(2, len(text) + 2)
    ]  # fmt: skip


def baselines(pool: Sequence[Example], data: Path) -> dict[str, Figures]:
    """Return the figures of all baselines, under the names that `evaluate` gives ours."""
    minilm = FrozenMiniLm()
    turns = english_turns(minilm, pool, data)
    return {**turns, "queryner": english_spans(minilm, data), "dsner": chinese_spans(data)}
