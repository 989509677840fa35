"""Read the open product question sets: a question, its candidate pieces of evidence, and which of them answer it."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from shared_data import ROOT

from knowledge.answers.evidence import Evidence

_KEPT = re.compile(r'(?:value|type|unit|quantity|string_value):\s*("[^"]*"|[^,{}\[\]]+)')
_ATTRIBUTE = re.compile(r"^([a-z][a-z0-9_]+):\s+(.*)$", re.DOTALL)
_NORMALIZED = re.compile(r"normalized_value:\s*\{[^{}]*\},?")


@dataclass(frozen=True)
class Asked:
    """A question with its candidates and their labels (True where a candidate answers)."""

    question: str
    candidates: tuple[Evidence, ...]
    labels: tuple[bool, ...]


def evidence(text: str) -> Evidence:
    """Read a candidate: "color:  { value:red }" as a fact, anything else as a sentence."""
    read = _ATTRIBUTE.match(text.strip())
    if read is None:
        return Evidence("description", text.strip())
    plain = _NORMALIZED.sub("", read[2])
    values = [v.strip().strip('"') for v in _KEPT.findall(plain)]
    said = re.sub(r"\s+", " ", ", ".join(dict.fromkeys(values)) or re.sub(r"[{}\[\]\"]", " ", plain)).strip()
    truth = {"true": True, "false": False}.get(said)
    return Evidence(read[1], {True: "yes", False: "no"}.get(truth, said) if truth is not None else said, truth)


def ranking_set(name: str, folder: Path = ROOT / "product_qa") -> list[Asked]:
    """Read "semiPQA/attribute_ranking" or "hetPQA/evidence_ranking", the questions with at least one answer."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (folder / name / "dev.csv").open(newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            rows[row["qid"]].append(row)
    made = (
        Asked(q[0]["question"], tuple(evidence(r["candidate"]) for r in q), tuple(r["label"] == "1" for r in q))
        for q in rows.values()
    )
    return [a for a in made if any(a.labels)]


def training_pairs(folder: Path = ROOT / "product_qa") -> list[tuple[str, Evidence, str]]:
    """Read hetPQA's (question, evidence that answers it, product) for training."""
    with (folder / "hetPQA" / "answer_generation" / "train.csv").open(newline="") as file:
        return [(r["question"], evidence(r["candidate"]), r["ASIN"]) for r in csv.DictReader(file, delimiter="\t")]
