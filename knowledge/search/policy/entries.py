"""The shop's questions and answers, an entry in two languages taken as one, compared with what a shopper asks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.product import Passage
from knowledge.search.policy.concepts import (
    CHINESE,
    LITTLE,
    chinese_words,
    concepts,
    lexicon,
    roots,
    strict,
    things,
    widened,
)
from knowledge.search.policy.topics import Topics

Floats = NDArray[np.float32]
_LANGUAGE = re.compile(r"[._-](?:en|zh)(?:[-_]\w{2,4})?(?=[/._-]|$)", re.IGNORECASE)
NAMES = (
    "topic", "topic_log", "question_cosine", "cosine", "question_words", "answer_words", "question_concepts",
    "all_concepts", "concepts_asked", "strict_missing", "strict_named", "strict_unasked", "things_missing",
    "things_named", "things_unasked", "form",
)  # fmt: skip
NOTHING = (
    "always",
    "usual",
    "surest",
    "unknown_words",
    "unknown_concepts",
    "unknown_strict",
    "best_cosine",
    "chinese",
    "little",
)


def key(passage: Passage) -> str:
    """Return what the entry of one passage and that of its translation share: the id less its language."""
    return _LANGUAGE.sub("", passage.id)


@dataclass(frozen=True)
class Texts:
    """An entry's questions and answers as concepts and words."""

    asked: frozenset[str]
    said: frozenset[str]
    question_words: frozenset[str]
    answer_words: frozenset[str]


@dataclass(frozen=True)
class Entries:
    """All entries with what a question is compared with; rows of the tables are entries, in the order of `keys`."""

    keys: tuple[str, ...]
    passages: tuple[Mapping[str, Passage], ...]
    texts: tuple[Texts, ...]
    questions: Floats
    wholes: Floats
    topics: Floats
    word_weight: Mapping[str, float]
    concept_weight: Mapping[str, float]


def gathered(
    passages: Iterable[Passage], vectors: Mapping[str, tuple[Floats, Floats]], model: Topics, meant: bool
) -> Entries:
    """Return the entries of passages; `vectors` hold question and whole text each, `meant` if in the learnt space."""
    by_key: dict[str, dict[str, Passage]] = {}
    for passage in passages:
        by_key.setdefault(key(passage), {})[passage.language] = passage
    groups = tuple(by_key.values())
    texts = tuple(_texts(list(g.values())) for g in groups)
    lead = [g.get("en") or next(iter(g.values())) for g in groups]
    return Entries(
        tuple(by_key),
        groups,
        texts,
        np.stack([vectors[p.id][0] for p in lead]),
        np.stack([vectors[p.id][1] for p in lead]),
        np.stack([_topics(list(g.values()), vectors, model, meant) for g in groups]),
        _weights([t.question_words | t.answer_words for t in texts]),
        _weights([t.asked | t.said for t in texts]),
    )


def compared(question: str, vector: Floats, topics: Floats, usual: Floats, held: Entries) -> tuple[Floats, Floats]:
    """Return each entry's NAMES, and NOTHING for the case that none answers; `usual` marks topics that shops answer."""
    asked = concepts(question)
    wide, named = widened(asked), strict(asked)
    goods, words = things(asked), asked_words(question)
    ways = {n for n in asked if lexicon()[n].kind == "ask"}
    match = held.topics @ topics / np.maximum(1e-6, held.topics.max(axis=1))
    close, closer = held.wholes @ vector, held.questions @ vector
    rows = np.zeros((len(held.keys), len(NAMES)), np.float32)
    for at, t in enumerate(held.texts):
        both = t.asked | t.said
        rows[at] = (
            match[at],
            np.log(match[at] + 1e-3) / 7 + 1,
            closer[at],
            close[at],
            share(words, t.question_words, held.word_weight),
            share(words, t.answer_words, held.word_weight),
            share(asked, t.asked, held.concept_weight),
            share(asked, both, held.concept_weight),
            share(t.asked, wide, held.concept_weight),
            float(any(not widened(frozenset((n,))) & both for n in named)),
            float(bool(named and widened(named) & t.asked)),
            float(bool(strict(t.asked) and not strict(t.asked) & wide)),
            float(any(not widened(frozenset((n,))) & both for n in goods)),
            float(bool(goods and widened(goods) & t.asked)),
            float(bool(things(t.asked) and not things(t.asked) & wide)),
            float(bool(ways & t.asked)),
        )
    known = set().union(*(t.asked | t.said for t in held.texts))
    nothing = (
        1.0,
        float(topics @ usual),
        float(topics.max()),
        1.0 - share(words, held.word_weight, held.word_weight),
        1.0 - share(asked, known, held.concept_weight),
        float(any(not widened(frozenset((n,))) & known for n in named)),
        float(max(closer.max(), close.max())),
        float(bool(CHINESE.search(question))),
        float(not asked),
    )
    return rows, np.array(nothing, np.float32)


def asked_words(text: str) -> frozenset[str]:
    """Return the words of a text that carry meaning: English roots, Chinese words and pairs of characters."""
    return frozenset(w for w in roots(text) if w not in LITTLE) | frozenset(chinese_words(text))


def share(asked: Iterable[str], held: Iterable[str], weight: Mapping[str, float]) -> float:
    """Return which part of what is asked is held, rare things counting more; what nobody holds counts most."""
    rarest = max(weight.values(), default=1.0)
    parts = {a: weight.get(a, rarest) for a in asked}
    inside = held if isinstance(held, (set, frozenset, dict)) else set(held)
    return sum(w for a, w in parts.items() if a in inside) / max(1e-6, sum(parts.values()))


def _texts(passages: Sequence[Passage]) -> Texts:
    asked = frozenset[str]().union(*(concepts(p.question) for p in passages))
    said = frozenset[str]().union(*(concepts(f"{p.answer} {p.topic}") for p in passages))
    questions = frozenset[str]().union(*(asked_words(p.question) for p in passages))
    return Texts(
        widened(asked),
        widened(said),
        questions,
        questions | frozenset[str]().union(*(asked_words(f"{p.answer} {p.topic}") for p in passages)),
    )


def _topics(
    passages: Sequence[Passage], vectors: Mapping[str, tuple[Floats, Floats]], model: Topics, meant: bool
) -> Floats:
    found = model.probabilities(
        [p.question for p in passages], np.stack([vectors[p.id][0] for p in passages]) if meant else None
    )
    return np.asarray(found.mean(axis=0), np.float32)


def _weights(documents: Sequence[frozenset[str]]) -> Mapping[str, float]:
    counts: dict[str, int] = {}
    for document in documents:
        for word in document:
            counts[word] = counts.get(word, 0) + 1
    return {w: float(np.log(1 + len(documents) / n)) for w, n in counts.items()}
