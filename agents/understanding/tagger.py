"""What the trained models read in an utterance: intents, scope and spans, in English and Chinese."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from agents.turn import INTENTS, SPAN_LABELS, Language, Span, Tagged
from agents.understanding.chinese import ChineseModel, read_glossary
from agents.understanding.english import EnglishModel, encode
from knowledge.encoder import load_tokenizer

WEIGHTS = Path(__file__).parent / "weights"
TAGS = ("O", *(f"{edge}-{label}" for label in SPAN_LABELS for edge in "BI"))
MAX_TEXT = 2000
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_SURROGATE = re.compile(r"[\ud800-\udfff\x00]")
_OUT = INTENTS.index("out_of_scope")


def language_of(text: str) -> Language:
    """Return "zh" where Chinese characters are at least as many as Latin words, "en" otherwise."""
    han = len(_HAN.findall(text[:MAX_TEXT]))
    return "zh" if han and han >= len(_LATIN.findall(text[:MAX_TEXT])) else "en"


@dataclass(frozen=True)
class _Read:
    """One text's raw result: intent logits, scope probability, tag path with scores, and bounds of its units."""

    intents: list[float]
    scope: float
    path: list[int]
    scores: list[float]
    bounds: list[tuple[int, int]]


class Tagger:
    """Both trained models behind one function."""

    def __init__(
        self, english: EnglishModel, tokenizer: Tokenizer, chinese: ChineseModel, config: dict[str, Any]
    ) -> None:
        self._english, self._tokenizer, self._chinese, self._config = english, tokenizer, chinese, config

    @classmethod
    def load(cls, folder: Path | None = None, embedding_folder: Path | None = None) -> "Tagger":
        """Return the tagger of the weights in `folder` (those shipped when None); raises FileNotFoundError without."""
        folder = folder or WEIGHTS
        if not (folder / "config.json").exists():
            raise FileNotFoundError(f"{folder} holds no understanding weights: run `shopguide train understanding`")
        config = json.loads((folder / "config.json").read_text("utf-8"))
        english = EnglishModel(config["rank"], embedding_folder)
        english.restore(load_file(folder / "english.safetensors"))
        chinese = ChineseModel(config["alphabet"], read_glossary())
        chinese.restore(load_file(folder / "chinese.safetensors"))
        chinese.eval()
        return cls(english.ready(), load_tokenizer(embedding_folder), chinese, config)

    def tag(self, texts: Sequence[str]) -> list[Tagged]:
        """Return what each text means, in order; a text beyond 2,000 characters is read up to there."""
        clean = [_SURROGATE.sub("\ufffd", text[:MAX_TEXT]) for text in texts]
        languages = [language_of(text) for text in clean]
        tagged: dict[int, Tagged] = {}
        for language in ("en", "zh"):
            rows = sorted((i for i in range(len(clean)) if languages[i] == language), key=lambda i: len(clean[i]))
            for start in range(0, len(rows), 64):
                some = rows[start : start + 64]
                reads = self._read(language, [clean[i] for i in some])
                tagged |= {i: self._tagged(clean[i], languages[i], r) for i, r in zip(some, reads, strict=True)}
        return [tagged[i] for i in range(len(clean))]

    @torch.inference_mode()
    def _read(self, language: str, texts: list[str]) -> list[_Read]:
        model: EnglishModel | ChineseModel = self._english if language == "en" else self._chinese
        if language == "en":
            batch, bounds = encode(self._tokenizer, texts)
            out = self._english(batch)
        else:
            out = self._chinese(self._chinese.encode(texts))
            bounds = [[(i, i + 1) for i in range(min(len(text), out.mask.shape[1]))] for text in texts]
        paths = model.crf.best(out.emissions, out.mask)
        chances = torch.softmax(out.emissions, 2)
        scores = [[float(chances[row, i, tag]) for i, tag in enumerate(path)] for row, path in enumerate(paths)]
        intents, scope = torch.sigmoid(out.intents).tolist(), torch.sigmoid(out.scope).tolist()
        return [_Read(*parts) for parts in zip(intents, scope, paths, scores, bounds, strict=True)]

    def _tagged(self, text: str, language: Language, read: _Read) -> Tagged:
        spans = spans_of(text, read)
        in_scope = read.scope >= self._config["scope_threshold"][language]
        order = sorted(range(len(INTENTS)), key=lambda i: -read.intents[i])
        intents = [(INTENTS[i], round(read.intents[i], 4)) for i in order if i != _OUT]
        if not in_scope:
            intents = [("out_of_scope", round(1 - read.scope, 4)), *intents]
        return Tagged(tuple(intents), in_scope, round(read.scope, 4), spans, language)


def spans_of(text: str, read: _Read) -> tuple[Span, ...]:
    """Return the spans that a tag path marks, each scored by the mean chance of its tags."""
    open_spans: list[tuple[str, int, int, list[float]]] = []
    label = ""
    for tag, score, (start, end) in zip(read.path, read.scores, read.bounds, strict=False):
        name = TAGS[tag]
        if name != "O" and (name[0] == "B" or name[2:] != label):
            open_spans.append((name[2:], start, end, [score]))
        elif name != "O":
            kind, first, _, scores = open_spans[-1]
            open_spans[-1] = (kind, first, end, [*scores, score])
        label = name[2:]
    return tuple(
        Span(kind, text[a:b], a, b, round(sum(s) / len(s), 4)) for kind, a, b, s in open_spans if text[a:b].strip()
    )
