"""What one correction teaches the understanding: an intent, or which words are what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from agents.turn import Language, Span
from agents.understanding.tagger import language_of
from knowledge.records.corrections import Correction, passage_id
from knowledge.words import words

_BRIEF = 2  # words (characters in Chinese, twice that) of a text that means something only where it was said


@dataclass(frozen=True)
class Lesson:
    """A text with its right intent ("" where none was taught) or spans (None likewise).

    `when` is the situation in which a brief text means this, "" for any. A lesson `to_the_word` holds for its very
    text alone. `source` is the id of the answer that staff gave to it. `words` are (surface, label) that spans teach
    anew, label "" for words that are nothing.
    """

    id: int
    text: str
    language: Language
    intent: str = ""
    spans: tuple[Span, ...] | None = None
    words: tuple[tuple[str, str], ...] = ()
    when: str = ""
    to_the_word: bool = False
    source: str = ""


def lessons_of(corrections: Iterable[Correction], situations: Mapping[int, str]) -> list[Lesson]:
    """Return the lessons that corrections teach, `situations` by correction; a FAQ entry teaches two."""
    return [lesson for c in corrections for lesson in _taught(c, situations.get(c.id, ""))]


def _taught(made: Correction, when: str) -> list[Lesson]:
    language = language_of(made.text)
    brief = when if is_brief(made.text) else ""
    match made.kind:
        case "intent":
            return [Lesson(made.id, made.text, language, intent=str(made.right["intent"]), when=brief)]
        case "spans":
            right, wrong = spans_from(made.right), spans_from(made.wrong)
            return [Lesson(made.id, made.text, language, spans=right, words=_new_words(right, wrong))]
        case "faq":
            asked = dict.fromkeys((made.text, str(made.right["question"])))
            source = passage_id(made.id) if "faq" in made.becomes else ""
            return [
                Lesson(made.id, t, language_of(t), "ask_policy", when=when if is_brief(t) else "", source=source)
                for t in asked
            ]
    return []


def is_brief(text: str) -> bool:
    """Whether a text is so short that another conversation may mean something else by it."""
    return len(words(text)) <= (2 * _BRIEF if language_of(text) == "zh" else _BRIEF)


def spans_from(values: Mapping[str, Any]) -> tuple[Span, ...]:
    """Read the spans of a correction, in the order of the text."""
    found = (Span(s["label"], s["text"], s["start"], s["end"]) for s in values.get("spans", ()))
    return tuple(sorted(found, key=lambda s: s.start))


def _new_words(right: Sequence[Span], wrong: Sequence[Span]) -> tuple[tuple[str, str], ...]:
    """Return the surfaces that are read anew, and those that are no longer read as anything."""
    had, has = {(s.text.lower(), s.label) for s in wrong}, {(s.text.lower(), s.label) for s in right}
    gone = [(s.text.lower(), "") for s in wrong if not any(s.start < r.end and r.start < s.end for r in right)]
    return tuple(dict.fromkeys([*sorted(has - had), *gone]))


def load_lessons(file: Path) -> list[Lesson]:
    """Read what `save_lessons` wrote; nothing where there is no file."""
    if not file.exists():
        return []
    return [_lesson(row) for row in orjson.loads(file.read_bytes())]


def save_lessons(lessons: Sequence[Lesson], file: Path) -> None:
    """Write lessons as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(orjson.dumps([asdict(x) for x in lessons], option=orjson.OPT_INDENT_2))


def _lesson(row: dict[str, object]) -> Lesson:
    spans, taught = row["spans"], row["words"]
    assert isinstance(taught, list)
    read = None if spans is None else tuple(Span(**s) for s in spans)  # type: ignore[attr-defined]
    return Lesson(**{**row, "spans": read, "words": tuple((w[0], w[1]) for w in taught)})  # type: ignore[arg-type]
