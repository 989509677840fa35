"""Learn how the scorer weighs what speaks for a piece of evidence (see product_qa.py)."""

import json

import numpy as np
from numpy.typing import NDArray
from product_qa_data import Asked, dev_questions, told_facts
from scipy.optimize import minimize

from knowledge.answers.asked import kinds, words_of
from knowledge.answers.evidence import Evidence
from knowledge.answers.reader import Reader
from knowledge.answers.scorer import NAMES, WEIGHTS, table
from knowledge.answers.wondered import Wondered, save, written
from knowledge.search.embedding import Embedder

PULL = 0.001
# Beside our encoder: where learning starts and is drawn back to, since few questions must not undo what is right in
# principle; chosen with its strength by cross-validation over questions of products that the encoder has not seen.
PRIOR = {"meaning": 10.0, "word_by_word": 10.0, "wondered": 5.0}
DRAWN_BACK = 0.003
Table = NDArray[np.float64]
Pairs = list[tuple[str, Evidence, str]]


def keep(space: str, weights: Table) -> None:
    """Write the weights beside our encoder ("answering") or any other ("any")."""
    learnt = {n: round(float(w), 4) for n, w in zip(NAMES, weights, strict=True)}
    WEIGHTS.write_text(json.dumps(json.loads(WEIGHTS.read_text()) | {space: learnt}, indent=1) + "\n")


def write_questions(reader: Reader) -> None:
    """Write the vectors of the written questions, without those in the words of a measured one, and of the kinds."""
    measured = {words_of(q) for q in dev_questions()}
    asked, names = written(kinds())
    asked = [(kind, q) for kind, q in asked if words_of(q) not in measured]
    vectors, called = reader.encode_texts([q for _, q in asked]), reader.encode_texts([n for _, n in names])
    of_question, of_name = (np.array([kind for kind, _ in part], np.int16) for part in (asked, names))
    told = np.array([n for _, n in names])
    save(Wondered(vectors.astype(np.float16), of_question, told, of_name, called.astype(np.float16)))


def lists(pairs: Pairs) -> list[tuple[Asked, float]]:
    """Return questions with the right piece first, others of the product and pieces drawn, and how much each counts.

    Questions about facts are few and come four times, each time beside other facts.
    """
    rng, told = np.random.default_rng(3), [e for e, _ in told_facts()]
    sentences = [e for _, e, _ in pairs if not e.is_fact]
    found = []
    for question, right, product in pairs:
        own = [e for _, e, p in pairs if p == product and e.text != right.text][:6]
        for _ in range(4 if right.is_fact else 1):
            if right.is_fact:
                drawn = own + [told[i] for i in rng.choice(len(told), 18)]
                wrong = [e for e in drawn if e.is_fact and e.name != right.name][:14]
            else:
                wrong = own[:4] + [sentences[i] for i in rng.choice(len(sentences), 6)]
                wrong += [told[i] for i in rng.choice(len(told), 3)]
            asked = Asked(question, (right, *wrong), (True, *(e.text == right.text for e in wrong)))
            found.append((asked, 2.0 if right.is_fact else 1.0))
    return found


def learned_from_lists(asked: list[tuple[Asked, float]], reader: Reader) -> Table:
    """Return weights that make the right piece likeliest in a softmax over each list, drawn back to PRIOR."""
    tables = [table(a.question, a.candidates, reader).astype(np.float64) for a, _ in asked]
    rights, matter = [np.array(a.labels) for a, _ in asked], np.array([m for _, m in asked])
    start = np.array([PRIOR.get(n, 0.0) for n in NAMES])

    def loss(w: Table) -> tuple[float, Table]:
        lost, slope = 0.0, np.zeros_like(w)
        for features, right, counts in zip(tables, rights, matter / matter.sum(), strict=True):
            chances = np.exp(features @ w - (features @ w).max())
            chances /= chances.sum()
            share = max(float(chances[right].sum()), 1e-12)
            lost -= counts * np.log(share)
            slope += counts * features.T @ (chances - chances * right / share)
        return lost + DRAWN_BACK * float((w - start) @ (w - start)), slope + 2 * DRAWN_BACK * (w - start)

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def learned(pairs: Pairs, embedder: Embedder) -> Table:
    """Return weights that put the answering piece before others of its product and of other products."""
    rng = np.random.default_rng(0)
    facts, sentences = [e for _, e, _ in pairs if e.is_fact], [e for _, e, _ in pairs if not e.is_fact]
    apart, matter = [], []
    for question, right, product in pairs:
        own = [e for q, e, p in pairs if p == product and q != question and e.text != right.text][:4]
        pool = facts if right.is_fact else sentences
        drawn = [pool[i] for i in rng.choice(len(pool), 6)] + [facts[i] for i in rng.choice(len(facts), 3)]
        wrong = own + [e for e in drawn if not e.is_fact or e.name != right.name]
        rows = table(question, [right, *wrong], embedder)
        apart += list(rows[0] - rows[1:])
        matter += [(3.0 if right.is_fact else 1.0) / len(wrong)] * len(wrong)
    return _fitted(np.array(apart, np.float64), np.array(matter))


def _fitted(apart: Table, matter: Table) -> Table:
    matter = matter / matter.sum()

    def loss(w: Table) -> tuple[float, Table]:
        margin = apart @ w
        slope = -matter / (1.0 + np.exp(np.clip(margin, -50, 50)))
        return float(matter @ np.logaddexp(0, -margin) + PULL * w @ w), apart.T @ slope + 2 * PULL * w

    return np.asarray(minimize(loss, np.zeros(apart.shape[1]), jac=True, method="L-BFGS-B").x)
