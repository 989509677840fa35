"""Raises an alert when the last hour's negative turns are more than the preceding weeks lead one to expect."""

import time
from dataclasses import asdict

from knowledge.records.outcomes import Alert, Outcomes
from knowledge.sentiment.limits import usual
from knowledge.sentiment.topics import topics

WINDOW_S, BASELINE_S = 3600.0, 28 * 86400.0
FEWEST = 8  # negative turns below which nothing is called unusual
AGAIN_S = 2 * 3600.0  # an alert is not raised a second time within this


def watch(outcomes: Outcomes, now: float | None = None) -> Alert | None:
    """Return the alert that was raised now, None where all is as usual or one was raised lately."""
    now = now or time.time()
    since = now - WINDOW_S
    recent = outcomes.hours(since, now + 1)
    negative, total = sum(bad for bad, _ in recent), sum(n for _, n in recent)
    if negative < FEWEST or outcomes.alerts(now - AGAIN_S):
        return None
    before = usual(outcomes.hours(since - BASELINE_S, since))
    if negative / total <= before.upper(total):
        return None
    turns = outcomes.negative_turns(since)
    about = [
        asdict(topic) | {"session": turns[topic.index][1], "turn": turns[topic.index][2]}
        for topic in topics([text for text, _, _ in turns])
    ]
    upper = before.upper(total)
    found = Alert(now, since, negative, total, round(before.share, 4), round(upper, 4), about)
    outcomes.raise_alert(found)
    return found
