"""Measure which piece of evidence is chosen first for product questions, and learn what chooses it.

    python tests/bench/product_qa.py [--learn | --weigh]

`--learn` trains the encoder and the scorer's weights, `--weigh` only the weights beside the encoder and the vectors of
the questions in knowledge/answers/asked. They learn from hetPQA's train questions, semiPQA's sentences about facts and
those questions. What is or resembles a measured question is left out, and so is every measured piece. Measured on
semiPQA dev and hetPQA dev. Writes results/product_qa.md.
"""

import argparse
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray
from product_qa_data import Asked, dev_evidence, dev_questions, ranking_set, told_facts, training_pairs
from product_qa_weights import keep, learned, learned_from_lists, lists, write_questions

from knowledge.answers.asked import apart_from
from knowledge.answers.evidence import Evidence
from knowledge.answers.reader import AnsweringEncoder, Reader
from knowledge.answers.scorer import overlap, score, table
from knowledge.answers.train import learn, lessons
from knowledge.search.embedding import PackagedEmbedder, Vectors
from knowledge.search.text import tokens, words

RESULTS = Path(__file__).parent / "results" / "product_qa.md"
SETS = {"semiPQA dev": "semiPQA/attribute_ranking", "hetPQA dev": "hetPQA/evidence_ranking"}
Pairs = list[tuple[str, Evidence, str]]


class Remembering:
    """An embedder that embeds each text once."""

    name, dim = "all-MiniLM-L6-v2", 384

    def __init__(self, texts: set[str], file: Path) -> None:
        wanted = sorted(texts, key=len, reverse=True)
        held = dict(np.load(file, allow_pickle=True)["held"].tolist()) if file.exists() else {}
        missing = [t for t in wanted if t not in held]
        if missing:
            held |= dict(zip(missing, PackagedEmbedder().encode_texts(missing).astype(np.float16), strict=True))
            np.savez(file, held=np.array(list(held.items()), dtype=object))
        self._held = held

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Return what was embedded before, (n, dim) float32."""
        return np.array([self._held[t] for t in texts], np.float32).reshape(-1, self.dim)

    encode_queries = encode_texts


def texts_of(sets: dict[str, list[Asked]], pairs: Pairs) -> set[str]:
    """Return every text whose vector is needed."""
    found = {a.question for asked in sets.values() for a in asked} | {q for q, _, _ in pairs}
    pieces = [e for asked in sets.values() for a in asked for e in a.candidates] + [e for _, e, _ in pairs]
    return found | {e.text for e in pieces} | {e.name.replace("_", " ") for e in pieces if e.is_fact}


def own_pairs() -> Pairs:
    """Return hetPQA's training pairs without what is measured: its questions, those like them, its pieces."""
    pairs, measured = training_pairs(), dev_evidence()
    kept = apart_from([q for q, _, _ in pairs], dev_questions())
    return [p for p, ok in zip(pairs, kept, strict=True) if ok and (p[2], p[1].text.lower()) not in measured]


def weighing(product: str) -> bool:
    """Whether a product's pairs are kept from the encoder, to learn the scorer's weights beside it: one in five."""
    return zlib.crc32(product.encode()) % 5 == 0


def train_encoder(pairs: Pairs) -> None:
    """Train and write the encoder."""
    held = lessons([p for p in pairs if not weighing(p[2])], told_facts(), dev_questions())
    started = time.process_time()
    learn(
        held, AnsweringEncoder(dropout=0.05), tell=lambda step, loss: _tell(step, loss, time.process_time() - started)
    )


def _tell(step: int, loss: float) -> None:
    if step % 20 == 0:
        print(f"step {step}: loss {loss:.3f}, {time.process_time():.0f} s of processor time", flush=True)


def spent_ms(sets: dict[str, list[Asked]]) -> float:
    """Return the processor time in milliseconds in which a new question is answered from 30 new pieces, the median."""
    pieces = [e for asked in sets.values() for a in asked for e in a.candidates]
    questions, spent = [a.question for asked in sets.values() for a in asked], []
    reader = Reader()
    for at in range(0, 900, 30):
        started = time.process_time()
        score(table(questions[at], pieces[at : at + 30], reader), "answering")
        spent.append(time.process_time() - started)
    return 1000 * float(np.median(spent))


def bm25(asked: Asked) -> NDArray[np.float32]:
    """Return BM25 of each candidate, with statistics of this question's candidates."""
    index = bm25s.BM25()
    index.index([tokens(e.text) or ["-"] for e in asked.candidates], show_progress=False)
    known = [t for t in words(asked.question) if t in index.vocab_dict]
    return index.get_scores(known) if known else np.zeros(len(asked.candidates), np.float32)


def first_right(asked: Asked, scores: NDArray[np.float32]) -> bool:
    """Whether the best candidate answers; ties are broken by a fixed shuffle."""
    shuffled = [zlib.crc32(e.text.encode()) / 2**32 * 1e-6 for e in asked.candidates]
    return asked.labels[int(np.argmax(np.asarray(scores) + np.array(shuffled)))]


def main() -> None:
    """Measure, and learn where asked to."""
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--learn", action="store_true")
    read.add_argument("--weigh", action="store_true")
    read.add_argument("--vectors", type=Path, default=Path("/tmp/shopguide-bench-product-qa-read.npz"))
    asked = read.parse_args()
    sets, pairs = {name: ranking_set(folder) for name, folder in SETS.items()}, own_pairs()
    embedder = Remembering(texts_of(sets, pairs if asked.learn else []), asked.vectors)
    if asked.learn:
        keep("any", learned(pairs, embedder))
        train_encoder(pairs)
    if asked.learn or asked.weigh:
        write_questions(Reader())
        keep("answering", learned_from_lists(lists([p for p in pairs if weighing(p[2])]), Reader()))
    reader = Reader()
    ways = {
        "BM25": bm25,
        "MiniLM": lambda a: table(a.question, a.candidates, embedder)[:, 0],
        "words alone (no embedder)": lambda a: np.array([overlap(a.question, e) for e in a.candidates]),
        "learned scorer beside MiniLM": lambda a: score(table(a.question, a.candidates, embedder)),
        "our encoder alone": lambda a: table(a.question, a.candidates, reader)[:, 0],
        "our encoder and the learned scorer": lambda a: score(table(a.question, a.candidates, reader), "answering"),
    }
    lines = [
        "# Choosing the fact that answers",
        "",
        "Precision at 1 over questions with an answer among the candidates.",
    ]
    lines += ["Command: `OMP_NUM_THREADS=1 python tests/bench/product_qa.py`.", ""]
    lines += [f"| | {' | '.join(f'{n} ({len(s)})' for n, s in sets.items())} |", "| --- |" + " --- |" * len(sets)]
    for name, way in ways.items():
        shares = [np.mean([first_right(a, way(a)) for a in s]) for s in sets.values()]
        lines.append(f"| {name} | {' | '.join(f'{x:.3f}' for x in shares)} |")
    lines += ["", f"Choosing among 30 facts, all new: {spent_ms(sets):.0f} ms of processor time (median of 30)."]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines) + "\n")
    print(RESULTS.read_text())


if __name__ == "__main__":
    main()
