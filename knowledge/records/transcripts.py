"""Conversations as staff look for them: by words, by what happened, newest first, a page at a time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, column, func, select, table, text

from knowledge.records.database import Database
from knowledge.records.digests import INTENTS, MOODS, UNSURE, catch_up, missing
from knowledge.records.schema import digest, digest_product, review, session, turn
from knowledge.records.spelling import is_chinese, runs, tokens

Flag: TypeAlias = Literal["handed_over", "dropped", "unanswered", "unsure"]
FLAGS: tuple[Flag, ...] = ("handed_over", "dropped", "unanswered", "unsure")
RATINGS = ("up", "down", "none")
PAGE = 50
_words = table("conversation_text", column("rowid"), column("body"))
_QUERY = re.compile(r'"([^"]*)"?|(\S+)')
_CONDITIONS: Mapping[str, ColumnElement[bool]] = {
    "handed_over": digest.c.handed_over,
    "dropped": digest.c.dropped > 0,
    "unanswered": digest.c.unanswered > 0,
    "unsure": digest.c.confidence < UNSURE,
    "up": digest.c.thumbs_up > 0,
    "down": digest.c.thumbs_down > 0,
    "none": (digest.c.thumbs_up == 0) & (digest.c.thumbs_down == 0),
    "positive": digest.c.sentiment == MOODS["positive"],
    "neutral": digest.c.sentiment == MOODS["neutral"],
    "negative": digest.c.sentiment <= MOODS["negative"],
    "angry": digest.c.sentiment == MOODS["angry"],
    "anybody": digest.c.reviews > 0,
    "nobody": digest.c.reviews == 0,
}


@dataclass(frozen=True)
class Wanted:
    """What to look for; every part given must hold. Times are seconds since 1970, `until` is not included.

    One of `products` must have been shown. `reviewed` is "anybody", "nobody" or a reviewer's id as text.
    """

    text: str = ""
    since: float | None = None
    until: float | None = None
    language: str = ""
    intent: str = ""
    products: tuple[str, ...] = ()
    mood: str = ""
    rating: str = ""
    reviewed: str = ""
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class Listed:
    """A conversation in a list; `number` orders them by when they began, `opening` is its first message."""

    number: int
    session: str
    started: float
    updated: float
    language: str
    turns: int
    intents: tuple[str, ...]
    confidence: float | None
    mood: str
    dropped: int
    unanswered: int
    thumbs_up: int
    thumbs_down: int
    handed_over: bool
    reviews: int
    held_by: str
    shopper: str
    opening: str


@dataclass(frozen=True)
class Page:
    """A page of a list, newest first; `older` and `newer` are where the next pages go on from, 0 for none."""

    rows: tuple[Listed, ...]
    older: int = 0
    newer: int = 0


class Transcripts:
    """Every conversation, findable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, wanted: Wanted, before: int = 0, after: int = 0, limit: int = PAGE) -> Page:
        """Return the newest conversations that fit: those older than `before`, or the next newer than `after`."""
        query = self._fitting(wanted)
        if query is None:
            return Page(())
        key = self._key(wanted)
        query = query.where(key < before) if before else query.where(key > after) if after else query
        with self._database.read() as connection:
            query = self._within(connection, wanted, query.add_columns(digest))
            order = key.asc() if after else key.desc()
            rows = list(connection.execute(query.order_by(order).limit(limit + 1)).all())
            more, rows = len(rows) > limit, rows[:limit]
            rows = rows[::-1] if after else rows
            listed = self._listed(connection, rows)
        older = rows[-1].number if rows and (after or more) else 0
        newer = rows[0].number if rows and (before or (after and more)) else 0
        return Page(listed, older, newer)

    def count(self, wanted: Wanted, most: int = 1000) -> int:
        """Return how many conversations fit, counted up to `most`."""
        query = self._fitting(wanted)
        if query is None:
            return 0
        with self._database.read() as connection:
            inner = self._within(connection, wanted, query.add_columns(digest.c.number)).limit(most)
            return connection.execute(select(func.count()).select_from(inner.subquery())).scalar_one()

    def said(self, sessions: Sequence[str], asked: str) -> dict[str, str]:
        """Return for each conversation the first message or reply that has words of a search; none that has none."""
        words = runs(asked)
        texts = select(turn.c.session, turn.c.text, turn.c.reply["text"].as_string().label("answer"))
        found: dict[str, tuple[int, str]] = {}
        with self._database.read() as connection:
            for row in connection.execute(texts.where(turn.c.session.in_(sessions)).order_by(turn.c.id)):
                for part in (row.text, row.answer or ""):
                    there = sum(word in part.lower() for word in words)
                    if there > found.get(row.session, (0, ""))[0]:
                        found[row.session] = (there, part)
        return {session_id: part for session_id, (_, part) in found.items()}

    def get(self, session_id: str) -> Listed | None:
        """Return one conversation, None where there is none."""
        with self._database.read() as connection:
            rows = connection.execute(select(digest).where(digest.c.session == session_id)).all()
            return next(iter(self._listed(connection, rows)), None)

    def beside(self, number: int, wanted: Wanted) -> tuple[str, str]:
        """Return the sessions next newer and next older than a conversation in a list, "" where there is none."""
        newer, older = self.page(wanted, after=number, limit=1).rows, self.page(wanted, before=number, limit=1).rows
        return newer[-1].session if newer else "", older[0].session if older else ""

    def catch_up(self) -> int:
        """Make conversations findable that were kept before they could be; return how many."""
        done = 0
        while self._behind():
            with self._database.write() as connection:
                done += catch_up(connection)
        return done

    def _behind(self) -> bool:
        with self._database.read() as connection:
            return bool(missing(connection, 1))

    def _key(self, wanted: Wanted) -> ColumnElement[int]:
        return _words.c.rowid if wanted.text.strip() else digest.c.number

    def _fitting(self, wanted: Wanted) -> Select[Any] | None:
        """Return the query of what fits, without columns; None where nothing can."""
        query = select()
        if wanted.text.strip():
            asked = _asked(wanted.text, self._database.dialect)
            if not asked:
                return None
            match = "conversation_text MATCH :asked" if self._sqlite else "words @@ to_tsquery('simple', :asked)"
            query = query.select_from(_words).where(text(match).bindparams(asked=asked))
            query = query.where(digest.c.number == _words.c.rowid)
        names = [*wanted.flags, wanted.rating, wanted.mood]
        query = query.where(*(_CONDITIONS[name] for name in names if name))
        if wanted.language:
            query = query.where(digest.c.language == wanted.language)
        if wanted.intent:
            bit = 1 << INTENTS.index(wanted.intent)
            query = query.where(digest.c.intents.op("&")(bit) != 0)
        if wanted.products:
            shown = select(digest_product.c.conversation).where(digest_product.c.product.in_(wanted.products))
            query = query.where(digest.c.number.in_(shown))
        if wanted.reviewed in _CONDITIONS:
            query = query.where(_CONDITIONS[wanted.reviewed])
        elif wanted.reviewed:
            read = select(review.c.session).where(review.c.reviewer == int(wanted.reviewed))
            query = query.where(digest.c.session.in_(read))
        return query

    @property
    def _sqlite(self) -> bool:
        return self._database.dialect == "sqlite"

    def _within(self, connection: Any, wanted: Wanted, query: Select[Any]) -> Select[Any]:
        """Return the query within its times, and told which numbers those can have, so that it need not walk there."""
        conditions = []
        if wanted.since is not None:
            conditions.append(digest.c.started >= wanted.since)
        if wanted.until is not None:
            conditions.append(digest.c.started < wanted.until)
        if not conditions:
            return query
        first, last = connection.execute(
            select(func.min(digest.c.number), func.max(digest.c.number)).where(*conditions)
        ).one()
        key = self._key(wanted)
        return query.where(*conditions, key >= (first or 0), key <= (last or 0))

    def _listed(self, connection: Any, rows: Sequence[Row[Any]]) -> tuple[Listed, ...]:
        ids = [row.session for row in rows]
        first = select(turn.c.session, turn.c.text).where(turn.c.session.in_(ids), turn.c.number == 1)
        opening = {row.session: row.text for row in connection.execute(first)}
        held = select(session.c.id, session.c.held_by, session.c.shopper).where(session.c.id.in_(ids))
        of = {row.id: row for row in connection.execute(held)}
        return tuple(_listed(row, of[row.session], opening.get(row.session, "")) for row in rows)


