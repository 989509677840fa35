"""Plain baselines, trained and measured beside our models: frozen MiniLM with logistic regression, and the like."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression, SGDClassifier

from agents.understanding import evaluate, examples
from agents.understanding.evaluate import Figures
from agents.understanding.examples import Example
from agents.understanding.plain_tokens import plain_spans, spans_of, tags_of
from agents.understanding.topics import OUTSIDE, REFUSED, Texts, clinc, topic_figures
from knowledge.encoder import WIDTH, Encoder, load_tokenizer

OUT = "out_of_scope"


class FrozenMiniLm:
    """MiniLM as it comes: a vector a text."""

    def __init__(self) -> None:
        self._encoder, self._tokenizer = Encoder().eval(), load_tokenizer()
        self._tokenizer.enable_padding()

    @torch.inference_mode()
    def read(self, texts: Sequence[str]) -> np.ndarray[Any, Any]:
        """Return mean-pooled vectors (n, 384) of unit length."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        vectors = torch.zeros(len(texts), WIDTH)
        for start in range(0, len(order), 64):
            some = order[start : start + 64]
            encoded = self._tokenizer.encode_batch([texts[i] for i in some])
            seen = torch.tensor([e.attention_mask for e in encoded])
            hidden = self._encoder(torch.tensor([e.ids for e in encoded]), seen)
            vectors[some] = torch.nn.functional.normalize((hidden * seen.unsqueeze(2)).sum(1), dim=1)
        return vectors.numpy()


def turns(minilm: FrozenMiniLm, pool: Sequence[Example], data: Path, n: int = 6000) -> dict[str, Figures]:
    """Return intent and scope figures of logistic regression over frozen MiniLM, fitted on `n` examples a language."""
    figures: dict[str, Figures] = {}
    for language in ("en", "zh"):
        first = _first(minilm, [e for e in pool if e.language == language and e.intents], n)
        own = [e for e in evaluate.own_test() if e.language == language]
        guesses = first([e.text for e in own])
        pairs = list(zip(guesses, own, strict=True))
        figures[f"own_{language}"] = {
            "intent": evaluate.mean(g in (e.intents or ()) for g, e in pairs),
            "kept": evaluate.mean(g != OUT for g, e in pairs if e.in_scope),
            "refused": evaluate.mean(g == OUT for g, e in pairs if not e.in_scope),
        }
        if language == "en":
            inside = evaluate.texts_inside(data)
            kept = {name: evaluate.mean(g != OUT for g in first(texts)) for name, texts in inside.items()}
            outside = first(evaluate.texts_outside(data))
            figures["scope"] = {"oos_refused": evaluate.mean(g == OUT for g in outside), **kept}
    return figures


def _first(minilm: FrozenMiniLm, pool: Sequence[Example], n: int) -> Callable[[Sequence[str]], list[str]]:
    """Return what tells the first intent of texts, fitted on `n` examples of `pool`."""
    some = random.Random(1).sample(list(pool), min(n, len(pool)))
    fitted = LogisticRegression(C=10, max_iter=300)
    fitted.fit(minilm.read([e.text for e in some]), [(e.intents or ("",))[0] for e in some])
    return lambda texts: list(fitted.predict(minilm.read(texts)))


def clinc_topics(minilm: FrozenMiniLm, folder: Path) -> Figures:
    """Return CLINC150 figures of logistic regression, refusing by the likeliest intent's chance as `topics` does."""
    learnt, held_out, rows = clinc(folder)
    fitted = LogisticRegression(C=100, max_iter=200)
    fitted.fit(minilm.read([text for text, _ in learnt]), [name for _, name in learnt])
    names = list(fitted.classes_)
    inside = [i for i, name in enumerate(names) if name != OUTSIDE]

    def chances(texts: Texts) -> np.ndarray[Any, Any]:
        return np.asarray(fitted.predict_proba(minilm.read([text for text, _ in texts]))[:, inside])

    limit = float(np.quantile(chances(held_out).max(1), REFUSED))
    read = chances(rows)
    found = [names[inside[i]] if top >= limit else OUTSIDE for i, top in zip(read.argmax(1), read.max(1), strict=True)]
    return topic_figures(found, [name for _, name in rows])


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


def baselines(
    pool: Sequence[Example], data: Path, keep: Path, tell: Callable[[str], None]
) -> dict[str, dict[str, Figures]]:
    """Return the figures of each baseline by its name, under the names that `evaluate` gives ours.

    Trained networks are kept in the folder `keep`. Raises FileNotFoundError on a set that `data` lacks.
    """
    minilm = FrozenMiniLm()
    tell("logistic regression over MiniLM: fitting")
    regression = {**turns(minilm, pool, data), "clinc150": clinc_topics(minilm, data / "clinc150")}
    return {
        "MiniLM + logistic regression": regression,
        "MiniLM fine-tuned plainly": plain_spans(data, keep, tell),
        "linear over characters": {"dsner": chinese_spans(data)},
    }
