"""The pool of training examples: where they come from, and what of it an epoch draws."""

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from agents.understanding import examples
from agents.understanding.corpus.make import make
from agents.understanding.examples import Example

SHARES = {
    "clinc": 0.12, "clinc_oos": 4, "bitext": 0.08, "webshop": 0.03, "made": 0.35, "made_zh": 0.7,
    "en_hand": 1.5, "en_outside": 2, "zh_hand": 1.5, "zh_outside": 1.5,
}  # fmt: skip


def gather(data: Path | None, extra: Sequence[Example] = ()) -> list[Example]:
    """Return all training examples: our corpus, what of the open sets `data` holds, and `extra` four times over."""
    found = [*examples.read_corpus("en"), *examples.read_corpus("zh"), *make()]
    readers: list[tuple[str, Callable[[Path], list[Example]]]] = [
        ("queryner/train.jsonl", examples.read_queryner),
        ("dsner_zh/train.bio", examples.read_dsner),
        ("clinc150/train.jsonl", examples.read_clinc),
        ("clinc150/oos_train.jsonl", examples.read_clinc),
        ("bitext27/train.csv", examples.read_bitext),
        ("webshop/instructions.jsonl", examples.read_webshop),
    ]
    for name, read in readers:
        if data is not None and (data / name).exists():
            found += read(data / name)
    return [*examples.unique(found), *(list(extra) * 4)]


def draw(pool: Sequence[Example], shares: Mapping[str, float], rng: random.Random) -> list[Example]:
    """Return one epoch's examples in random order: each source as often as its share says, the odd part drawn."""
    by_source: dict[str, list[Example]] = {}
    for example in pool:
        by_source.setdefault(example.source, []).append(example)
    drawn: list[Example] = []
    for source, some in by_source.items():
        times, part = divmod(shares.get(source, 1), 1)
        drawn += some * int(times) + rng.sample(some, round(part * len(some)))
    rng.shuffle(drawn)
    return drawn


def batches(drawn: Sequence[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Return batches of texts of like length, in random order."""
    order = sorted(drawn, key=lambda e: len(e.text) // 10 + rng.random())
    cut = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(cut)
    return cut