def _listed(row: Row[Any], of: Row[Any], opening: str) -> Listed:
    names = {score: name for name, score in MOODS.items()}
    values = {**row._mapping, "mood": "" if row.sentiment is None else names[int(row.sentiment)]}
    values["intents"] = tuple(name for bit, name in enumerate(INTENTS) if row.intents >> bit & 1)
    del values["sentiment"]
    return Listed(**values, held_by=of.held_by, shopper=of.shopper, opening=opening)


def _asked(said: str, dialect: str) -> str:
    """Return a search as the database's own query, "" for one without words.

    All words must be there, each as the beginning of one; quoted words as they stand, one after another.
    FTS5: https://www.sqlite.org/fts5.html#full_text_query_syntax; PostgreSQL: to_tsquery.
    """
    parts = [_phrase(quoted or word, bool(quoted), dialect) for quoted, word in _QUERY.findall(said)]
    return (" AND " if dialect == "sqlite" else " & ").join(part for part in parts if part)


def _phrase(said: str, whole: bool, dialect: str) -> str:
    """Return one word or quoted phrase: its tokens one after another, the last as a beginning unless `whole`."""
    found = runs(said)
    if not found:
        return ""
    *first, last = found
    pair = is_chinese(last) and len(last) > 1  # a run's last character is a token of its own only where the run ends
    spelt = [token for run in first for token in tokens(run)] + (tokens(last)[:-1] if pair else [last])
    begins = len(last) == 1 if is_chinese(last) else not whole
    if dialect == "sqlite":
        return '"' + " ".join(spelt) + '"' + ("*" if begins else "")
    return "(" + " <-> ".join(f"'{token}'" for token in spelt) + (":*" if begins else "") + ")"
