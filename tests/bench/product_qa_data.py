"""Read the open product question sets: a question, its candidate pieces of evidence, and which of them answer it."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from shared_data import ROOT

from knowledge.answers.evidence import Evidence

_VALUE = r"""("[^"]*"|'[^']*'|[^,{}\[\]]+?)\s*"""
_AMOUNT = re.compile(rf"unit:{_VALUE},\s*(?:value|string_value):{_VALUE}(?=[,}}\]])")
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
    said = plain(read[2]) if "{" in read[2] else re.sub(r"\s+", " ", read[2])
    truth = {"true": True, "false": False}.get(said)
    return Evidence(read[1], {True: "yes", False: "no"}.get(truth, said) if truth is not None else said, truth)


def plain(record: str) -> str:
    """Return a nested value as people write it: "{ width:{ unit:inches, value:7.6 } }" as "width 7.6 inches"."""
    said = re.sub(r"decimal_value:\s*[^,{}\[\]]+", "", _NORMALIZED.sub("", record))
    said = re.sub(r"\b(value|string_value):", "", _AMOUNT.sub(_amount, said))
    said = re.sub(r'["{}\[\]]', " ", said).replace("_", " ")
    said = re.sub(r"\s*([:;,])\s*(?:[;,]\s*)*", r"\1 ", said)
    parts = [part.strip(" ,").replace(":", "") for part in re.split("[;,]", re.sub(r"\s+", " ", said))]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _amount(found: re.Match[str]) -> str:
    unit, value = found[1], found[2].strip('"')
    return f" {found[2]} " if re.search("[a-z]{3}", found[2]) else f" {value} {unit} "


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


def told_facts(folder: Path = ROOT / "product_qa") -> list[tuple[Evidence, str]]:
    """Read semiPQA's facts for training, each with a sentence that says it."""
    with (folder / "semiPQA" / "data-to-text" / "train.csv").open(newline="") as file:
        return [(evidence(r["data"]), r["text"]) for r in csv.DictReader(file, delimiter="\t")]


def dev_questions(folder: Path = ROOT / "product_qa") -> list[str]:
    """Read every question of the sets that are measured on, with or without an answer."""
    found: dict[str, None] = {}
    for name in ("semiPQA/attribute_ranking", "hetPQA/evidence_ranking"):
        with (folder / name / "dev.csv").open(newline="") as file:
            found |= dict.fromkeys(r["question"] for r in csv.DictReader(file, delimiter="\t"))
    return list(found)


def dev_evidence(folder: Path = ROOT / "product_qa") -> set[tuple[str, str]]:
    """Read the (product, piece) of hetPQA's measured set, so that none of them is learnt from."""
    with (folder / "hetPQA" / "evidence_ranking" / "dev.csv").open(newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {(r["ASIN"], evidence(r["candidate"]).text.lower()) for r in rows}
