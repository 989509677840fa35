"""A memory of lessons before the trained tagger: what staff taught holds for texts near enough, and for no others.

Models edited by their weights forget what they knew; a memory of edits with a rule for which texts an edit is about
does not (SERAC; Mitchell et al. 2022, arXiv 2206.06520). The rule here is the nearest neighbour: a text is about a
lesson where the lesson is nearer to it than every known text that means something else.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer

from agents.corrections.lessons import Lesson
from agents.turn import Language, Span, Tagged
from agents.understanding.examples import Example, read_corpus, unique
from agents.understanding.tagger import language_of

Floats = NDArray[np.float32]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
LETTERS = 0.6  # how far likeness in runs of letters counts against likeness in meaning
NEAR = 0.45  # likeness below which a text is not about a lesson
SURE = 0.99
_RUNS = {
    "en": HashingVectorizer(analyzer="char_wb", ngram_range=(2, 4), n_features=1 << 14, alternate_sign=False),
    "zh": HashingVectorizer(analyzer="char", ngram_range=(1, 3), n_features=1 << 14, alternate_sign=False),
}


class Embeds(Protocol):
    """What turns text into vectors of unit length."""

    def encode_texts(self, texts: Sequence[str]) -> Floats:
        """Return (n, dim) float32."""


class Reads(Protocol):
    """What reads intents, scope and spans."""

    def tag(self, texts: Sequence[str]) -> list[Tagged]:
        """Return what is read in each text, in order."""


class _Texts:
    """Texts of one language, to be compared: by meaning and by runs of letters."""

    def __init__(self, texts: Sequence[str], language: Language, embedder: Embeds, vectors: Floats | None = None):
        self.runs: csr_matrix = _RUNS[language].transform([t.lower() for t in texts])
        self.vectors = embedder.encode_texts(list(texts)) if vectors is None else vectors

    def likeness(self, other: "_Texts") -> Floats:
        """Return how alike each of these is to each of the others, (these, others), 0 to 1."""
        letters = np.asarray((self.runs @ other.runs.T).todense(), np.float32)
        return np.asarray(LETTERS * letters + (1 - LETTERS) * (self.vectors @ other.vectors.T), np.float32)


class Known:
    """The hand-written texts of the corpus, whose meaning is known: what a lesson must not take over."""

    def __init__(self, embedder: Embeds, folder: Path | None = None) -> None:
        self._embedder, self._folder = embedder, folder
        self._held: dict[str, tuple[list[Example], _Texts]] = {}

    def texts(self, language: Language) -> tuple[list[Example], _Texts]:
        """Return the examples of a language and their texts; read when first asked for."""
        if language not in self._held:
            examples = [e for e in unique(read_corpus(language)) if e.intents]
            texts = [e.text for e in examples]
            self._held[language] = examples, _Texts(texts, language, self._embedder, self._vectors(texts, language))
        return self._held[language]

    def _vectors(self, texts: Sequence[str], language: Language) -> Floats:
        """Return the texts' vectors, from the folder where they were left there: they take seconds to make."""
        made_of = f"{zlib.crc32(chr(10).join(texts).encode()):08x}"
        file = self._folder / f"{language}-{made_of}.npy" if self._folder else None
        if file is not None and file.exists():
            return np.asarray(np.load(file), np.float32)
        vectors = self._embedder.encode_texts(texts)
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            np.save(file, vectors.astype(np.float16))
        return vectors


