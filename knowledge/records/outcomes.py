"""What became of each conversation, kept as it goes on, and what a manager reads of it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, and_, case, cast, func, insert, or_, select, update
from sqlalchemy.types import Integer

from knowledge.events import Event
from knowledge.records import digests
from knowledge.records.database import Database
from knowledge.records.outbox import announce
from knowledge.records.schema import alert, gap, mood, outcome, turn

DAY_S = 86400
QUIET_S = 1800.0  # a conversation that is silent for so long has ended
BOUGHT_WITHIN_S = 7 * DAY_S  # a purchase counts for the shopper's newest conversation of the last seven days
GAPS = ("unanswered", "no_result", "missing")
_DID = {"select_item": "clicked", "view_item": "clicked", "add_to_cart": "added", "purchase": "bought"}
_STEP_MS = 10  # the time to products is counted in steps of this width


@dataclass(frozen=True)
class TurnOutcome:
    """What one turn adds: `gap` is one of GAPS or "", `words` what was asked for, `products_ms` None without any."""

    session: str
    turn: int
    text: str
    shopper: str = ""
    language: str = "en"
    answered: bool = True
    handed_over: bool = False
    added: bool = False
    gap: str = ""
    words: str = ""
    products_ms: float | None = None
    mood: str = "neutral"
    angry: bool = False
    score: float = 0.0
    time: float = 0.0


@dataclass(frozen=True)
class DayFigures:
    """The figures of one day (UTC, whole days since 1970); `left` went away unanswered, `open` may still go on."""

    day: int
    conversations: int = 0
    turns: int = 0
    answers: int = 0
    negative: int = 0
    resolved: int = 0
    clicked: int = 0
    added: int = 0
    bought: int = 0
    handed_over: int = 0
    left: int = 0
    open: int = 0
    rated: int = 0
    rating_sum: int = 0
    satisfied: int = 0


@dataclass(frozen=True)
class Gap:
    """Something shoppers asked for and did not get: how often, and the newest turn that shows it."""

    words: str
    count: int
    text: str
    session: str
    turn: int


@dataclass(frozen=True)
class Alert:
    """Negative turns above their usual range: since when, how many of how many, the usual share and its upper limit."""

    made: float
    since: float
    negative: int
    total: int
    usual: float
    upper: float
    topics: Sequence[dict[str, Any]]
    id: int = 0
    seen_by: str = ""
    seen: float | None = None


class Outcomes:
    """What became of conversations: moods, outcomes, gaps and alerts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, told: TurnOutcome) -> None:
        """Keep what a turn adds to its conversation; a turn that was kept before changes nothing."""
        told = replace(told, time=told.time or time.time())
        with self._database.write() as connection:
            if not self._keep_mood(connection, told):
                return
            self._open(connection, told)
            connection.execute(update(outcome).where(outcome.c.session == told.session).values(_added(told)))
            if told.gap:
                self._database.upsert(connection, gap, [_gap_row(told)])

    def happened(self, events: Sequence[Event]) -> None:
        """Note what shoppers did after an answer, in the conversation it belongs to; no other event counts."""
        told = {}
        for e in events:
            column, buys = _DID.get(e.name, ""), bool(e.shopper) and e.name == "purchase"
            if column and (e.session or buys):
                told[column, e.session, e.shopper if buys else ""] = e
        for (column, _, _), event in told.items():
            self._note(column, event)

    def _note(self, column: str, event: Event) -> None:
        with self._database.write() as connection:
            where = outcome.c.session == event.session
            if column == "bought" and event.shopper:
                newest = select(outcome.c.session).where(
                    outcome.c.shopper == event.shopper, outcome.c.updated > event.time - BOUGHT_WITHIN_S
                )
                newest = newest.order_by(outcome.c.updated.desc()).limit(1)
                where = or_(where, outcome.c.session == newest.scalar_subquery())
            connection.execute(update(outcome).where(where).values({column: True}))

    def hand_over(self, session_id: str) -> None:
        """Note that a person was called."""
        with self._database.write() as connection:
            connection.execute(update(outcome).where(outcome.c.session == session_id).values(handed_over=True))

    def rate(self, session_id: str, rating: int) -> None:
        """Keep how much a chat helped, 1 to 5, the last answer given.

        Raises ValueError for another number, LookupError for a conversation that is not there.
        """
        if not 1 <= rating <= 5:
            raise ValueError(f"A rating is 1 to 5, not {rating}.")
        with self._database.write() as connection:
            given = update(outcome).where(outcome.c.session == session_id).values(rating=rating, rated=time.time())
            if not connection.execute(given).rowcount:
                raise LookupError(f"There is no conversation {session_id} to rate.")
            digests.note_rating(connection, session_id, time.time())

    def of(self, session_id: str) -> dict[str, Any] | None:
        """Return what is kept of one conversation's outcome, None where there is nothing."""
        with self._database.read() as connection:
            row = connection.execute(select(outcome).where(outcome.c.session == session_id)).mappings().first()
        return dict(row) if row else None

    def moods(self, session_id: str) -> dict[int, dict[str, Any]]:
        """Return the mood of each turn of a conversation by its number."""
        with self._database.read() as connection:
            rows = connection.execute(select(mood).where(mood.c.session == session_id)).mappings()
            return {row["turn"]: dict(row) for row in rows}

    # ---- what a manager reads ----------------------------------------------------------------------------------------

    def any(self) -> bool:
        """Whether there has been a conversation."""
        with self._database.read() as connection:
            return connection.execute(select(outcome.c.session).limit(1)).first() is not None

    def days(self, first: int, last: int, now: float | None = None) -> list[DayFigures]:
        """Return the figures of each day from `first` to `last`, both included, days without a conversation too."""
        ended = outcome.c.updated < (now or time.time()) - QUIET_S
        did = or_(outcome.c.clicked, outcome.c.added, outcome.c.bought)
        went = and_(~did, ~outcome.c.handed_over, ~outcome.c.settled)
        columns = {
            "conversations": func.count(),
            "turns": func.sum(outcome.c.turns),
            "answers": func.sum(outcome.c.answers),
            "negative": func.sum(outcome.c.negative),
            "resolved": _count(and_(~outcome.c.handed_over, or_(outcome.c.settled, did))),
            "clicked": _count(outcome.c.clicked),
            "added": _count(outcome.c.added),
            "bought": _count(outcome.c.bought),
            "handed_over": _count(outcome.c.handed_over),
            "left": _count(and_(went, ended)),
            "open": _count(and_(went, ~ended)),
            "rated": func.count(outcome.c.rating),
            "rating_sum": func.coalesce(func.sum(outcome.c.rating), 0),
            "satisfied": _count(outcome.c.rating >= 4),
        }
        named = [column.label(name) for name, column in columns.items()]
        query = select(outcome.c.day, *named).where(outcome.c.day.between(first, last)).group_by(outcome.c.day)
        with self._database.read() as connection:
            found = {row.day: DayFigures(**row._mapping) for row in connection.execute(query)}
        return [found.get(day, DayFigures(day)) for day in range(first, last + 1)]

    def products_ms(self, first: int, last: int) -> tuple[float, float] | None:
        """Return the median and the 95th percentile of the time to first products in ms, None without any."""
        step = cast(func.floor(outcome.c.products_ms / _STEP_MS), Integer)
        query = select(step.label("step"), func.count().label("n")).where(
            outcome.c.day.between(first, last), outcome.c.products_ms.is_not(None)
        )
        with self._database.read() as connection:
            rows = connection.execute(query.group_by(step).order_by(step)).all()
        total = sum(row.n for row in rows)
        if not total:
            return None
        return _percentile(rows, total * 0.5), _percentile(rows, total * 0.95)

    def gaps(self, kind: str, first: int, last: int, most: int = 10) -> list[Gap]:
        """Return what was asked for most often and not found, with the newest turn of each."""
        within = (gap.c.kind == kind, gap.c.day.between(first, last))
        often = (
            select(gap.c.words, func.count().label("n"))
            .where(*within)
            .group_by(gap.c.words)
            .order_by(func.count().desc(), gap.c.words)
            .limit(most)
        )
        with self._database.read() as connection:
            return [self._gap(connection, within, row.words, row.n) for row in connection.execute(often).all()]

    def _gap(self, connection: Connection, within: Sequence[Any], words: str, count: int) -> Gap:
        newest = select(gap).where(*within, gap.c.words == words).order_by(gap.c.day.desc(), gap.c.session)
        row = connection.execute(newest.limit(1)).one()
        return Gap(words, count, row.text, row.session, row.turn)

    # ---- moods over time, and alerts ---------------------------------------------------------------------------------

    def hours(self, since: float, until: float) -> list[tuple[int, int]]:
        """Return (negative turns, turns) of each hour that had any, oldest first."""
        hour = cast(func.floor((mood.c.time - since) / 3600), Integer)
        query = select(_count(mood.c.label == "negative").label("bad"), func.count().label("n")).where(
            mood.c.time >= since, mood.c.time < until
        )
        with self._database.read() as connection:
            return [(int(r.bad), int(r.n)) for r in connection.execute(query.group_by(hour).order_by(hour))]

    def negative_turns(self, since: float, most: int = 400) -> list[tuple[str, str, int]]:
        """Return (text, session, number) of the newest negative turns since a time."""
        on = (turn.c.session == mood.c.session) & (turn.c.number == mood.c.turn)
        query = (
            select(turn.c.text, turn.c.session, turn.c.number)
            .join(mood, on)
            .where(mood.c.label == "negative", mood.c.time >= since)
        )
        with self._database.read() as connection:
            newest = connection.execute(query.order_by(mood.c.time.desc()).limit(most))
            return [(row.text, row.session, row.number) for row in newest]

    def raise_alert(self, found: Alert) -> int:
        """Keep an alert and return its id."""
        values = {
            name: getattr(found, name) for name in ("made", "since", "negative", "total", "usual", "upper", "topics")
        }
        with self._database.write() as connection:
            made = connection.execute(insert(alert).values({**values, "topics": list(found.topics)}))
            announce(
                connection, "sentiment.alert", "", **{k: values[k] for k in ("since", "negative", "total", "upper")}
            )
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    def alerts(self, since: float = 0.0, unseen: bool = False) -> list[Alert]:
        """Return the alerts made since a time, newest first; only those that nobody has seen, if `unseen`."""
        query = select(alert).where(alert.c.made >= since).order_by(alert.c.made.desc()).limit(50)
        if unseen:
            query = query.where(alert.c.seen.is_(None))
        with self._database.read() as connection:
            return [Alert(**row) for row in connection.execute(query).mappings()]

    def see_alert(self, id: int, name: str) -> None:
        """Note who has seen an alert; the first one stays."""
        with self._database.write() as connection:
            unseen = update(alert).where(alert.c.id == id, alert.c.seen.is_(None))
            connection.execute(unseen.values(seen=time.time(), seen_by=name))

    def _keep_mood(self, connection: Connection, told: TurnOutcome) -> bool:
        same = select(mood.c.turn).where(mood.c.session == told.session, mood.c.turn == told.turn)
        if connection.execute(same).first():
            return False
        values = {
            "session": told.session,
            "turn": told.turn,
            "time": told.time,
            "language": told.language,
            "label": told.mood,
            "angry": told.angry,
            "score": told.score,
        }
        connection.execute(insert(mood).values(values))
        digests.note_mood(connection, told.session, told.turn, "angry" if told.angry else told.mood, told.time)
        return True

    def _open(self, connection: Connection, told: TurnOutcome) -> None:
        row = {
            "session": told.session,
            "shopper": told.shopper,
            "day": int(told.time // DAY_S),
            "started": told.time,
            "updated": told.time,
            "language": told.language,
        }
        self._database.add_new(connection, outcome, [row])


def _added(told: TurnOutcome) -> dict[str, Any]:
    """Return the columns that a turn changes."""
    values: dict[str, Any] = {
        "updated": told.time,
        "language": told.language,
        "turns": outcome.c.turns + 1,
        "answers": outcome.c.answers + int(told.answered),
        "negative": outcome.c.negative + int(told.mood == "negative"),
        "settled": told.answered,
        "handed_over": True if told.handed_over else outcome.c.handed_over,
        "added": True if told.added else outcome.c.added,
    }
    if told.shopper:
        values["shopper"] = told.shopper
    if told.products_ms is not None:
        values["products_ms"] = func.coalesce(outcome.c.products_ms, round(told.products_ms))
    return values


def _gap_row(told: TurnOutcome) -> dict[str, Any]:
    return {
        "session": told.session,
        "turn": told.turn,
        "day": int(told.time // DAY_S),
        "kind": told.gap,
        "words": told.words[:200],
        "text": told.text[:500],
    }


def _count(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _percentile(rows: Sequence[Any], rank: float) -> float:
    """Return the upper edge of the step in which the value of this rank lies."""
    passed = 0
    for row in rows:
        passed += row.n
        if passed >= rank:
            return float((row.step + 1) * _STEP_MS)
    raise AssertionError("a rank beyond all rows")
