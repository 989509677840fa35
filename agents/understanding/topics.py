"""How well our way of adapting MiniLM tells many intents apart: the 150 of CLINC150 and what lies outside them.

MiniLM is adapted as the tagger's is, anew from MiniLM as it comes, with a head over the 150 intents and one more for
all else: the figures are those of the method, not of the weights that ship. A text is refused where its energy, the
log-sum-exp of the intents' logits (arXiv 2010.03759), is below that of all but 1 % of the training texts held out to
set this limit.
"""

import hashlib
import json
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from agents.understanding.evaluate import Figures, mean
from knowledge.encoder import WIDTH, Encoder, load_tokenizer

OUTSIDE = "oos"
EPOCHS, RATE, BATCH, RANK = 4, 1e-3, 64, 32
HELD_OUT, REFUSED = 20, 0.01  # one text in 20 is held out; this share of them is refused
OUTSIDE_TIMES = 3  # how often an epoch sees each of the 100 texts from outside
Texts = Sequence[tuple[str, str]]


def read_topics(path: Path) -> list[tuple[str, str]]:
    """Return the texts of a CLINC150 file with their intents, "oos" where they have none."""
    return [(row["text"], row["intent"]) for row in map(json.loads, path.read_text("utf-8").splitlines())]


class TopicModel(nn.Module):
    """Mean-pooled MiniLM with low-rank updates, and a linear head."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = [*names, OUTSIDE]
        self.encoder, self.drop, self.head = Encoder(rank=RANK), nn.Dropout(0.1), nn.Linear(WIDTH, len(names) + 1)
        self.register_buffer("limit", torch.tensor(0.0))
        self._tokenizer = load_tokenizer()
        self._tokenizer.enable_padding()

    def forward(self, texts: Sequence[str]) -> Tensor:
        """Return the logits (batch, intents + 1), the last for what lies outside."""
        encoded = self._tokenizer.encode_batch(list(texts))
        seen = torch.tensor([e.attention_mask for e in encoded])
        hidden = self.encoder(torch.tensor([e.ids for e in encoded]), seen)
        logits: Tensor = self.head(self.drop((hidden * seen.unsqueeze(2)).sum(1) / seen.sum(1, keepdim=True)))
        return logits

    @torch.inference_mode()
    def _logits(self, texts: Sequence[str]) -> Tensor:
        return torch.cat([self(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)])

    def set_limit(self, texts: Sequence[str]) -> None:
        """Refuse what has less energy than all but `REFUSED` of `texts` have."""
        self.get_buffer("limit").copy_(torch.quantile(self._logits(texts)[:, :-1].logsumexp(1), REFUSED))

    def read(self, texts: Sequence[str]) -> list[str]:
        """Return each text's intent, or "oos"."""
        logits = self._logits(texts)
        kept = logits[:, :-1].logsumexp(1) >= self.get_buffer("limit")
        best = logits[:, :-1].argmax(1).tolist()
        return [self.names[i] if inside else OUTSIDE for i, inside in zip(best, kept.tolist(), strict=True)]

    def trained(self) -> dict[str, Tensor]:
        """Return what training changed."""
        free = {name for name, p in self.named_parameters() if p.requires_grad} | {"limit"}
        return {k: v.detach().contiguous() for k, v in self.state_dict().items() if k in free}


def topic_figures(found: Sequence[str], wanted: Sequence[str]) -> Figures:
    """Return in-scope accuracy, a refused text counting as wrong, and the share of texts from outside refused."""
    pairs = list(zip(found, wanted, strict=True))
    return {
        "in_scope_accuracy": mean(f == w for f, w in pairs if w != OUTSIDE),
        "oos_recall": mean(f == OUTSIDE for f, w in pairs if w == OUTSIDE),
    }


def clinc(folder: Path) -> tuple[Texts, Texts, Texts]:
    """Return what to learn from, what is held out to set limits by, and the validation texts."""
    inside = read_topics(folder / "train.jsonl")
    random.Random(1).shuffle(inside)
    cut = len(inside) // HELD_OUT
    learnt = [*inside[cut:], *read_topics(folder / "oos_train.jsonl") * OUTSIDE_TIMES]
    return learnt, inside[:cut], [*read_topics(folder / "val.jsonl"), *read_topics(folder / "oos_val.jsonl")]


def topics(folder: Path, keep: Path, tell: Callable[[str], None], seed: int = 1) -> Figures:
    """Return validation figures of our encoder fine-tuned on CLINC150 in `folder`, or of an earlier run in `keep`."""
    learnt, held_out, rows = clinc(folder)
    torch.manual_seed(seed)
    model = TopicModel(sorted({name for _, name in learnt} - {OUTSIDE}))
    kept = keep / f"topics-{_digest(learnt, seed)}.safetensors"
    if kept.exists():
        weights: Mapping[str, Any] = load_file(kept)
        model.load_state_dict(weights, strict=False)
        model.eval()
    else:
        _fit(model, learnt, random.Random(seed), tell)
        model.set_limit([text for text, _ in held_out])
        keep.mkdir(parents=True, exist_ok=True)
        save_file(model.trained(), kept)
    return topic_figures(model.read([text for text, _ in rows]), [name for _, name in rows])


def _digest(learnt: Texts, seed: int) -> str:
    made_of = repr((list(learnt), EPOCHS, RATE, BATCH, RANK, REFUSED, seed))
    return hashlib.sha256(made_of.encode()).hexdigest()[:16]


def _fit(model: TopicModel, learnt: Texts, rng: random.Random, tell: Callable[[str], None]) -> None:
    """Train in place: cross-entropy with smoothed labels, linear warm-up and decay."""
    free = [p for p in model.parameters() if p.requires_grad]
    head = list(model.head.parameters())
    rest = [p for p in free if all(p is not h for h in head)]
    groups = [{"params": rest, "lr": RATE}, {"params": head, "lr": 3 * RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * (len(learnt) // BATCH + 1)
    slope = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(16 * s / steps, max(0.0, 1 - s / steps)))
    for epoch in range(EPOCHS):
        model.train()
        total, cut = 0.0, _batches(learnt, rng)
        for some in cut:
            wanted = torch.tensor([model.names.index(name) for _, name in some])
            loss = nn.functional.cross_entropy(model([text for text, _ in some]), wanted, label_smoothing=0.1)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(free, 1.0)
            optimizer.step()
            slope.step()
            total += loss.item()
        tell(f"our encoder on CLINC150, round {epoch + 1} of {EPOCHS}: loss {total / len(cut):.3f}")
    model.eval()


def _batches(learnt: Texts, rng: random.Random) -> list[Texts]:
    """Return batches of texts of like length, in random order."""
    order: Texts = sorted(learnt, key=lambda row: len(row[0]) // 8 + rng.random())
    cut = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(cut)
    return cut
