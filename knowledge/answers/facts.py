"""The fact of a product's record that answers a question, or none where the record does not say."""

from knowledge.answers.evidence import Evidence, evidence_of
from knowledge.answers.scorer import overlap, score, table
from knowledge.product import Answer, Product
from knowledge.search.embedding import Embedder

SURE = 1.0  # an overlap from which a piece answers
MEANT = 0.52  # a cosine from which a piece answers though it shares few words
READ = 28  # pieces that are compared by meaning, those that share most words first
SHOWN = 5


def answer_from_facts(question: str, product: Product, embedder: Embedder | None = None) -> list[Answer]:
    """Return the facts that answer `question`, best first; empty where the record does not say.

    With an embedder meaning counts too, without one words alone.
    """
    pieces = sorted(((overlap(question, e), e) for e in evidence_of(product)), key=lambda found: -found[0])
    if embedder is not None and pieces and pieces[0][0] < 2 * SURE:
        pieces = _by_meaning(question, pieces[:READ], embedder)
    found = [(s, e) for s, e in pieces if s >= SURE]
    return [Answer(product, e.name, e.value, s) for s, e in found[:SHOWN]]


def _by_meaning(
    question: str, pieces: list[tuple[float, Evidence]], embedder: Embedder
) -> list[tuple[float, Evidence]]:
    """Order pieces by the learned score; those that answer neither by words nor by meaning fall below SURE."""
    features = table(question, [e for _, e in pieces], embedder)
    learned = score(features)
    sure = [max(said, SURE if f[0] >= MEANT else 0.0) for (said, _), f in zip(pieces, features, strict=True)]
    order = sorted(range(len(pieces)), key=lambda j: -float(learned[j]))
    return [(sure[j], pieces[j][1]) for j in order]
