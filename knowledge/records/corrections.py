"""Corrections that staff made, every version of them, and how the regression cases among them fared."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from sqlalchemy import Connection, Insert, Row, delete, func, insert, select, update

from knowledge.product import Passage
from knowledge.records.database import Database
from knowledge.records.schema import correction, correction_version, session, trial, trial_run

Kind: TypeAlias = Literal["intent", "spans", "reply", "order", "faq"]
KINDS: tuple[Kind, ...] = ("intent", "spans", "reply", "order", "faq")
BECOMES = ("regression", "training", "faq")
USUAL: Mapping[Kind, tuple[str, ...]] = {
    "intent": ("regression", "training"),
    "spans": ("regression", "training"),
    "reply": ("regression", "training"),
    "order": ("regression", "training"),
    "faq": ("regression", "training", "faq"),
}
ANSWERS = "staff"  # the feed under which staff's own answers are kept


@dataclass(frozen=True)
class Correction:
    """What staff say is right for a turn. `before` is the dialogue state that the turn began with.

    `right` by kind: intent {"intent"}; spans {"spans": [{"label", "start", "end", "text"}]}; reply {"text"}; order
    {"ids": best first, "not": ids that do not belong, "query"}; faq {"question", "answer", "language", "topic"}.
    `wrong` says the same of what the assistant did. `becomes` is empty for a correction that was taken back.
    """

    session: str
    turn: int
    kind: Kind
    text: str
    language: str
    right: Mapping[str, Any]
    wrong: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] | None = None
    becomes: tuple[str, ...] = ()
    author: str = ""
    version: int = 0
    time: float = 0.0
    id: int = 0


@dataclass(frozen=True)
class Version:
    """A correction as it was at one time."""

    version: int
    author: str
    time: float
    right: Mapping[str, Any]
    becomes: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """One regression case in one run: whether it passed, and what the assistant did."""

    run: int
    correction: int
    passed: bool
    got: Mapping[str, Any]
    time: float = 0.0
    after: str = ""


class ChangedMeanwhile(Exception):
    """Somebody else corrected the same turn since it was read: `theirs` is what they said."""

    def __init__(self, theirs: Correction) -> None:
        super().__init__(f"{theirs.author} changed this correction meanwhile: look at both, and save again.")
        self.theirs = theirs


class Corrections:
    """What staff corrected, by turn and kind."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, made: Correction) -> Correction:
        """Keep a correction and return it with its id and new version; every earlier version stays readable.

        `made.version` is the version that its author had before them, 0 for none. Raises ChangedMeanwhile where there
        is a newer one.
        """
        now = time.time()
        row = {"author": made.author, "time": now, "right": dict(made.right), "becomes": list(made.becomes)}
        with self._database.write() as connection:
            held = _of(connection, made.session, made.turn, made.kind)
            if (held.version if held else 0) != made.version:
                if held is None:
                    raise LookupError("This correction was erased meanwhile, with the conversation it was made in.")
                raise ChangedMeanwhile(held)
            row["version"] = made.version + 1
            if held is None:
                new = {n: getattr(made, n) for n in ("session", "turn", "kind", "language", "text", "before", "wrong")}
                id = _number(connection, insert(correction).values(**new, **row))
            else:
                id = held.id
                connection.execute(update(correction).where(correction.c.id == id).values(row))
            connection.execute(insert(correction_version).values(correction=id, **row))
            kept = _of(connection, made.session, made.turn, made.kind)
        assert kept is not None
        return kept

    def get(self, id: int) -> Correction | None:
        """Return a correction, None where there is none."""
        with self._database.read() as connection:
            row = connection.execute(select(correction).where(correction.c.id == id)).one_or_none()
        return None if row is None else _read(row)

    def of_session(self, session_id: str) -> dict[int, dict[str, Correction]]:
        """Return a conversation's corrections by turn and kind."""
        with self._database.read() as connection:
            rows = connection.execute(select(correction).where(correction.c.session == session_id)).all()
        found: dict[int, dict[str, Correction]] = {}
        for row in rows:
            found.setdefault(row.turn, {})[row.kind] = _read(row)
        return found

    def all(self, becomes: str = "", kinds: Sequence[str] = KINDS, newest: int = 100_000) -> list[Correction]:
        """Return the corrections of these kinds, oldest first; with `becomes` those alone that became such a thing."""
        query = select(correction).where(correction.c.kind.in_(kinds)).order_by(correction.c.id.desc()).limit(newest)
        with self._database.read() as connection:
            found = [_read(row) for row in connection.execute(query)]
        return [c for c in reversed(found) if not becomes or becomes in c.becomes]

    def history(self, id: int) -> list[Version]:
        """Return every version of a correction, oldest first."""
        query = select(correction_version).where(correction_version.c.correction == id)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(correction_version.c.version)).all()
        return [Version(r.version, r.author, r.time, r.right, tuple(r.becomes)) for r in rows]

    def keep_run(self, after: str, trials: Mapping[int, tuple[bool, Mapping[str, Any]]]) -> int:
        """Keep how the regression cases fared, by correction; return the run's number."""
        passed = sum(ok for ok, _ in trials.values())
        with self._database.write() as connection:
            made = insert(trial_run).values(time=time.time(), after=after, passed=passed, cases=len(trials))
            run = _number(connection, made)
            there = set(connection.execute(select(correction.c.id).where(correction.c.id.in_(trials))).scalars())
            rows = [{"run": run, "correction": c, "passed": ok, "got": dict(got)} for c, (ok, got) in trials.items()]
            if kept := [r for r in rows if r["correction"] in there]:
                connection.execute(insert(trial), kept)
        return run

    def runs(self, newest: int = 20) -> list[Mapping[str, Any]]:
        """Return the newest runs, newest first: id, time, after, passed, cases."""
        with self._database.read() as connection:
            query = select(trial_run).order_by(trial_run.c.id.desc()).limit(newest)
            return [dict(row) for row in connection.execute(query).mappings()]

    def trials(self, newest_runs: int = 20) -> dict[int, list[Trial]]:
        """Return by correction how its case fared in the newest runs, oldest first."""
        newest = select(trial_run.c.id).order_by(trial_run.c.id.desc()).limit(newest_runs)
        query = select(trial, trial_run.c.time, trial_run.c.after).join(trial_run, trial_run.c.id == trial.c.run)
        found: dict[int, list[Trial]] = {}
        with self._database.read() as connection:
            for row in connection.execute(query.where(trial.c.run.in_(newest)).order_by(trial.c.run)):
                one = Trial(row.run, row.correction, row.passed, row.got, row.time, row.after)
                found.setdefault(row.correction, []).append(one)
        return found

    def of_shopper(self, shopper: str) -> list[int]:
        """Return the ids of the corrections made on a shopper's turns."""
        own = select(session.c.id).where(session.c.shopper == shopper)
        with self._database.read() as connection:
            return list(connection.execute(select(correction.c.id).where(correction.c.session.in_(own))).scalars())

    def remove(self, ids: Sequence[int]) -> int:
        """Delete corrections with their versions and trials; return how many there were."""
        with self._database.write() as connection:
            for table, column in ((trial, trial.c.correction), (correction_version, correction_version.c.correction)):
                connection.execute(delete(table).where(column.in_(ids)))
            return connection.execute(delete(correction).where(correction.c.id.in_(ids))).rowcount

    def count(self) -> int:
        """Return how many turns' corrections there are."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(correction)).scalar_one()


def passage_of(made: Correction) -> Passage:
    """Return the FAQ entry that a correction of kind faq became."""
    right = made.right
    return Passage(
        id=passage_id(made.id),
        question=str(right["question"]),
        answer=str(right["answer"]),
        language=str(right.get("language") or made.language),
        topic=str(right.get("topic", "")),
    )


def passage_id(correction_id: int) -> str:
    """Return the id of the FAQ entry that a correction becomes."""
    return f"{ANSWERS}/correction-{correction_id}"


def _of(connection: Connection, session_id: str, number: int, kind: str) -> Correction | None:
    where = (correction.c.session == session_id, correction.c.turn == number, correction.c.kind == kind)
    row = connection.execute(select(correction).where(*where)).one_or_none()
    return None if row is None else _read(row)


def _number(connection: Connection, made: Insert) -> int:
    key = connection.execute(made).inserted_primary_key
    assert key is not None
    return int(key[0])


def _read(row: Row[Any]) -> Correction:
    values = dict(row._mapping)
    return Correction(**{**values, "becomes": tuple(values["becomes"])})
