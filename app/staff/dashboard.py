"""The dashboard: how conversations went, whether shoppers were upset, and what they asked for in vain."""

import csv
import io
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, HTTPException, Query, Response
from fastapi.responses import RedirectResponse

from app.staff import charts
from app.staff.access import Admin, Kept, User, console_router
from app.staff.drawing import draw
from knowledge.records import Records
from knowledge.records.outcomes import DAY_S, GAPS, DayFigures
from knowledge.sentiment.limits import Usual, usual

DAYS, MOST_DAYS = 28, 366
_EPOCH = date(1970, 1, 1)
_SUMS = [f.name for f in fields(DayFigures) if f.name != "day"]


@dataclass(frozen=True)
class Range:
    """Days from `first` to `last`, both included, as whole days since 1970 (UTC)."""

    first: int
    last: int

    @property
    def before(self) -> "Range":
        """As many days just before."""
        return Range(self.first - (self.last - self.first + 1), self.first - 1)


@dataclass(frozen=True)
class Tile:
    """A figure with what it was before; `better` says which way is good: 1 up, -1 down, 0 neither."""

    name: str
    value: str
    change: str = ""
    good: bool | None = None
    more: str = ""


_NO_TIME = Tile("First products", "–")


def router() -> APIRouter:
    """Return the pages."""
    router = console_router()
    since = Annotated[str, Query(alias="from", pattern=r"^(\d{4}-\d\d-\d\d)?$")]
    until = Annotated[str, Query(alias="to", pattern=r"^(\d{4}-\d\d-\d\d)?$")]

    @router.get("/dashboard")
    def dashboard(user: User, kept: Kept, first: since = "", last: until = "") -> Response:
        within = days_of(first, last)
        return draw("dashboard", user, here="dashboard", **shown(kept, within), presets=_presets(within))

    @router.get("/dashboard.json")
    def as_json(user: Admin, kept: Kept, first: since = "", last: until = "") -> Response:
        kept.staff.log(user.name, "dashboard_exported", "json")
        return _download(orjson.dumps(figures(kept, days_of(first, last))), "application/json", "dashboard.json")

    @router.get("/dashboard.csv")
    def as_csv(user: Admin, kept: Kept, first: since = "", last: until = "") -> Response:
        kept.staff.log(user.name, "dashboard_exported", "csv")
        return _download(_csv(figures(kept, days_of(first, last))["days"]), "text/csv", "dashboard.csv")

    @router.post("/dashboard/alerts/{id}/seen")
    def seen(user: User, kept: Kept, id: int) -> Response:
        kept.outcomes.see_alert(id, user.name)
        return RedirectResponse("/staff/dashboard", 303)

    return router


