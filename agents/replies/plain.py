"""A plan in plain words: hand-written wording of prompts/reply, the fallback everywhere and the default in Chinese."""

import re
import zlib
from dataclasses import replace

import prompts
from agents.replies import spoken
from agents.replies.plan import Plan
from agents.replies.points import Point
from agents.turn import Question

TRIES = 8  # seeds tried for another way
_NEEDS_NO_ARTICLE = re.compile(r"\b([Tt])he (?=(the|a|an|my|our|your)\b)", re.IGNORECASE)

# Chinese is set apart from Latin letters and figures by a space.
_MEETS_LATIN = re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9$€£¥])|(?<=[A-Za-z0-9%])(?=[\u4e00-\u9fff])")


def plain(plan: Plan, seed: int) -> list[str]:
    """Return the plan's sentences in its language, one string a point and the question last; same seed, same words."""
    said = [_unlike(point, plan.points[:i], plan, seed) for i, point in enumerate(plan.points)]
    return [s for s in [*said, asked(plan.ask, plan, seed)] if s]


def _unlike(point: Point, before: tuple[Point, ...], plan: Plan, seed: int) -> str:
    """Return one point in another way than the last of its kind before it, where there is another."""
    twin = next((p for p in reversed(before) if p.kind == point.kind), None)
    told = _unlike(twin, before[: before.index(twin)], plan, seed) if twin is not None else ""
    seeds = range(seed, seed + TRIES)
    other = (s for s in seeds if twin is None or worded(replace(point, values=twin.values), plan, s) != told)
    return worded(point, plan, next(other, seed))


def worded(point: Point, plan: Plan, seed: int) -> str:
    """Return one point in plain words; raises LookupError where prompts/reply has no wording of its kind."""
    text = prompts.render_one_of(f"reply/{point.kind}", plan.language, _spread(seed, point.kind), **point.values)
    if plan.language == "en":
        return _NEEDS_NO_ARTICLE.sub("", text)
    return text if point.passage else _MEETS_LATIN.sub(" ", text)


def asked(ask: Question | None, plan: Plan, seed: int) -> str:
    """Return the question that a reply ends on, or "" for none."""
    if ask is None:
        return ""
    values = dict(ask.values)
    if "constraint" in values:
        values["constraint"] = spoken.label(values["constraint"].removeprefix("attributes."), plan.language)
    return prompts.render_one_of(f"ask/{ask.key}", plan.language, _spread(seed, ask.key), **values)


def _spread(seed: int, kind: str) -> int:
    # Points of one reply must not all fall on the first way of their files.
    return zlib.crc32(f"{seed}:{kind}".encode())
