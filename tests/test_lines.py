"""JSON lines: as many out as in, in order, whatever the lines hold."""

import io
import json
from typing import Any

import pytest

from app.lines import answer_lines


def shout(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if any(i["text"] == "boom" for i in items):
        raise ValueError("boom is not allowed")
    return [{"said": i["text"].upper()} for i in items]


@pytest.mark.parametrize("batch", [1, 3, 100])
def test_bad_lines_are_answered_with_an_error_and_the_rest_goes_on(
    batch: int, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    lines = '{"text": "a"}\nnot json\n\n{"text": 5}\n{"text": "boom"}\n[1]\n{"text": "b"}\n'
    failed = answer_lines(shout, "text", io.StringIO(lines), batch)
    out = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert failed == 4 and len(out) == 6
    assert out[0] == {"said": "A"} and out[5] == {"said": "B"}
    assert out[1]["error"].startswith("line 2: not JSON")
    assert out[2]["error"] == "line 4: needs an object with a text under 'text'"
    assert out[3]["error"] == "line 5: boom is not allowed"
