"""Prompts and wording: one file per purpose and language, rendered with undefined variables forbidden."""

import random
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateNotFound

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh")


@cache
def _environment() -> Environment:
    # Plain text, never HTML: pages escape what they show.
    return Environment(
        loader=FileSystemLoader(HERE), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )


def render(name: str, language: str, /, **values: object) -> str:
    """Return the wording `name` in `language` ("en" or "zh") filled with `values`; raises on an undefined variable.

    A file may hold several ways to say the same, separated by lines of `---`; see `render_one_of`.
    """
    return render_one_of(name, language, 0, **values)


def render_one_of(name: str, language: str, seed: int, /, **values: object) -> str:
    """Like `render`, choosing among a file's ways to say it by `seed`, so that a replayed turn reads the same."""
    return random.Random(seed).choice(_ways(name, language)).render(**values).strip()


@cache
def _ways(name: str, language: str) -> tuple[Template, ...]:
    file = f"{name}.{language}.txt"
    try:
        source = _environment().loader.get_source(_environment(), file)[0]  # type: ignore[union-attr]
    except TemplateNotFound:
        raise LookupError(f"No wording {file} in prompts/: add it, in each of {', '.join(LANGUAGES)}.") from None
    return tuple(_environment().from_string(way.strip()) for way in source.split("\n---\n"))
