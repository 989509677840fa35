"""How well a piece of a record answers a question: words, what is asked about, and meaning, weighed as learned."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from knowledge.answers.evidence import Evidence
from knowledge.answers.reader import Reader
from knowledge.answers.wondered import wondered
from knowledge.search.embedding import Embedder
from knowledge.search.text import tokens, words

Vector = NDArray[np.float32]
WEIGHTS = Path(__file__).parent / "weights" / "facts.json"
NAMES = (
    "meaning", "meaning_name", "name_of_question", "question_of_name", "value", "either", "concept", "package",
    "amount", "no_amount", "yes_no", "no_yes_no", "fact", "long", "true", "word_by_word", "wondered",
)  # fmt: skip
_DULL = frozenset(("package", "pallet", "master", "case", "shipping", "outer"))
_ASKING = frozenset((
    "how", "when", "where", "who", "why", "can", "could", "will", "would", "should", "much", "many", "there", "any",
    "product", "item", "one", "use", "used", "come", "tell", "about", "know", "if", "has", "else", "work",
    "多少", "什么", "吗", "呢", "的", "是", "有", "这", "这个", "它",
))  # fmt: skip
_YES_NO = re.compile(r"\s*(is|are|does|do|can|could|will|would|has|have|did|was|were|should)\b|.*[吗嘛么]")
_AMOUNT = re.compile(
    r"how (many|much|big|tall|long|wide|heavy|large|high|deep|thick|old|far|fast|loud)|what size|dimension|measure"
    r"|weigh|what (is|are) the (size|weight|height|length|width|depth|capacity)|多[少大重长高宽]"
)


def overlap(question: str, evidence: Evidence) -> float:
    """Return how well a piece of evidence answers by its words and by what is asked about, about 0 to 3."""
    said = _words_of(question)
    asked = said - _ASKING
    many = max(1, len(asked))
    value = frozenset(tokens(evidence.value))
    if not evidence.is_fact:
        return 1.5 * len(asked & value) / many - 0.1
    name = _name_tokens(evidence.name)
    total = 2.0 * len(asked & name) / max(1, min(len(name), 3)) + 1.0 * len(asked & value) / many
    total += _concept(said, name)
    return total - (0.8 if name & _DULL and not asked & _DULL else 0.0)


def is_dull(name: str, question: str) -> bool:
    """Whether a fact is about the parcel rather than the thing, and the question is not."""
    return bool(_name_tokens(name) & _DULL) and not _words_of(question) & _DULL


def asks_about(question: str, name: str) -> bool:
    """Whether a question is about the attribute of this name: "which is brighter?" about brightness."""
    said = _words_of(question)
    return bool(said & _name_tokens(name)) or _concept(said, _name_tokens(name)) > 0


def table(question: str, pieces: Sequence[Evidence], embedder: Embedder) -> NDArray[np.float32]:
    """Return the features of each piece, (n, len(NAMES)) float32; the last two are 0 but beside our own encoder."""
    vector = embedder.encode_queries([question])[0]
    texts = [p.text for p in pieces]
    meant = embedder.encode_texts(texts) @ vector
    names = list(dict.fromkeys(p.name.replace("_", " ") for p in pieces if p.is_fact))
    vectors = embedder.encode_texts(names)
    called = dict(zip(names, vectors @ vector, strict=True))
    rows = [
        _row(question, p, float(m), float(called.get(p.name.replace("_", " "), m)))
        for p, m in zip(pieces, meant, strict=True)
    ]
    made = np.zeros((len(pieces), len(NAMES)), np.float32)
    made[:, :-2] = np.array(rows, np.float32).reshape(-1, len(NAMES) - 2)
    if isinstance(embedder, Reader) and len(pieces):
        like = dict(zip(names, wondered().likeness(vector, names, vectors), strict=True)) if names else {}
        found = np.array([like.get(p.name.replace("_", " "), np.nan) if p.is_fact else np.nan for p in pieces])
        made[:, -2] = embedder.word_by_word(question, texts)
        made[:, -1] = np.where(np.isnan(found), made[:, 1], found)
    return made


def score(features: NDArray[np.float32], space: str = "any") -> Vector:
    """Return the learned score of each row of features, made with an embedder of `space`; only their order counts."""
    return np.asarray(features @ weights(space), np.float32)


@cache
def weights(space: str = "any") -> Vector:
    """Return the learned weight of each of NAMES, beside our own encoder ("answering") or any other."""
    held = orjson.loads(WEIGHTS.read_bytes())[space]
    return np.array([held[n] for n in NAMES], np.float32)


def _row(question: str, piece: Evidence, meaning: float, meaning_name: float) -> list[float]:
    said = _words_of(question)
    asked = said - _ASKING
    value = frozenset(tokens(piece.value))
    name = _name_tokens(piece.name) if piece.is_fact else frozenset[str]()
    many, either = max(1, len(asked)), name | value
    package = float(bool(name & _DULL and not asked & _DULL))
    amount, number = bool(_AMOUNT.match(question) or _AMOUNT.search(question)), bool(re.search(r"\d", piece.value))
    yes_no = bool(_YES_NO.match(question))
    return [
        meaning, meaning_name, len(asked & name) / many, len(asked & name) / max(1, len(name)),
        len(asked & value) / many, len(asked & either) / many, _concept(said, name), package,
        float(amount and number), float(amount and not number), float(yes_no and piece.truth is not None),
        float(not yes_no and piece.truth is not None), float(piece.is_fact), min(1.0, len(value) / 40),
        float(piece.truth is True),
    ]  # fmt: skip


def _words_of(question: str) -> frozenset[str]:
    """Return the words of a question; a run of Chinese is several."""
    return frozenset(words(question)) | ({t for t in tokens(question) if not t.isascii()} - _ASKING)


def _concept(said: frozenset[str], name: frozenset[str]) -> float:
    """Return how much of a fact's name is what the question is about ("how heavy" is about weight), from 0.8, or 0."""
    meant = [(facts, len(words_ & said)) for words_, facts in _concepts().items() if words_ & said and facts & name]
    return max((0.8 + 0.3 * len(facts & name) / len(name) + 0.1 * hits for facts, hits in meant), default=0.0)


@cache
def _name_tokens(name: str) -> frozenset[str]:
    return frozenset(tokens(name.replace("_", " ")))


@cache
def _concepts() -> Mapping[frozenset[str], frozenset[str]]:
    lines = (Path(__file__).parent / "concepts.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if line and not line.startswith("#")]
    return {frozenset(tokens(said)): frozenset(tokens(facts)) for _, said, facts in rows}
