"""Training of the understanding models from our corpus, open data sets and staff's corrections."""

import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from agents.turn import INTENTS
from agents.understanding import chinese, english, evaluate, examples
from agents.understanding.chinese import ChineseModel, alphabet_of, read_glossary
from agents.understanding.crf import Crf
from agents.understanding.english import EnglishModel
from agents.understanding.examples import Example
from agents.understanding.pool import SHARES, batches, draw, gather
from agents.understanding.tagger import WEIGHTS, Tagger, language_of

THRESHOLDS = {"en": 0.35, "zh": 0.5}
Progress = Callable[[str], None]
Bounds = list[list[tuple[int, int]]]


@dataclass(frozen=True)
class Plan:
    """How long and how hard to train; `shares` is how often an epoch draws each example of a source (1 if absent)."""

    epochs: int = 4
    chinese_epochs: int = 11
    rank: int = 32
    rate: float = 1e-3
    batch: int = 32
    shares: Mapping[str, float] = field(default_factory=lambda: dict(SHARES))


TUNING = Plan(epochs=1, chinese_epochs=2, rate=2e-4)


@dataclass(frozen=True)
class Report:
    """What training did: figures of the weights before (None where there were none) and after, and if it installed."""

    before: dict[str, float] | None
    after: dict[str, float]
    installed: bool
    examples: int
    seconds: float


def tags_of(example: Example, bounds: Sequence[tuple[int, int]], tags: Sequence[str]) -> list[int]:
    """Return the tag id of each unit: B- on the first that a span touches, I- on its others."""
    ids = [0] * len(bounds)
    for start, end, label in example.spans or ():
        touched = [i for i, (a, b) in enumerate(bounds) if a < end and b > start]
        for edge, i in zip("B" + "I" * len(touched), touched, strict=False):
            ids[i] = tags.index(f"{edge}-{label}")
    return ids


def allowed_tags(some: Sequence[Example], bounds: Bounds, shape: torch.Size, tags: Sequence[str]) -> Tensor:
    """Return which tags (batch, units, tags) each unit may have: the gold one, or any where the source says nothing."""
    allowed = torch.zeros(shape, dtype=torch.bool)
    for row, (example, units) in enumerate(zip(some, bounds, strict=True)):
        unsaid = [i for i, t in enumerate(tags) if example.labels is not None and t[2:] not in example.labels]
        for at, tag in enumerate(tags_of(example, units[: shape[1]], tags)):
            allowed[row, at, tag] = True
            if tag == 0 and unsaid:
                allowed[row, at, unsaid] = True
    return allowed


def losses(out: Any, crf: Crf, some: Sequence[Example], bounds: Bounds, tags: Sequence[str]) -> Tensor:
    """Return the mean loss of a batch: spans, intents and scope, each where the example states it."""
    allowed = allowed_tags(some, bounds, out.emissions.shape, tags)
    spans = torch.tensor([e.spans is not None and e.in_scope is not False for e in some]).float()
    total = (crf.loss(out.emissions, allowed, out.mask) * spans).sum() / len(some)
    for intents, scope in ((out.intents, out.scope), *([out.second] if out.second else [])):
        total = total + turn_loss(intents, scope, some)
    return total


def turn_loss(intents: Tensor, scope: Tensor, some: Sequence[Example]) -> Tensor:
    """Return the mean loss of intents (batch, 28), where they are stated, and scope (batch,), given as logits."""
    bce = nn.functional.binary_cross_entropy_with_logits
    known = torch.tensor([e.intents is not None for e in some]).float()
    wanted = torch.tensor([[float(name in (e.intents or ())) for name in INTENTS] for e in some])
    named = (bce(intents, wanted, reduction="none").sum(1) * known).sum() / len(some)
    return named + bce(scope, torch.tensor([float(e.in_scope is not False) for e in some]))


def fit(
    model: EnglishModel | ChineseModel,
    pool: Sequence[Example],
    step: Callable[[list[Example]], Tensor],
    plan: Plan,
    rng: random.Random,
    progress: Progress,
) -> None:
    """Train `model` in place: AdamW, linear warm-up and decay, gradients clipped at 1."""
    free = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(model.groups(plan.rate), weight_decay=0.01)
    steps = plan.epochs * (len(draw(pool, plan.shares, random.Random(0))) // plan.batch + 1)
    slope = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, s / (0.06 * steps)) * max(0.0, 1 - s / steps)
    )
    model.train()
    for epoch in range(plan.epochs):
        start, sums, count = time.monotonic(), 0.0, 0
        for some in batches(draw(pool, plan.shares, rng), plan.batch, rng):
            loss = step(some)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(free, 1.0)
            optimizer.step()
            slope.step()
            sums, count = sums + loss.item(), count + 1
        progress(f"epoch {epoch + 1} of {plan.epochs}: loss {sums / count:.3f}, {time.monotonic() - start:.0f} s")
    model.eval()


