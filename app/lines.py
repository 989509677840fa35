"""JSON lines in, JSON lines out: one answer a line, in order, and a bad line never stops the rest."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TextIO

import orjson

Item = dict[str, Any]
Answers = Callable[[list[Item]], Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Line:
    """A line as read: its object, or what is wrong with it."""

    number: int
    item: Item
    error: str = ""


def answer_lines(answer: Answers, needs: str, source: TextIO | None = None, batch: int = 1) -> int:
    """Answer each line of `source` (standard input) on standard output and return how many failed.

    `answer` takes up to `batch` objects, each with a text under `needs`, and returns one answer for each.
    """
    failed = 0
    lines = (_read(number, line, needs) for number, line in enumerate(source or sys.stdin, 1) if line.strip())
    while read := list(islice(lines, batch)):
        for out in _answered(answer, read):
            failed += "error" in out
            sys.stdout.buffer.write(orjson.dumps(out, option=orjson.OPT_APPEND_NEWLINE))
        sys.stdout.flush()
    return failed


def _answered(answer: Answers, lines: list[Line]) -> Iterator[Mapping[str, Any]]:
    good = [line for line in lines if not line.error]
    try:
        answers = iter(answer([line.item for line in good]))
    except (LookupError, ValueError):
        answers = iter([_alone(answer, line) for line in good])  # one of them is bad: say which
    for line in lines:
        yield {"error": f"line {line.number}: {line.error}"} if line.error else next(answers)


def _alone(answer: Answers, line: Line) -> Mapping[str, Any]:
    try:
        return answer([line.item])[0]
    except (LookupError, ValueError) as error:
        return {"error": f"line {line.number}: {error}"}


def _read(number: int, line: str, needs: str) -> Line:
    try:
        item = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Line(number, {}, f"not JSON ({error})")
    if not isinstance(item, dict) or not isinstance(item.get(needs), str):
        return Line(number, {}, f"needs an object with a text under '{needs}'")
    return Line(number, item)
