"""What messages are about: clusters of them, each named by its own words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np

from knowledge import segment
from knowledge.words import is_chinese, words

_FAR = 0.9  # cosine distance from which two groups of messages are no longer one topic
_NAMED_BY = 3
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a about after all am an and any are as at be because been but by can could did do does don for from get give "
        "got had has have he her him his how i if in is it its just let ll m me my no not now of on one or our out re "
        "really s she should so still t that the their them there they this to too up us ve very was we were what "
        "when where which who why will with would yet you your yours want need please hi hello ever never again u ur "
        "absolutely totally everywhere nothing "
        "something anything ridiculous unacceptable terrible awful worst bad angry useless joke scam hate shop people",
    )
)
_SMALL_ZH = frozenset(
    re.findall(
        r"\w+",
        "没有 不是 什么 怎么 一个 你们 我们 他们 这个 那个 现在 已经 一直 到底 真的 垃圾 骗子 气死 还是 是不是 就是 "
        "为什么 太 差 了 这么 那么 知道 可以 因为 所以 但是 如果 自己 店铺 东西",
    )
)


@dataclass(frozen=True)
class Topic:
    """Some of the messages: `words` name them, `count` is how many there are, `example` the most typical."""

    words: tuple[str, ...]
    count: int
    example: str
    index: int


def topics(texts: Sequence[str], most: int = 5) -> list[Topic]:
    """Return the topics of `texts`, largest first; `index` is the example's place. Messages alike go together.

    Average-link clusters over TF-IDF of words and word pairs, named by class-based TF-IDF (Grootendorst 2022,
    arXiv 2203.05794, section 3.3): the words that are frequent in a cluster and rare in the others.
    """
    terms = [Counter(_terms(text)) for text in texts]
    kept = [i for i, counted in enumerate(terms) if counted]
    if not kept:
        return []
    vectors = _vectors([terms[i] for i in kept])
    groups = _groups(vectors)
    totals = Counter[str]()
    for i in kept:
        totals.update(terms[i])
    average = sum(totals.values()) / max(1, groups.max() + 1)
    found = []
    for group in range(groups.max() + 1):
        of = [kept[j] for j in np.flatnonzero(groups == group)]
        centre = vectors[groups == group].mean(0)
        typical = of[int(np.argmax(vectors[groups == group] @ centre))]
        inside = sum((terms[i] for i in of), Counter[str]())
        named = sorted(inside, key=lambda t: (-inside[t] * log(1 + average / totals[t]), t))
        found.append(Topic(_distinct(named), len(of), texts[typical], typical))
    return sorted(found, key=lambda topic: (-topic.count, topic.words))[:most]


def _terms(text: str) -> list[str]:
    if is_chinese(text):
        return [w for w in segment.words(text) if len(w.strip()) > 1 and w not in _SMALL_ZH and w.strip().isalnum()]
    plain = [word.key for word in words(text) if word.key not in _SMALL and len(word.key) > 1]
    return [*plain, *(f"{a} {b}" for a, b in pairwise(plain))]


def _vectors(terms: Sequence[Counter[str]]) -> np.ndarray:
    """Return TF-IDF of the messages, (n, terms) float32, unit length."""
    seen = Counter(t for counted in terms for t in counted)
    place = {t: i for i, t in enumerate(sorted(seen))}
    out = np.zeros((len(terms), len(place)), np.float32)
    for row, counted in enumerate(terms):
        for term in counted:
            out[row, place[term]] = log(1 + len(terms) / seen[term])
    return np.asarray(out / np.linalg.norm(out, axis=1, keepdims=True), np.float32)


def _groups(vectors: np.ndarray) -> np.ndarray:
    """Return the group of each message, numbered from 0."""
    if len(vectors) == 1:
        return np.zeros(1, int)
    from scipy.cluster.hierarchy import fcluster, linkage  # a quarter of a second to import

    far = 1 - np.clip(vectors @ vectors.T, 0, 1)
    pairs = far[np.triu_indices(len(vectors), 1)]
    return np.asarray(fcluster(linkage(pairs, "average"), _FAR, "distance") - 1, int)


def _distinct(named: Sequence[str]) -> tuple[str, ...]:
    """Return the best names, none of which is a part of another."""
    chosen: list[str] = []
    for term in named:
        if not any(set(term.split()) & set(other.split()) for other in chosen):
            chosen.append(term)
        if len(chosen) == _NAMED_BY:
            break
    return tuple(chosen)