def train_english(
    pool: Sequence[Example], plan: Plan, seed: int, progress: Progress, start: Path | None = None
) -> EnglishModel:
    """Return an English model trained on `pool`, from the weights in the folder `start` when given."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model, tokenizer = english.make(plan.rank)
    if start is not None:
        model.restore(load_file(start / "english.safetensors"))

    def step(some: list[Example]) -> Tensor:
        batch, bounds = english.encode(tokenizer, [e.text for e in some])
        out = model(batch)
        return losses(out, model.crf, some, bounds, english.TAGS)

    fit(model, pool, step, plan, rng, progress)
    return model


def train_chinese(
    pool: Sequence[Example], plan: Plan, seed: int, progress: Progress, start: Path | None = None
) -> ChineseModel:
    """Return a Chinese model trained on `pool`, from the weights in the folder `start` when given."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    known = None if start is None else json.loads((start / "config.json").read_text("utf-8"))["alphabet"]
    model = ChineseModel(known or alphabet_of([e.text for e in pool]), read_glossary())
    if start is not None:
        model.restore(load_file(start / "chinese.safetensors"))

    def step(some: list[Example]) -> Tensor:
        out = model(model.encode([e.text for e in some]))
        bounds = [[(i, i + 1) for i in range(len(e.text))] for e in some]
        return losses(out, model.crf, some, bounds, chinese.TAGS)

    brisk = replace(plan, epochs=plan.chinese_epochs, batch=2 * plan.batch, rate=2 * plan.rate)
    fit(model, pool, step, brisk, rng, progress)
    return model


def save(folder: Path, en: EnglishModel, zh: ChineseModel, thresholds: dict[str, float]) -> None:
    """Write weights and configuration to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file(en.trained(), folder / "english.safetensors")
    save_file(zh.trained(), folder / "chinese.safetensors")
    config = {"rank": en.rank, "alphabet": zh.alphabet, "scope_threshold": thresholds}
    (folder / "config.json").write_text(json.dumps(config, ensure_ascii=False, indent=1) + "\n", "utf-8")


def train(
    data: Path | None,
    out: Path,
    seed: int = 1,
    progress: Progress = print,
    corrections: Path | None = None,
    plan: Plan | None = None,
) -> Report:
    """Train both models and install them in `out` if they read better than those there, or than those shipped.

    `data` is a folder of the open sets (any of queryner, clinc150, bitext27, dsner_zh, webshop), from which the models
    are trained anew; without it the present weights are trained on a little. `corrections` are JSON lines of {"text",
    "intents", "spans"}. Raises ValueError on a correction that names an unknown intent or label.
    """
    began = time.monotonic()
    extra = examples.read_jsonl(corrections, language_of) if corrections else []
    pool = gather(data, extra)
    progress(f"{len(pool)} examples, {len(extra)} corrections among them")
    present = out if (out / "config.json").exists() else WEIGHTS
    start = None if data is not None else present
    plan = plan or (Plan() if start is None else TUNING)
    parts = {name: [e for e in pool if e.language == name] for name in ("en", "zh")}
    candidate = out / "candidate"
    zh = train_chinese(parts["zh"], plan, seed, progress, start)
    save(candidate, train_english(parts["en"], plan, seed, progress, start), zh, THRESHOLDS)
    before, after = measured(present, data), evaluate.evaluate(Tagger.load(candidate), data)
    better = before is None or evaluate.overall(after) > evaluate.overall(before)
    settle(candidate, out, better)
    earlier = None if before is None else evaluate.flat(before)
    return Report(earlier, evaluate.flat(after), better, len(pool), time.monotonic() - began)


def settle(candidate: Path, out: Path, better: bool) -> None:
    """Move the files of `candidate` into `out` if they are better, and drop them, and an empty `out`, if not."""
    for path in sorted(candidate.iterdir()):
        if better:
            path.replace(out / path.name)
        else:
            path.unlink()
    candidate.rmdir()
    if not any(out.iterdir()):
        out.rmdir()


def measured(folder: Path, data: Path | None) -> dict[str, dict[str, float]] | None:
    """Return the figures of the weights in `folder`, or None where there are none."""
    if not (folder / "config.json").exists():
        return None
    return evaluate.evaluate(Tagger.load(folder), data)
