"""What a list of conversations is filtered by: read from its address and written back into one."""

import re
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, cast
from urllib.parse import urlencode

from fastapi import Depends, Query

from knowledge.records.digests import INTENTS, MOODS
from knowledge.records.transcripts import FLAGS, RATINGS, Flag, Wanted

WITHIN = {"1": "Last 24 hours", "7": "Last 7 days", "30": "Last 30 days", "90": "Last 90 days"}
LANGUAGES = {"en": "English", "zh": "Chinese"}
FLAG_NAMES = {"handed_over": "Handed over", "dropped": "Dropped claims", "unanswered": "Unanswered", "unsure": "Unsure"}
RATING_NAMES = {"up": "Thumb up", "down": "Thumb down", "none": "Not rated"}
MOOD_NAMES = {"angry": "Angry", "negative": "Negative", "neutral": "Neutral", "positive": "Positive"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Text = Annotated[str, Query(max_length=200)]
Short = Annotated[str, Query(max_length=40)]


@dataclass(frozen=True)
class Filters:
    """A list's filters as its address says them; what cannot be read counts as not said."""

    q: str = ""
    within: str = ""
    since: str = ""
    until: str = ""
    language: str = ""
    intent: str = ""
    product: str = ""
    mood: str = ""
    rating: str = ""
    reviewed: str = ""
    flag: tuple[str, ...] = field(default=())

    def wanted(self, products: tuple[str, ...] = ()) -> Wanted:
        """Return what to look for in the records; `products` are those that the filter for one means."""
        since = time.time() - int(self.within) * 86_400 if self.within in WITHIN else _midnight(self.since)
        return Wanted(
            text=self.q.strip(),
            since=since,
            until=_midnight(self.until, 1),
            language=_one_of(self.language, LANGUAGES),
            intent=_one_of(self.intent, INTENTS),
            products=products or ((self.product.strip(),) if self.product.strip() else ()),
            mood=_one_of(self.mood, MOODS),
            rating=_one_of(self.rating, RATINGS),
            reviewed=self.reviewed if self.reviewed in ("anybody", "nobody") or self.reviewed.isdecimal() else "",
            flags=cast(tuple[Flag, ...], tuple(name for name in FLAGS if name in self.flag)),
        )

    @property
    def any(self) -> bool:
        """Whether the list is filtered at all."""
        return bool(self.address())

    def address(self, **changed: Any) -> str:
        """Return the part of an address after "?" for these filters, with some changed."""
        said = {name: value for name, value in {**asdict(self), **changed}.items() if value}
        return urlencode(said, doseq=True)


def read(
    q: Text = "",
    within: Short = "",
    since: Short = "",
    until: Short = "",
    language: Short = "",
    intent: Short = "",
    product: Text = "",
    mood: Short = "",
    rating: Short = "",
    reviewed: Short = "",
    flag: Annotated[Sequence[str], Query(max_length=len(FLAGS))] = (),
) -> Filters:
    """Return the filters of a request."""
    return Filters(q, within, since, until, language, intent, product, mood, rating, reviewed, tuple(flag))


Asked = Annotated[Filters, Depends(read)]


def _one_of(said: str, known: Any) -> str:
    return said if said in known else ""


def _midnight(day: str, later: int = 0) -> float | None:
    """Return when a day begins in UTC, or one `later`; None for what is no day."""
    if not _DAY.fullmatch(day):
        return None
    try:
        return (datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(days=later)).timestamp()
    except (ValueError, OverflowError):
        return None