class Memory:
    """Lessons, ready to be compared with what is asked."""

    def __init__(self, lessons: Sequence[Lesson], embedder: Embeds, known: Known | None = None) -> None:
        self.lessons = tuple(lessons)
        self._embedder, self._known = embedder, known or Known(embedder)
        self._by_language = {name: [x for x in self.lessons if x.language == name] for name in LANGUAGES}
        self._for_intents = {name: [x for x in some if x.intent] for name, some in self._by_language.items()}
        self._other: dict[tuple[str, str], NDArray[np.bool_]] = {}

    def with_lessons(self, lessons: Sequence[Lesson]) -> "Memory":
        """Return a memory of these lessons instead."""
        return Memory(lessons, self._embedder, self._known)

    def of_intent(self, text: str) -> Lesson | None:
        """Return the lesson that says what a text is for, None where no lesson is about it."""
        return self.of_intents([text])[0]

    def of_intents(self, texts: Sequence[str]) -> list[Lesson | None]:
        """Return for each text the lesson that says what it is for."""
        found: dict[int, Lesson | None] = {}
        for language, some in self._for_intents.items():
            rows = [i for i, text in enumerate(texts) if language_of(text) == language]
            exact = {i: next((x for x in reversed(some) if _same(x.text, texts[i])), None) for i in rows}
            found |= exact
            reaching = [x for x in some if not x.to_the_word]
            rest = [i for i in rows if exact[i] is None] if reaching else []
            found |= zip(rest, self._nearest([texts[i] for i in rest], reaching, language), strict=True)
        return [found.get(i) for i in range(len(texts))]

    def _nearest(self, texts: Sequence[str], lessons: Sequence[Lesson], language: Language) -> list[Lesson | None]:
        """Return for each text the lesson that is nearer than every known text of another meaning, if one is."""
        if not texts:
            return []
        asked = _Texts(texts, language, self._embedder)
        near = asked.likeness(self._laid_out[language])
        best = near.argmax(axis=1)
        close = near[np.arange(len(texts)), best]
        if close.max() < NEAR:
            return [None] * len(texts)
        known = asked.likeness(self._known.texts(language)[1])
        against = [
            float(known[r][self._otherwise(lessons[b].intent, language)].max(initial=0)) for r, b in enumerate(best)
        ]
        return [
            lessons[b] if c >= NEAR and c > other else None for b, c, other in zip(best, close, against, strict=True)
        ]

    def _otherwise(self, intent: str, language: Language) -> NDArray[np.bool_]:
        """Return which of the known texts mean something else."""
        if (intent, language) not in self._other:
            examples = self._known.texts(language)[0]
            self._other[intent, language] = np.array([intent not in (e.intents or ()) for e in examples])
        return self._other[intent, language]

    def spans(self, text: str, read: Sequence[Span]) -> tuple[Span, ...]:
        """Return what was read in a text, with what lessons say of its words."""
        some = [x for x in self._by_language[language_of(text)] if x.spans is not None]
        if exact := next((x for x in reversed(some) if _same(x.text, text) and len(x.text) == len(text)), None):
            return exact.spans or ()
        found = list(read)
        for lesson in some:
            for surface, label in () if lesson.to_the_word else lesson.words:
                found = _told(text, found, surface, label) if self._speaks(lesson, surface, label, text) else found
        return tuple(sorted(found, key=lambda s: s.start))

    def _speaks(self, lesson: Lesson, surface: str, label: str, text: str) -> bool:
        """Whether a lesson's word is the same in this text: no known text reads it otherwise, or the two are alike."""
        if not places(surface, text):
            return False
        if (lesson.language, surface, label) not in self._contradicted:
            return True
        both = _Texts([text, lesson.text], lesson.language, self._embedder)
        return float(both.likeness(both)[0, 1]) >= NEAR

    @cached_property
    def _contradicted(self) -> frozenset[tuple[str, str, str]]:
        """The (language, surface, label) of lessons that some known text reads otherwise."""
        taught = {(x.language, s, label) for x in self.lessons for s, label in x.words}
        return frozenset(t for t in taught if any(_reads_otherwise(e, t[1], t[2]) for e in self._examples(t[0])))

    def _examples(self, language: Any) -> list[Example]:
        return self._known.texts(language)[0]

    @cached_property
    def _laid_out(self) -> dict[Language, _Texts]:
        reaching = {name: [x.text for x in some if not x.to_the_word] for name, some in self._for_intents.items()}
        return {name: _Texts(texts, name, self._embedder) for name, texts in reaching.items() if texts}


class Taught:
    """A tagger that minds the lessons in its memory."""

    def __init__(self, tagger: Reads, memory: Memory) -> None:
        self.tagger, self.memory = tagger, memory

    def tag(self, texts: Sequence[str]) -> list[Tagged]:
        """Return what is read in each text, as lessons have it where there is one."""
        read = self.tagger.tag(texts)
        if not self.memory.lessons:
            return read
        return self.minded(texts, read)

    def minded(self, texts: Sequence[str], read: Sequence[Tagged]) -> list[Tagged]:
        """Return what was read in texts, as lessons have it."""
        about = self.memory.of_intents(texts)
        return [self._minded(*one) for one in zip(texts, read, about, strict=True)]

    def _minded(self, text: str, tagged: Tagged, lesson: Lesson | None) -> Tagged:
        tagged = replace(tagged, spans=self.memory.spans(text, tagged.spans))
        if lesson is None:
            return tagged
        others = tuple((i, round(s * (1 - SURE), 4)) for i, s in tagged.intents if i != lesson.intent)
        inside = lesson.intent != "out_of_scope"
        return replace(
            tagged,
            intents=tagged.intents if lesson.when else ((lesson.intent, SURE), *others),
            in_scope=tagged.in_scope if lesson.when else inside,
            taught=lesson.intent,
            taught_when=lesson.when,
            taught_source=lesson.source,
        )


def _same(a: str, b: str) -> bool:
    return " ".join(a.lower().split()) == " ".join(b.lower().split())


def places(surface: str, text: str) -> list[tuple[int, int]]:
    """Return where a surface stands in a text, as whole words."""
    edge = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
    return [m.span() for m in re.finditer(edge[0] + re.escape(surface) + edge[1], text, re.IGNORECASE)]


def _told(text: str, spans: Sequence[Span], surface: str, label: str) -> list[Span]:
    """Return the spans with every place of `surface` read as `label`; what else a span held is kept."""
    kept = list(spans)
    for start, end in places(surface, text):
        kept = [part for s in kept for part in _less(text, s, start, end)]
        kept += [Span(label, text[start:end], start, end, SURE)] if label else []
    return kept


def _less(text: str, span: Span, start: int, end: int) -> list[Span]:
    if span.end <= start or span.start >= end:
        return [span]
    parts = []
    for a, b in ((span.start, start), (end, span.end)):
        while a < b and not text[a].isalnum():
            a += 1
        while b > a and not text[b - 1].isalnum():
            b -= 1
        parts += [replace(span, text=text[a:b], start=a, end=b)] if a < b else []
    return parts


def _reads_otherwise(example: Example, surface: str, label: str) -> bool:
    stands = places(surface, example.text)
    marks = {(s, e): kind for s, e, kind in example.spans or ()}
    read = [next((kind for (s, e), kind in marks.items() if s < b and a < e), "") for a, b in stands]
    return any(kind != label for kind in read)
