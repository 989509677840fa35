"""A reply that staff wrote, as an example for the reply model: names and figures become the markers that it reads."""

import re
from collections.abc import Mapping
from typing import Any

from agents.replies.examples import Example
from agents.replies.plan import Plan
from agents.replies.points import Point
from agents.replies.slots import MARKER, can_word, script


def example_of(said: str, plan: Mapping[str, Any], reply: str) -> Example | None:
    """Return the example that a plan and staff's reply to it make, None where the model could not have said it.

    That is so where the plan is not one that it words, where the reply leaves out the product that it is about, or
    where it has a figure that the plan does not: that would teach it to invent one.
    """
    points = tuple(Point(p["kind"], values=dict(p["values"])) for p in plan.get("points", ()))
    meant = Plan(str(plan.get("kind", "")), "en", points, said=said)
    if not can_word(meant):
        return None
    read = script(meant)
    marked = reply
    for marker, value in sorted(read.slots.items(), key=lambda s: -len(s[1])):
        marked = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", marker, marked, flags=re.IGNORECASE)
    lead = next((line.marks.get("name", "") for line in read.lines if line.point.kind.startswith("lead")), "")
    if re.search(r"\d", MARKER.sub("", marked)) or lead not in marked:
        return None
    return Example(read, marked, meant.kind)
