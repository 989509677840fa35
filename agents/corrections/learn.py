"""Which lessons a memory keeps, and how far each may reach, so that no text that was read rightly is read wrongly."""

from collections.abc import Sequence
from dataclasses import replace

from agents.corrections.lessons import Lesson
from agents.corrections.memory import Memory, Reads, Taught, places
from agents.turn import Tagged
from agents.understanding.examples import Example


def restrained(lessons: Sequence[Lesson], memory: Memory, tagger: Reads, held: Sequence[Example]) -> list[Lesson]:
    """Return the lessons, those that make a held text be read wrongly kept to their very words."""
    plain = tagger.tag([e.text for e in held])
    taught = Taught(tagger, memory.with_lessons(lessons))
    harmful: set[Lesson] = set()
    minded = taught.minded([e.text for e in held], plain)
    for example, was, now in zip(held, plain, minded, strict=True):
        if _intent_right(was, example) and not _intent_right(now, example):
            harmful |= {x for x in [taught.memory.of_intent(example.text)] if x}
        if _spans_right(now, example) < _spans_right(was, example):
            harmful |= {x for x in lessons if any(places(word, example.text) for word, _ in x.words)}
    return [replace(x, to_the_word=True) if x in harmful else x for x in lessons]


def _intent_right(tagged: Tagged, example: Example) -> bool:
    return tagged.intents[0][0] in (example.intents or ())


def _spans_right(tagged: Tagged, example: Example) -> int:
    """Return how many spans are right, less those that are not there."""
    found, gold = {(s.start, s.end, s.label) for s in tagged.spans}, set(example.spans or ())
    return len(found & gold) - len(found - gold)
