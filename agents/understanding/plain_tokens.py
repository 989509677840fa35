"""The plain baseline for spans: MiniLM and one linear layer over its pieces, fine-tuned whole, with nothing of ours.

The usual recipe (BERT, arXiv 1810.04805, section 5.3): a word is labelled at its first piece, with cross-entropy.
"""

import hashlib
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from agents.turn import SPAN_LABELS
from agents.understanding import evaluate, examples
from agents.understanding.crf import bio_tags
from agents.understanding.english import words_of
from agents.understanding.evaluate import Figures, Spans
from agents.understanding.examples import Example
from agents.understanding.pool import batches
from agents.understanding.train import Plan
from knowledge.encoder import embedding_folder, load_tokenizer

TAGS = bio_tags(SPAN_LABELS)
UNSCORED = -100
Bounds = Sequence[tuple[int, int]]
RATE, BATCH = 1e-4, 32


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


class PlainTokens:
    """The network with its tokenizer."""

    def __init__(self) -> None:
        from transformers import AutoModelForTokenClassification
        from transformers.utils import logging

        logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # it tells at length that the new layer is new
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self.net: nn.Module = AutoModelForTokenClassification.from_pretrained(embedding_folder(), num_labels=len(TAGS))
        self._tokenizer = load_tokenizer()
        self._tokenizer.enable_padding()

    def logits(self, texts: Sequence[str], bounds: Sequence[Bounds]) -> tuple[Tensor, list[list[int | None]]]:
        """Return the tag logits (batch, pieces, tags) and the word of each piece."""
        encoded = self._tokenizer.encode_batch(
            [[text[a:b] for a, b in some] for text, some in zip(texts, bounds, strict=True)], is_pretokenized=True
        )
        ids, seen = (torch.tensor([getattr(e, name) for e in encoded]) for name in ("ids", "attention_mask"))
        out: Any = self.net(input_ids=ids, attention_mask=seen)
        return out.logits.float(), [e.word_ids for e in encoded]

    def loss(self, some: Sequence[Example]) -> Tensor:
        """Return the cross-entropy at each word's first piece."""
        bounds = [units(e) for e in some]
        logits, words = self.logits([e.text for e in some], bounds)
        wanted = torch.full(logits.shape[:2], UNSCORED)
        for row, (example, of) in enumerate(zip(some, words, strict=True)):
            for i, tag in enumerate(tags_of(example, bounds[row])):
                if i in of:
                    wanted[row, of.index(i)] = TAGS.index(tag)
        return nn.functional.cross_entropy(logits.flatten(0, 1), wanted.flatten(), ignore_index=UNSCORED)

    @torch.inference_mode()
    def read(self, rows: Sequence[Example]) -> list[Spans]:
        """Return the spans found in each text, the likeliest tag of each word taken by itself."""
        found: list[Spans] = []
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            bounds = [units(e) for e in some]
            logits, words = self.logits([e.text for e in some], bounds)
            best = logits.argmax(2).tolist()
            for tags, of, place in zip(best, words, bounds, strict=True):
                named = [TAGS[tags[of.index(i)]] if i in of else "O" for i in range(len(place))]
                found.append(spans_of(named, place))
        return found


def units(example: Example) -> Bounds:
    """Return the bounds of the words, which are what is labelled."""
    return words_of(example.text) or [(0, 0)]


def plain_tokens(
    train: Sequence[Example], epochs: int, keep: Path, tell: Callable[[str], None], seed: int = 1
) -> PlainTokens:
    """Return the network fine-tuned on `train` for `epochs` rounds, or that of an earlier, equal run in `keep`."""
    torch.manual_seed(seed)
    model = PlainTokens()
    made_of = repr([(e.text, e.spans) for e in train]) + f"{epochs} {RATE} {BATCH} {seed}"
    kept = keep / f"plain-tokens-{hashlib.sha256(made_of.encode()).hexdigest()[:16]}.safetensors"
    if kept.exists():
        model.net.load_state_dict(load_file(kept), strict=True)
    else:
        _fit(model, train, epochs, random.Random(seed), tell)
        keep.mkdir(parents=True, exist_ok=True)
        save_file({k: v.contiguous() for k, v in model.net.state_dict().items()}, kept)
    model.net.eval()
    return model


def _fit(
    model: PlainTokens, train: Sequence[Example], epochs: int, rng: random.Random, tell: Callable[[str], None]
) -> None:
    optimizer = torch.optim.AdamW(model.net.parameters(), lr=RATE, weight_decay=0.01, fused=True)
    steps = epochs * (len(train) // BATCH + 1)
    slope = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(10 * s / steps, max(0.0, 1 - s / steps)))
    model.net.train()
    for epoch in range(epochs):
        total, count = 0.0, 0
        for some in batches(train, BATCH, rng):
            loss = model.loss(some)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.net.parameters(), 1.0)
            optimizer.step()
            slope.step()
            total, count = total + loss.item(), count + 1
        tell(f"plain baseline for spans, round {epoch + 1} of {epochs}: loss {total / count:.3f}")


def plain_spans(data: Path, keep: Path, tell: Callable[[str], None]) -> dict[str, Figures]:
    """Return English span figures of a plain network, fine-tuned on QueryNER as many rounds as ours."""
    queries, own = data / "queryner", [e for e in evaluate.own_test() if e.language == "en" and e.in_scope]
    model = plain_tokens(examples.read_queryner(queries / "train.jsonl"), Plan().epochs, keep, tell)
    return {
        "queryner": _figures(model, examples.read_queryner(queries / "validation.jsonl")),
        "own_en": {"span_f1": _figures(model, own)["f1"]},
    }


def _figures(model: PlainTokens, rows: Sequence[Example]) -> Figures:
    return evaluate.span_figures(model.read(rows), evaluate.gold_spans(rows))
