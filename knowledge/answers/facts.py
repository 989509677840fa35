"""The fact of a product's record that answers a question, or none where the record does not say."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from knowledge.answers.evidence import Evidence, evidence_of
from knowledge.product import Answer, Product
from knowledge.search.text import tokens, words

SURE = 1.0  # a best fact below this does not answer
_DULL = frozenset(("package", "pallet", "master", "case", "shipping", "outer"))
_ASKING = frozenset((
    "how", "when", "where", "who", "why", "can", "could", "will", "would", "should", "much", "many", "there", "any",
    "product", "item", "one", "use", "used", "come", "tell", "about", "know", "if", "has", "many", "else", "work",
))  # fmt: skip


def answer_from_facts(question: str, product: Product) -> list[Answer]:
    """Return the facts that answer `question`, best first; empty where the record does not say."""
    scored = [(score(question, e), e) for e in evidence_of(product)]
    found = sorted(((s, e) for s, e in scored if s >= SURE), key=lambda found: -found[0])
    return [Answer(product, e.name, e.value, s) for s, e in found[:5]]


def score(question: str, evidence: Evidence) -> float:
    """Return how well a piece of evidence answers: shared words with its name and value, and what is asked about."""
    asked = frozenset(words(question)) - _ASKING
    if not asked:
        return 0.0
    value = frozenset(tokens(evidence.value))
    if evidence.name == "description":
        return 1.5 * len(asked & value) / len(asked) - 0.1
    name = frozenset(tokens(evidence.name.replace("_", " ")))
    total = 2.0 * len(asked & name) / max(1, min(len(name), 3)) + 1.0 * len(asked & value) / len(asked)
    meant = [facts for said, facts in _concepts().items() if said & frozenset(words(question))]
    total += max((0.8 + 0.4 * len(facts & name) / len(name) for facts in meant if facts & name), default=0.0)
    return total - (0.8 if name & _DULL and not asked & _DULL else 0.0)


@cache
def _concepts() -> Mapping[frozenset[str], frozenset[str]]:
    lines = (Path(__file__).parent / "concepts.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if line and not line.startswith("#")]
    return {frozenset(tokens(said)): frozenset(tokens(facts)) for _, said, facts in rows}
