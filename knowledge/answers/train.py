"""Train the encoder that puts a product question near the fact that answers it (see weights/README.md).

Each batch holds real questions with the pieces that answer them, several of one product, questions written for each
kind of fact beside those of its nearest kinds, and questions made of sentences about facts. Every other piece in the
batch is a wrong answer (a softmax over the batch), but for kinds that mean nearly the same.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from knowledge.answers.asked import Kind, apart_from, filled, kinds, questions_from, words_of
from knowledge.answers.evidence import Evidence
from knowledge.answers.reader import WEIGHTS, AnsweringEncoder, save

SHARPNESS = 20.0
NEAR = 8  # kinds of fact that are most easily taken for one another
ALIKE = (
    {"platform", "hardware_platform"}, {"num_batteries", "number_of_batteries"}, {"computer_memory", "ram_memory"},
    {"item_volume", "capacity"}, {"connectivity_technology", "wireless_communication_technology"},
    {"supports_bluetooth_technology", "wireless_communication_technology"}, {"connector_type", "hardware_interface"},
    {"number_of_ports", "total_usb_ports"}, {"target_gender", "target_audience"}, {"speaker_type", "speaker_count"},
    {"compatible_devices", "compatible_phone_models"}, {"graphics_coprocessor", "graphics_description"},
    {"weight_capacity", "load_capacity"},
)  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """A question with a piece that answers it; pieces of one `about` are not wrong answers to each other."""

    question: str
    piece: str
    about: str
    real: bool = False


@dataclass(frozen=True)
class Lessons:
    """All there is to learn from: real pairs by product, kinds of fact with their values, and sentences about facts."""

    products: tuple[tuple[Pair, ...], ...]
    kinds: tuple[Kind, ...]
    values: Mapping[str, Sequence[str]]
    told: tuple[Pair, ...]


def lessons(
    pairs: Sequence[tuple[str, Evidence, str]], told: Sequence[tuple[Evidence, str]], kept_out: Sequence[str]
) -> Lessons:
    """Gather (question, piece, product) and (fact, sentence), without questions that are or resemble `kept_out`."""
    by_product: dict[str, list[Pair]] = defaultdict(list)
    for (question, piece, product), ok in zip(pairs, apart_from([q for q, _, _ in pairs], kept_out), strict=True):
        if ok:
            by_product[product].append(Pair(question, piece.text, re.sub(r"\W+", " ", piece.text), True))
    values: dict[str, list[str]] = defaultdict(list)
    for fact, _ in told:
        values[fact.name].append(fact.value)
    made = [Pair(q, fact.text, fact.name) for fact, sentence in told for q in questions_from(sentence)]
    kept = apart_from([p.question for p in made], kept_out)
    same = {words_of(q) for q in kept_out}
    written = tuple(Kind(k.names, k.values, tuple(q for q in k.questions if not _forbidden(q, same))) for k in kinds())
    spoken = tuple(p for p, ok in zip(made, kept, strict=True) if ok)
    return Lessons(tuple(tuple(p) for p in by_product.values()), written, values, spoken)


def _forbidden(question: str, same: set[frozenset[str]]) -> bool:
    ways = ("it", "this", "the product", "this product", "this item")
    return any(words_of(question.replace("~", way)) in same for way in ways)


def learn(
    held: Lessons,
    model: AnsweringEncoder,
    steps: int = 260,
    rate: float = 8e-4,
    path: Path = WEIGHTS,
    tell: Callable[[int, float], None] = lambda step, loss: None,
) -> None:
    """Adapt `model` and write its weights to `path` every 40 steps and at the end."""
    rng, trained = random.Random(1), list(model.adapted().values())
    near = _near(held.kinds, model)
    model.train()
    optimizer = torch.optim.AdamW(trained, lr=rate, weight_decay=0.01)
    for step in range(1, steps + 1):
        optimizer.param_groups[0]["lr"] = rate * min(1.0, step / 20) * max(0.05, 1 - step / steps)
        loss = _loss(model, _batch(held, near, rng), rng)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        tell(step, loss.item())
        if step % 40 == 0 or step == steps:
            save(model, path)


def _loss(model: AnsweringEncoder, batch: Sequence[Pair], rng: random.Random) -> torch.Tensor:
    asked, pieces = model([p.question for p in batch]), model([p.piece for p in batch])
    scores = (asked @ pieces.T * SHARPNESS).masked_fill(_no_wrong_answer(batch, rng), -1e4)
    return torch.nn.functional.cross_entropy(scores, torch.arange(len(batch)))


def _no_wrong_answer(batch: Sequence[Pair], rng: random.Random) -> torch.Tensor:
    """Mark pieces that may answer a question too; half of the made facts are none of a real question's business."""
    mask = torch.zeros(len(batch), len(batch), dtype=torch.bool)
    for i, own in enumerate(batch):
        for j, other in enumerate(batch):
            same = own.about == other.about or any(own.about in a and other.about in a for a in ALIKE)
            mask[i, j] = i != j and (same or (own.real and not other.real and rng.random() < 0.5))
    return mask


def _batch(held: Lessons, near: Sequence[Sequence[int]], rng: random.Random) -> list[Pair]:
    found: list[Pair] = []
    while len(found) < 36:
        some = rng.choice(held.products)
        found += some if len(some) <= 6 else rng.sample(some, 6)
    chosen: list[int] = []
    while len(chosen) < 48:
        first = rng.randrange(len(held.kinds))
        chosen += [i for i in (first, *rng.sample(list(near[first]), 3)) if i not in chosen]
    found += [_made(held.kinds[i], held.values, rng) for i in chosen]
    return found + rng.sample(held.told, min(32, len(held.told)))


def _made(kind: Kind, known: Mapping[str, Sequence[str]], rng: random.Random) -> Pair:
    """Return a written question about a kind of fact, and such a fact."""
    values = [v for name in kind.names for v in known.get(name.replace(" ", "_"), ())] or list(kind.values)
    value, name = rng.choice(values), kind.names[0] if rng.random() < 0.6 else rng.choice(kind.names)
    fact = Evidence(name, {"true": "yes", "false": "no"}.get(value, value))
    plain = f"what is the {rng.choice(kind.names).replace('_', ' ')} of ~"
    question = rng.choice(kind.questions) if kind.questions and rng.random() > 0.12 else plain
    said = value if rng.random() < 0.5 else rng.choice(values)
    return Pair(filled(question, said, rng), fact.text, kind.names[0])


@torch.inference_mode()
def _near(held: Sequence[Kind], model: AnsweringEncoder) -> list[list[int]]:
    model.eval()
    texts = [f"{k.names[0].replace('_', ' ')}. {' '.join(k.questions[:3])}" for k in held]
    vectors = model(texts).float().numpy()
    order = np.argsort(-(vectors @ vectors.T), axis=1)
    return [[int(j) for j in row if j != i][:NEAR] for i, row in enumerate(order)]
