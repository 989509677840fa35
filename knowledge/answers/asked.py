"""What shoppers ask about each fact, written by hand in asked/*.txt, and questions made of what is said of a fact."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "asked"
_THINGS = (
    "toy", "bag", "shirt", "lamp", "table", "watch", "phone", "camera", "case", "doll", "puzzle", "tent", "chair",
    "bottle", "game", "kit", "set", "rug", "necklace", "speaker", "printer", "laptop", "bike", "tablet", "jacket",
)  # fmt: skip
_ITS = r"(this|the|these|it|its|they)(?: (product|item))?"
_HAS = {
    "has": "have", "have": "have", "comes with": "come with", "come with": "come with", "includes": "include",
    "contains": "contain", "supports": "support", "features": "feature", "uses": "use", "requires": "require",
    "needs": "need", "holds": "hold", "runs": "run", "fits": "fit", "works": "work", "goes": "go", "hangs": "hang",
}  # fmt: skip
_NAME_OF = re.compile(r"^(?:the|its) ([a-z ]{3,40}?)(?: of (?:the|this) (?:product|item))? (?:is|are|measures) .+$")
_DOES = re.compile(rf"^{_ITS} ({'|'.join(_HAS)})\b(.*)$")
_DOES_NOT = re.compile(rf"^{_ITS} (?:doesn't|does not|don't|do not) (.*)$")
_IS_NOT = re.compile(r"^(.{2,40}?) (?:isn't|is not|aren't|are not) (.*)$")
_IS = re.compile(r"^(.{2,40}?) (is|are|can|runs) (.*)$")


@dataclass(frozen=True)
class Kind:
    """A kind of fact: its names, the commonest first, some values, and questions about it ("~" is the product)."""

    names: tuple[str, ...]
    values: tuple[str, ...]
    questions: tuple[str, ...]


def kinds(folder: Path = FOLDER) -> list[Kind]:
    """Return every kind of fact that questions were written for."""
    found: list[tuple[list[str], list[str], list[str]]] = []
    for line in [line for file in sorted(folder.glob("*.txt")) for line in file.read_text("utf-8").splitlines()]:
        if line.startswith("["):
            found.append(([n.strip() for n in line.strip("[]").split(",")], [], []))
        elif line.startswith("="):
            found[-1][1].extend(v.strip() for v in line[1:].split(";"))
        elif line.strip() and not line.startswith("#"):
            found[-1][2].append(line.strip())
    return [Kind(tuple(names), tuple(values), tuple(questions)) for names, values, questions in found]


def filled(question: str, value: str, rng: random.Random) -> str:
    """Return a written question with the product named in one of the ways that people name it."""
    named = ["it"] * 9 + ["this"] * 5 + ["this product", "this item"]
    named += [f"{which} {rng.choice(_THINGS)}" for which in ("this", "this", "the", "the")]
    said = question.replace("~", rng.choice(named)).replace("{v}", short(value))
    return said + "?" if rng.random() < 0.5 else said


def short(value: str) -> str:
    """Return the first part of a value, as somebody would say it."""
    return re.sub(r"[^\w\s/-]", "", value.split(",")[0])[:30]


def questions_from(sentence: str) -> list[str]:
    """Return questions that a sentence about a fact answers: "It has a zip." gives "does it have a zip"."""
    return list(dict.fromkeys(_turned(sentence.lower().strip().rstrip("."))))


def _turned(said: str) -> Iterator[str]:
    if name := _NAME_OF.match(said):
        yield f"what is the {name[1]}"
    if does := _DOES.match(said):
        yield f"does it {_HAS[does[3]]}{does[4]}"
    elif no := _DOES_NOT.match(said):
        yield f"does it {no[3]}"
    elif no := _IS_NOT.match(said):
        yield f"is {no[1]} {no[2]}"
    elif whether := _IS.match(said):
        yield f"{'does' if whether[2] == 'runs' else whether[2]} {whether[1]} {whether[3]}"
    else:
        yield said


def words_of(question: str) -> frozenset[str]:
    """Return the words of a question, to tell whether two are nearly the same."""
    return frozenset(re.findall(r"[a-z0-9]+", question.lower()))


def apart_from(asked: Sequence[str], kept_out: Sequence[str], alike: float = 0.75) -> list[bool]:
    """Say of each question whether it shares less than `alike` of its words with each one that is kept out."""
    outside = [words_of(q) for q in kept_out]
    same = set(outside)
    return [
        (own := words_of(q)) not in same and all(len(own & o) < alike * max(1, len(own | o)) for o in outside)
        for q in asked
    ]
