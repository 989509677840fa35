"""Learn topics and choice from the questions written beside this file.

python -m knowledge.search.policy.train FAQ_EN.md FAQ_ZH.md

Every figure printed is of questions that the topics were not learnt from; those without an answer are held out topic by
topic, since shoppers ask about what no list foresees.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from knowledge.faq import read_faq
from knowledge.product import Passage
from knowledge.search.embedding import PackagedEmbedder
from knowledge.search.policy import choice, topics
from knowledge.search.policy.concepts import CHINESE, glossed
from knowledge.search.policy.entries import NAMES, NOTHING, Entries, compared, gathered, key

HERE = Path(__file__).parent
FOLDS = 5
SPOKEN = {"en": 0.1, "zh": 0.07}  # of questions without an answer; Chinese ones in new words are known less well
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Asked:
    """A question, its topic ("?..." where shops seldom answer) and the name of the entry that answers it, if any."""

    text: str
    topic: str
    entry: str


def questions(folder: Path = HERE) -> list[Asked]:
    """Return the questions of all files, each once."""
    found: dict[str, Asked] = {}
    topic = entry = ""
    for file in sorted(folder.glob("questions_*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                topic, _, entry = line.strip("[] ").partition(" ")
                entry = "" if topic.startswith("?") else entry or topic
            elif line.strip() and not line.startswith("#"):
                found[line.strip()] = Asked(line.strip(), topic, entry)
    return list(found.values())


def main() -> None:
    """Learn, print how good it is on questions kept out, and write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("faq", nargs=2, type=Path)
    passages = [p for file in parser.parse_args().faq for p in read_faq(file) if isinstance(p, Passage)]
    embedder, asked = PackagedEmbedder(), questions()
    heads = embedder.encode_texts([glossed(p.question) for p in passages])
    wholes = embedder.encode_texts([glossed(f"{p.question} {p.answer[:300]}") for p in passages])
    vectors = {p.id: (heads[i], wholes[i]) for i, p in enumerate(passages)}
    meant = embedder.encode_queries([glossed(a.text) for a in asked])
    known = {a.entry: a.topic for a in asked if a.entry}
    titles = [Asked(p.question, known[key(p).split("/")[1]], "") for p in passages]
    folds = _folds(asked)
    empty = np.zeros(0, np.float32)
    tables = [(empty, empty)] * len(asked)
    held: Entries | None = None
    for fold in range(FOLDS):
        inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        model = fit([asked[i] for i in inside] + titles, np.concatenate([meant[inside], heads]))
        held = gathered(passages, vectors, model, True)
        usual = np.array([not n.startswith("?") for n in model.names], np.float32)
        found = model.probabilities([asked[i].text for i in outside], meant[outside])
        right = [
            model.names[f.argmax()] == asked[i].topic for i, f in zip(outside, found, strict=True) if asked[i].entry
        ]
        print(f"fold {fold}: topic right {np.mean(right):.3f} of {len(right)}", flush=True)
        for i, probabilities in zip(outside, found, strict=True):
            tables[i] = compared(asked[i].text, meant[i], probabilities, usual, held)
    assert held is not None
    places = {k.split("/")[1]: i for i, k in enumerate(held.keys)}
    truth = np.array([places[a.entry] if a.entry else len(places) for a in asked])
    chinese = np.array([bool(CHINESE.search(a.text)) for a in asked])
    learnt = choose(tables, truth, chinese)
    choice.save(learnt)
    report(learnt, tables, truth, chinese)
    topics.save(fit([*asked, *titles], np.concatenate([meant, heads])))


def fit(asked: Sequence[Asked], vectors: Floats, strength: float = 20.0) -> topics.Topics:
    """Return the topics learnt from questions and their embeddings."""
    texts = [a.text for a in asked]
    words = topics.wording(texts)
    table = hstack([words, csr_matrix(topics.meaning(texts, vectors))]).tocsr()
    model = LogisticRegression(C=strength, max_iter=60).fit(table, [a.topic for a in asked])
    weights = model.coef_.T.astype(np.float32)
    names = tuple(str(n) for n in model.classes_)
    return topics.Topics(
        names, weights[: words.shape[1]], weights[words.shape[1] :], model.intercept_.astype(np.float32)
    )


def choose(
    tables: Sequence[tuple[Floats, Floats]], truth: NDArray[np.int64], chinese: NDArray[np.bool_]
) -> choice.Choice:
    """Return the weights that make the right entry, or "none", likeliest, and each language's limit."""
    rows, nothing = torch.tensor(np.stack([t[0] for t in tables])), torch.tensor(np.stack([t[1] for t in tables]))
    entry, rest = torch.zeros(len(NAMES), requires_grad=True), torch.zeros(len(NOTHING), requires_grad=True)
    target, optimizer = (
        torch.tensor(truth),
        torch.optim.LBFGS([entry, rest], max_iter=200, line_search_fn="strong_wolfe"),
    )
    weight = torch.where(target == rows.shape[1], 2.0, 1.0)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = torch.cat([rows @ entry, (nothing @ rest)[:, None]], 1)
        lost = torch.nn.functional.cross_entropy(scores, target, reduction="none")
        total = (lost * weight).mean() + 0.001 * (entry.square().sum() + rest.square().sum())
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    plain = choice.Choice(entry.detach().numpy(), rest.detach().numpy(), {})
    none = np.array([choice.doubt(plain.chances(*t)) for t in tables])
    silent = truth == rows.shape[1]
    limits = {name: _limit(none[of], silent[of], SPOKEN[name]) for name, of in (("en", ~chinese), ("zh", chinese))}
    return choice.Choice(plain.entry, plain.nothing, limits)


def report(
    learnt: choice.Choice, tables: Sequence[tuple[Floats, Floats]], truth: NDArray[np.int64], chinese: NDArray[np.bool_]
) -> None:
    """Print how often the right entry is first and answered, and "none" kept silent."""
    for name, of in (("en", ~chinese), ("zh", chinese)):
        found = [learnt.chances(*table) for table, kept in zip(tables, of, strict=True) if kept]
        best, silent = np.array([f[:-1].argmax() for f in found]), truth[of] == len(found[0]) - 1
        kept = np.array([choice.doubt(f) > learnt.limits[name] for f in found])
        first = (best == truth[of])[~silent]
        right = (first & ~kept[~silent]).mean()
        print(f"{name}: first {first.mean():.3f}, answered rightly {right:.3f} of {len(first)}; "
              f"silent rightly {kept[silent].mean():.3f} of {silent.sum()}")  # fmt: skip


def _limit(none: Floats, silent: NDArray[np.bool_], spoken: float) -> float:
    """Return the limit at which all but a part `spoken` of the questions without an answer stay unanswered."""
    return round(float(np.quantile(none[silent], spoken)), 3)


def _folds(asked: Sequence[Asked]) -> NDArray[np.int64]:
    """Return each question's fold: at random where there is an answer, by topic where there is none."""
    rng = np.random.default_rng(7)
    apart = {t: int(rng.integers(FOLDS)) for t in sorted({a.topic for a in asked if not a.entry})}
    return np.array([rng.integers(FOLDS) if a.entry else apart[a.topic] for a in asked])


if __name__ == "__main__":
    main()
