"""How well the tagger reads: figures on open sets and on our own test set, each beside a plain baseline."""

import csv
import json
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from agents.turn import Tagged
from agents.understanding.examples import CORPUS, Example, from_json, read_clinc, read_dsner, read_queryner
from agents.understanding.tagger import language_of
from agents.understanding.understand import Tagger

Figures = dict[str, float]
Spans = set[tuple[int, int, str]]
DSNER_LABELS = frozenset({"core_product_type", "creator", "material", "UoM", "product_name"})


def spans_in(tagged: Tagged, labels: frozenset[str] | None = None) -> Spans:
    """Return a result's spans as (start, end, label), of `labels` alone when given."""
    return {(s.start, s.end, s.label) for s in tagged.spans if labels is None or s.label in labels}


def span_figures(found: Sequence[Spans], gold: Sequence[Spans]) -> Figures:
    """Return exact-match precision, recall and F1 over all spans (micro average)."""
    right = sum(len(f & g) for f, g in zip(found, gold, strict=True))
    stated, true = sum(map(len, found)), sum(map(len, gold))
    f1 = 2 * right / max(1, stated + true)
    return {"f1": f1, "precision": right / max(1, stated), "recall": right / max(1, true)}


def mean(values: Iterable[float]) -> float:
    """Return the mean; 0.0 of nothing."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def gold_spans(examples: Sequence[Example]) -> list[Spans]:
    """Return the true spans of each example."""
    return [set(e.spans or ()) for e in examples]


def queryner(tagger: Tagger, data: Path) -> Figures:
    """Return span figures on QueryNER validation (arXiv 2405.09507; DistilBERT there .612, BERT with CRF .608)."""
    rows = read_queryner(data / "queryner" / "validation.jsonl")
    return span_figures([spans_in(t) for t in tagger.tag([r.text for r in rows])], gold_spans(rows))


def dsner(tagger: Tagger, data: Path) -> Figures:
    """Return span figures on DSNER dev, over the five labels that it marks."""
    rows = read_dsner(data / "dsner_zh" / "dev.bio")
    return span_figures([spans_in(t, DSNER_LABELS) for t in tagger.tag([r.text for r in rows])], gold_spans(rows))


def kept(tagger: Tagger, texts: Sequence[str]) -> float:
    """Return the share of texts taken as the shop's business."""
    return mean(t.in_scope for t in tagger.tag(texts))


def texts_outside(data: Path) -> list[str]:
    """Return the CLINC150 validation texts that no assistant serves."""
    return [e.text for e in read_clinc(data / "clinc150" / "oos_val.jsonl")]


def texts_inside(data: Path) -> dict[str, list[str]]:
    """Return service utterances and product queries, 500 each, from parts of their sets that no training reads."""
    with (data / "bitext27" / "test.csv").open(newline="", encoding="utf-8") as handle:
        service = [row["utterance"] for row in csv.DictReader(handle)][:500]
    queries = [e.text for e in read_queryner(data / "queryner" / "validation.jsonl")][:500]
    return {"service_kept": service, "queries_kept": queries}


def scope(tagger: Tagger, data: Path) -> Figures:
    """Return shares: CLINC150 out-of-scope validation texts refused, shopping and service texts kept."""
    inside = {name: kept(tagger, texts) for name, texts in texts_inside(data).items()}
    return {"oos_refused": 1 - kept(tagger, texts_outside(data)), **inside}


def own_test() -> list[Example]:
    """Return our hand-written test set, 351 English and 299 Chinese utterances that no training step reads."""
    rows = [json.loads(line) for line in (CORPUS / "test.jsonl").read_text("utf-8").splitlines()]
    return [from_json(row, language_of(row["text"]), "test") for row in rows]


def own(tagger: Tagger, rows: Sequence[Example]) -> Figures:
    """Return figures on our test set: spans, the first intent, in-scope kept and out-of-scope refused."""
    tagged = tagger.tag([r.text for r in rows])
    inside = [(t, r) for t, r in zip(tagged, rows, strict=True) if r.in_scope]
    first = mean(t.intents[0][0] in (r.intents or ()) for t, r in zip(tagged, rows, strict=True))
    spans = span_figures([spans_in(t) for t, _ in inside], gold_spans([r for _, r in inside]))
    return {
        "span_f1": spans["f1"],
        "intent": first,
        "kept": mean(t.in_scope for t, _ in inside),
        "refused": 1 - mean(t.in_scope for t, r in zip(tagged, rows, strict=True) if not r.in_scope),
    }


def evaluate(tagger: Tagger, data: Path | None) -> dict[str, Figures]:
    """Return all figures by set; the sets that `data` does not hold are left out."""
    rows = own_test()
    figures = {f"own_{name}": own(tagger, [r for r in rows if r.language == name]) for name in ("en", "zh")}
    sets: list[tuple[str, str, Callable[[Tagger, Path], Figures]]] = [
        ("queryner", "queryner/validation.jsonl", queryner),
        ("dsner", "dsner_zh/dev.bio", dsner),
        ("scope", "clinc150/oos_val.jsonl", scope),
    ]
    for name, path, measure in sets:
        if data is not None and (data / path).exists():
            figures[name] = measure(tagger, data)
    return figures


def flat(figures: dict[str, Figures]) -> Figures:
    """Return figures under one name each, such as "queryner.f1"."""
    return {f"{name}.{key}": round(value, 4) for name, some in figures.items() for key, value in some.items()}


def overall(figures: dict[str, Figures]) -> float:
    """Return the one number by which weights are chosen: the mean over sets of their leading figures."""
    leading = ("f1", "span_f1", "intent", "kept", "refused", "oos_refused", "service_kept", "queries_kept")
    return mean(mean(v for k, v in some.items() if k in leading) for some in figures.values())


def sample(rows: Sequence[Example], n: int, seed: int = 1) -> list[Example]:
    """Return `n` random examples, or all when there are fewer."""
    return random.Random(seed).sample(list(rows), min(n, len(rows)))
