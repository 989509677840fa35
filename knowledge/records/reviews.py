"""What reviewers think of replies: turns that deserve a look, marks on a rubric, and how far readers agree."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from knowledge.records.database import Database
from knowledge.records.digests import REASONS, pick_turn
from knowledge.records.outbox import announce
from knowledge.records.schema import digest, pick, review, staff_user, turn

RUBRIC: Mapping[str, str] = {
    "right_products": "Right products",
    "true": "True",
    "helpful": "Helpful",
    "polite": "Polite",
    "language": "Language",
}
MARKS = ("yes", "no", "na")
LONGEST_NOTE = 4000
WAITS_S = 30 * 86_400.0  # a turn older than this no longer waits to be read


@dataclass(frozen=True)
class Pick:
    """A turn that deserves a look: why, when it was, what was said, and how many have read it of how many wanted."""

    session: str
    turn: int
    reasons: tuple[str, ...]
    time: float
    wanted: int
    readings: int
    said: str
    intent: str
    language: str


@dataclass(frozen=True)
class Review:
    """What one reviewer thinks of one reply: a mark for each line of the rubric."""

    session: str
    turn: int
    reviewer: str
    reviewer_id: int
    marks: Mapping[str, str]
    note: str
    version: int
    updated: float


@dataclass(frozen=True)
class Agreement:
    """How two readers agree on one line: Cohen's kappa over the turns both marked, None where it says nothing."""

    line: str
    read_twice: int
    agreed: int
    kappa: float | None


class ChangedMeanwhile(Exception):
    """Somebody saved a review of the same turn since this one was begun; `theirs` holds all of them."""

    def __init__(self, theirs: Sequence[Review]) -> None:
        self.theirs = tuple(theirs)
        super().__init__("This turn was reviewed by somebody else since you opened it.")


class Reviews:
    """The reviews of every turn, and the queue of those wanted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self, reviewer_id: int, reason: str = "", limit: int = 50) -> list[Pick]:
        """Return what this reviewer should read next, the weightiest first; never a turn that they have read."""
        first = select(pick).where(*_open(reviewer_id, reason)).order_by(pick.c.weight.desc(), pick.c.time.desc())
        one = first.limit(limit).subquery()
        query = select(one, turn.c.text, turn.c.intent, digest.c.language)
        query = query.join(turn, (turn.c.session == one.c.session) & (turn.c.number == one.c.turn))
        query = query.join(digest, digest.c.session == one.c.session)
        with self._database.read() as connection:
            return [_pick(row) for row in connection.execute(query.order_by(one.c.weight.desc(), one.c.time.desc()))]

    def waiting(self, reviewer_id: int) -> dict[str, int]:
        """Return how many turns wait for this reviewer, by reason, and under "" in all."""
        why = select(pick.c.reasons, func.count()).where(*_open(reviewer_id, "")).group_by(pick.c.reasons)
        counts = dict.fromkeys(["", *REASONS], 0)
        with self._database.read() as connection:
            for reasons, number in connection.execute(why):
                for name in ["", *reasons.split(",")]:
                    counts[name] += number
        return counts

    def why(self, session_id: str) -> dict[int, tuple[str, ...]]:
        """Return the turns of a conversation that deserve a look, and why."""
        query = select(pick.c.turn, pick.c.reasons).where(pick.c.session == session_id)
        with self._database.read() as connection:
            return {row.turn: tuple(row.reasons.split(",")) for row in connection.execute(query)}

    def of(self, session_id: str, number: int | None = None) -> list[Review]:
        """Return the reviews of a conversation, or of one turn, oldest first."""
        with self._database.read() as connection:
            return _reviews(connection, session_id, number)

    def save(
        self, session_id: str, number: int, reviewer_id: int, marks: Mapping[str, str], note: str, seen: int
    ) -> list[Review]:
        """Keep what a reviewer thinks and return all reviews of the turn.

        `seen` is `version_of` the turn's reviews when this one was begun. Raises ChangedMeanwhile where that has
        moved on, LookupError for no such turn, ValueError for a line or mark that the rubric does not have.
        """
        chosen = _checked(marks)
        note, now = note.strip()[:LONGEST_NOTE], time.time()
        with self._database.write() as connection:
            there = select(turn.c.id).where(turn.c.session == session_id, turn.c.number == number)
            if connection.execute(there).first() is None:
                raise LookupError(f"Conversation {session_id} has no turn {number}.")
            known = _reviews(connection, session_id, number)
            if version_of(known) != seen:
                raise ChangedMeanwhile(known)
            values: dict[str, Any] = {"marks": chosen, "note": note, "updated": now}
            own = (review.c.session == session_id, review.c.turn == number, review.c.reviewer == reviewer_id)
            again = update(review).where(*own).values(**values, version=review.c.version + 1)
            if not connection.execute(again).rowcount:
                key = {"session": session_id, "turn": number, "reviewer": reviewer_id, "created": now, "version": 1}
                connection.execute(insert(review).values(**values, **key))
                _count(connection, session_id, number, now)
            if faults := [line for line, mark in chosen.items() if mark == "no"]:
                announce(connection, "review.flagged", session_id, turn=number, lines=faults)
            return _reviews(connection, session_id, number)

    def agreement(self) -> list[Agreement]:
        """Return how far the first two readers of each turn agree, for each line of the rubric."""
        query = select(review.c.session, review.c.turn, review.c.marks).order_by(review.c.id)
        read: dict[tuple[str, int], list[Mapping[str, str]]] = {}
        with self._database.read() as connection:
            for row in connection.execute(query):
                read.setdefault((row.session, row.turn), []).append(row.marks)
        twice = [(first, second) for first, second, *_ in (marks for marks in read.values() if len(marks) > 1)]
        return [_agreement(line, [(a[line], b[line]) for a, b in twice if line in a and line in b]) for line in RUBRIC]

    def tally(self) -> dict[str, dict[str, int]]:
        """Return how often each line of the rubric was marked yes, no and na."""
        counts = {line: dict.fromkeys(MARKS, 0) for line in RUBRIC}
        with self._database.read() as connection:
            for marks in connection.execute(select(review.c.marks)).scalars():
                for line, mark in marks.items():
                    counts[line][mark] += 1
        return counts


def version_of(reviews: Sequence[Review]) -> int:
    """Return a number that grows with every change to a turn's reviews."""
    return sum(one.version for one in reviews)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two readers' marks (Cohen 1960), None where chance alone would agree always."""
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    firsts, seconds = [a for a, _ in pairs], [b for _, b in pairs]
    expected = sum(firsts.count(mark) * seconds.count(mark) for mark in MARKS) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _agreement(line: str, pairs: Sequence[tuple[str, str]]) -> Agreement:
    return Agreement(line, len(pairs), sum(a == b for a, b in pairs), kappa(pairs))


