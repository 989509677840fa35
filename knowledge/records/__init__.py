"""The shop's database: the one door to SQLAlchemy and Alembic."""

from dataclasses import dataclass
from pathlib import Path

from knowledge.records.access import Access
from knowledge.records.conversations import Conversations
from knowledge.records.corrections import Corrections
from knowledge.records.database import Database
from knowledge.records.live import LiveChats
from knowledge.records.outcomes import Outcomes
from knowledge.records.products import PassageTable, ProductTable
from knowledge.records.saved_answers import SavedAnswers
from knowledge.records.shoppers import Shoppers
from knowledge.records.staff import Staff

__all__ = ["Records", "open_records"]


@dataclass(frozen=True)
class Records:
    """Everything the shop keeps, by noun."""

    database: Database
    products: ProductTable
    passages: PassageTable
    conversations: Conversations
    shoppers: Shoppers
    live: LiveChats
    saved_answers: SavedAnswers
    outcomes: Outcomes
    staff: Staff
    corrections: Corrections
    access: Access

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def open_records(folder: Path, url: str = "") -> Records:
    """Open the database at `url`, or SQLite in `folder`, brought to the newest schema."""
    database = Database(url or f"sqlite:///{folder / 'shopguide.db'}")
    return Records(
        database,
        ProductTable(database),
        PassageTable(database),
        Conversations(database),
        Shoppers(database),
        live=LiveChats(database),
        saved_answers=SavedAnswers(database),
        outcomes=Outcomes(database),
        staff=Staff(database),
        corrections=Corrections(database),
        access=Access(database),
    )
