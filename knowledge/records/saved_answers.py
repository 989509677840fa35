"""Answers that staff keep to hand, with places such as {name} that are filled when one is used."""

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from knowledge.records.database import Database
from knowledge.records.schema import saved_answer


@dataclass(frozen=True)
class SavedAnswer:
    """One answer: `text` may hold {name}, {shop}, {staff}, {order} and {product}."""

    id: int
    title: str
    text: str
    language: str
    by: str = ""
    updated: float = 0.0


class SavedAnswers:
    """The answers that staff keep."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, words: str = "", language: str = "") -> list[SavedAnswer]:
        """Return the answers that hold every one of `words`, by title; all of them for none."""
        query = select(saved_answer).order_by(saved_answer.c.title).limit(200)
        if language:
            query = query.where(saved_answer.c.language == language)
        for word in words.split():
            like = f"%{word.replace('%', '').replace('_', '')}%"
            query = query.where(or_(saved_answer.c.title.ilike(like), saved_answer.c.text.ilike(like)))
        with self._database.read() as connection:
            return [SavedAnswer(**row) for row in connection.execute(query).mappings()]

    def keep(self, title: str, text: str, language: str, by: str, id: int = 0) -> int:
        """Keep an answer, in place of the one with this id if there is one, and return its id."""
        values: dict[str, Any] = {
            "title": title,
            "text": text,
            "language": language,
            "by": by,
            "updated": time.time(),
        }
        with self._database.write() as connection:
            changed = update(saved_answer).where(saved_answer.c.id == id).values(values)
            if id and connection.execute(changed).rowcount:
                return id
            made = connection.execute(insert(saved_answer).values(values)).inserted_primary_key
        assert made is not None
        return int(made[0])

    def remove(self, id: int) -> None:
        """Remove an answer; one that is not there is no error."""
        with self._database.write() as connection:
            connection.execute(delete(saved_answer).where(saved_answer.c.id == id))