def days_of(first: str, last: str) -> Range:
    """Return the days that an address names, the newest four weeks for none; raises HTTPException for nonsense."""
    today = int(time.time() // DAY_S)
    try:
        end = (date.fromisoformat(last) - _EPOCH).days if last else today
        start = (date.fromisoformat(first) - _EPOCH).days if first else end - DAYS + 1
    except ValueError:
        raise HTTPException(422, "A date is written as 2026-01-31.") from None
    if start > end or end - start >= MOST_DAYS:
        raise HTTPException(422, f"Choose 1 to {MOST_DAYS} days, the earlier date first.")
    return Range(start, end)


def figures(kept: Records, within: Range) -> dict[str, Any]:
    """Return every figure of the dashboard as plain JSON."""
    days = kept.outcomes.days(within.first, within.last)
    spent = kept.outcomes.products_ms(within.first, within.last)
    return {
        "from": _iso(within.first),
        "to": _iso(within.last),
        "total": summed(days),
        "products_ms": {"median": spent[0], "p95": spent[1]} if spent else None,
        "days": [{"date": _iso(day.day)} | {name: getattr(day, name) for name in _SUMS} for day in days],
        "gaps": {kind: [asdict(g) for g in kept.outcomes.gaps(kind, within.first, within.last)] for kind in GAPS},
        "alerts": [asdict(alert) for alert in kept.outcomes.alerts(within.first * DAY_S)],
    }


def summed(days: Sequence[DayFigures]) -> dict[str, int]:
    """Return the sums of days' figures."""
    return {name: sum(getattr(day, name) for day in days) for name in _SUMS}


def shown(kept: Records, within: Range) -> dict[str, Any]:
    """Return what the page draws."""
    outcomes = kept.outcomes
    days, past = outcomes.days(within.first, within.last), outcomes.days(within.before.first, within.before.last)
    total = summed(days)
    alerts = outcomes.alerts(within.first * DAY_S)
    spent = outcomes.products_ms(within.first, within.last)
    return {
        "first": _iso(within.first),
        "last": _iso(within.last),
        "total": total,
        "ever": bool(total["conversations"]) or outcomes.any(),
        "tiles": tiles(total, summed(past), spent),
        "charts": _charts(days, past, {int(a.made // DAY_S) for a in alerts}),
        "days": [(_iso(day.day), day) for day in days if day.conversations],
        "ends": _ends(total),
        "gaps": {kind: outcomes.gaps(kind, within.first, within.last, 8) for kind in GAPS},
        "alerts": alerts,
        "unseen": [alert for alert in alerts if alert.seen is None],
    }


def tiles(now: dict[str, int], past: dict[str, int], spent: tuple[float, float] | None) -> list[Tile]:
    """Return the figures at the top of the page."""
    ended = now["conversations"] - now["open"]
    return [
        Tile("Conversations", f"{now['conversations']:,}", _growth(now["conversations"], past["conversations"])),
        _share("Resolved", now["resolved"], ended, past["resolved"], past["conversations"] - past["open"], 1,
               "without a person"),
        _share("Satisfied", now["satisfied"], now["rated"], past["satisfied"], past["rated"], 1,
               f"of {now['rated']:,} ratings"),
        _share("Handed over", now["handed_over"], now["conversations"], past["handed_over"], past["conversations"], -1),
        _share("Negative turns", now["negative"], now["turns"], past["negative"], past["turns"], -1),
        Tile("First products", _ms(spent[0]), more=f"95 of 100 within {_ms(spent[1])}") if spent else _NO_TIME,
    ]  # fmt: skip


def _share(name: str, part: int, whole: int, part_was: int, whole_was: int, better: int, more: str = "") -> Tile:
    if not whole:
        return Tile(name, "–", more=more)
    share = part / whole
    if not whole_was:
        return Tile(name, f"{share:.1%}", more=more)
    points = (share - part_was / whole_was) * 100
    good = None if abs(points) < 0.5 else points * better > 0
    return Tile(name, f"{share:.1%}", f"{points:+.1f} pts", good, more)


def _growth(now: int, past: int) -> str:
    return f"{(now - past) / past:+.0%}" if past else ""


def _charts(days: Sequence[DayFigures], past: Sequence[DayFigures], alerted: set[int]) -> dict[str, charts.Chart]:
    labels = [_short(day.day) for day in days]
    volume = [
        ("Resolved", [d.resolved for d in days]),
        ("Handed over", [d.handed_over for d in days]),
        ("Left without an answer", [d.left for d in days]),
        ("Still open", [d.open for d in days]),
    ]
    limits = [_limits([*past, *days], len(past) + i) for i in range(len(days))]
    band = [
        (seen.lower(max(1, d.turns)), seen.upper(max(1, d.turns))) if d.turns else (seen.share, seen.share)
        for seen, d in zip(limits, days, strict=True)
    ]
    negative = [d.negative / d.turns if d.turns else None for d in days]
    highest = max([0.1, *(v for v in negative if v is not None), *(high for _, high in band)])
    over = [i for i, d in enumerate(days) if d.day in alerted or _over(negative[i], band[i], d.turns)]
    top = min(1.0, -(-highest * 100 // 10) / 10)
    return {
        "volume": charts.stacked(labels, volume),
        "negative": charts.line(labels, negative, top, "Negative turns", "{:.0%}", band, over),
        "satisfied": charts.line(
            labels, [d.rating_sum / d.rated if d.rated else None for d in days], 5, "Mean rating", "{:.1f}"
        ),
    }


def _limits(days: Sequence[DayFigures], at: int) -> Usual:
    """Return what was usual in the four weeks before a day."""
    return usual([(d.negative, d.turns) for d in days[max(0, at - DAYS) : at]])


def _over(share: float | None, band: tuple[float, float], turns: int) -> bool:
    return share is not None and turns >= 20 and share > band[1]


def _ends(total: dict[str, int]) -> list[tuple[str, int, float]]:
    """Return (name, conversations, share) of each thing that may become of a conversation; one may have several."""
    whole = max(1, total["conversations"])
    named = [("Resolved without a person", "resolved"), ("Product clicked", "clicked"), ("Added to cart", "added"),
             ("Bought", "bought"), ("Handed over", "handed_over"), ("Left without an answer", "left")]  # fmt: skip
    return [(name, total[key], total[key] / whole) for name, key in named]


def _presets(within: Range) -> list[tuple[str, str, bool]]:
    """Return (label, address, chosen) of the usual ranges, up to today."""
    today = int(time.time() // DAY_S)
    made = []
    for count in (7, 28, 90):
        first = today - count + 1
        made.append((f"{count} days", f"?from={_iso(first)}&to={_iso(today)}", within == Range(first, today)))
    return made


def _csv(days: Sequence[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, ["date", *_SUMS])
    writer.writeheader()
    writer.writerows(days)
    return out.getvalue().encode()


def _download(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _iso(day: int) -> str:
    return (_EPOCH + timedelta(days=day)).isoformat()


def _short(day: int) -> str:
    then = datetime.fromtimestamp(day * DAY_S, UTC)
    return f"{then.day} {then:%b}"


def _ms(value: float) -> str:
    return f"{value:.0f} ms" if value < 1000 else f"{value / 1000:.1f} s"
