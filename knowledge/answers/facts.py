"""The fact of a product's record that answers a question, or none where the record does not say."""

import re

from knowledge.answers.evidence import Evidence, evidence_of
from knowledge.answers.options import answer_from_options
from knowledge.answers.reader import reader
from knowledge.answers.scorer import is_dull, overlap, score, table
from knowledge.answers.verdict import judged
from knowledge.constraints import Constraints
from knowledge.product import Answer, Product
from knowledge.search.embedding import Embedder, PackagedEmbedder
from knowledge.search.query import translated
from knowledge.words import is_chinese, plain

_CHINESE = re.compile(r"[㐀-鿿]+")
SURE = 1.0  # an overlap from which a piece answers
MEANT = 0.48  # a cosine from which a piece answers though it shares few words
READ = 28  # pieces that are compared by meaning, those that share most words first
SHOWN = 5
_OPINIONS = re.compile(
    r"\b(?:people|buyers|customers|others|reviewers|everyone)\b.{0,12}\b(?:say|think|like|feel|rate)|\breviews?\b"
    r"|\bwell rated\b|评价|口碑|评分|大家觉得|好评",
    re.IGNORECASE,
)


def answer_from_facts(
    question: str, product: Product, embedder: Embedder | None = None, named: Constraints | None = None
) -> list[Answer]:
    """Return the facts that answer `question`, best first; empty where the record does not say.

    `named` are the colours, sizes and materials that the question names, answered from the product's variants. With an
    embedder meaning counts too, without one words alone.
    """
    if named is not None and (options := answer_from_options(product, named)):
        return options
    if _OPINIONS.search(question) and product.rating is not None:
        return [Answer(product, "rating", f"{product.rating:g}", 2.0)]
    question = _in_english_too(question)
    decided = _deciding(question, product)
    near = [judged(question, a) for a in _facts(question, product, embedder)]
    return [*decided, *(a for a in near if a.name not in {d.name for d in decided})][:SHOWN]


def _in_english_too(question: str) -> str:
    """Return a Chinese question with the English of the features and things that it names, as records call them."""
    if not is_chinese(question):
        return question
    named = " ".join(word for run in _CHINESE.findall(plain(question)) for word in translated(run))
    return f"{named} {question}" if named else question


def _deciding(question: str, product: Product) -> list[Answer]:
    """Return the one fact whose amount decides what a question asks whether ("is it under 2 kg?"), if there is one."""
    pieces = {e.name: e for e in evidence_of(product) if e.is_fact and not is_dull(e.name, question)}
    found = [judged(question, Answer(product, e.name, e.value, SURE)) for e in pieces.values()]
    found = [a for a in found if a.truth is not None and a.asked]
    found.sort(key=lambda a: -overlap(question, pieces[a.name]))
    alone = len(found) == 1 or (found and overlap(question, pieces[found[0].name]) >= SURE)
    return found[:1] if alone else []


def _facts(question: str, product: Product, embedder: Embedder | None) -> list[Answer]:
    pieces = sorted(((overlap(question, e), e) for e in evidence_of(product)), key=lambda found: -found[0])
    if embedder is not None and pieces and pieces[0][0] < 2 * SURE:
        pieces = _by_meaning(question, pieces[:READ], embedder)
    found = [(s, e) for s, e in pieces if s >= SURE]
    return [Answer(product, e.name, e.value, s) for s, e in found[:SHOWN]]


def _by_meaning(
    question: str, pieces: list[tuple[float, Evidence]], embedder: Embedder
) -> list[tuple[float, Evidence]]:
    """Order pieces by the learned score; those that answer neither by words nor by meaning fall below SURE."""
    ours = embedder.name == PackagedEmbedder.name and not _CHINESE.search(question)
    features = table(question, [e for _, e in pieces], reader() if ours else embedder)
    learned = score(features, "answering" if ours else "any")
    sure = [max(said, SURE if f[0] >= MEANT else 0.0) for (said, _), f in zip(pieces, features, strict=True)]
    order = sorted(range(len(pieces)), key=lambda j: -float(learned[j]))
    return [(sure[j], pieces[j][1]) for j in order]