def _open(reviewer_id: int, reason: str) -> list[Any]:
    read = select(review.c.id).where(
        review.c.session == pick.c.session, review.c.turn == pick.c.turn, review.c.reviewer == reviewer_id
    )
    conditions = [pick.c.readings < pick.c.wanted, pick.c.time > time.time() - WAITS_S, ~read.exists()]
    if reason:
        conditions.append(("," + pick.c.reasons + ",").like(f"%,{reason},%"))
    return conditions


def _count(connection: Connection, session_id: str, number: int, now: float) -> None:
    """Count a new reading of a turn; one read though nobody asked for it is put among the picks, as read."""
    this = update(pick).where(pick.c.session == session_id, pick.c.turn == number)
    if not connection.execute(this.values(readings=pick.c.readings + 1)).rowcount:
        pick_turn(connection, session_id, number, ["chosen"], now)
        connection.execute(this.values(readings=1, wanted=1))
    one_more = update(digest).where(digest.c.session == session_id)
    connection.execute(one_more.values(reviews=digest.c.reviews + 1))


def _reviews(connection: Connection, session_id: str, number: int | None) -> list[Review]:
    query: Select[Any] = select(review, staff_user.c.name).join(staff_user).where(review.c.session == session_id)
    query = query if number is None else query.where(review.c.turn == number)
    return [_review(row) for row in connection.execute(query.order_by(review.c.id))]


def _review(row: Row[Any]) -> Review:
    return Review(row.session, row.turn, row.name, row.reviewer, row.marks, row.note, row.version, row.updated)


def _pick(row: Row[Any]) -> Pick:
    return Pick(
        row.session, row.turn, tuple(row.reasons.split(",")), row.time, row.wanted, row.readings, row.text, row.intent,
        row.language,
    )  # fmt: skip


def _checked(marks: Mapping[str, str]) -> dict[str, str]:
    chosen = {line: mark for line, mark in marks.items() if mark}
    for line, mark in chosen.items():
        if line not in RUBRIC or mark not in MARKS:
            raise ValueError(f"The rubric has no {line} = {mark}: use {', '.join(RUBRIC)} with {', '.join(MARKS)}.")
    if not chosen:
        raise ValueError("Mark at least one line before saving.")
    return chosen
