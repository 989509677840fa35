"""The shop's database: the one door to SQLAlchemy and Alembic."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from knowledge.records.access import Access
from knowledge.records.conversations import Conversations
from knowledge.records.corrections import Corrections
from knowledge.records.database import Database
from knowledge.records.live import LiveChats
from knowledge.records.outbox import Outbox
from knowledge.records.outcomes import Outcomes
from knowledge.records.products import PassageTable, ProductTable
from knowledge.records.reviews import Reviews
from knowledge.records.saved_answers import SavedAnswers
from knowledge.records.shoppers import Shoppers
from knowledge.records.staff import Staff
from knowledge.records.transcripts import Transcripts
from knowledge.records.vault import Vault

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
    transcripts: Transcripts
    reviews: Reviews
    corrections: Corrections
    access: Access
    vault: Vault
    outbox: Outbox

    def together(self) -> AbstractContextManager[object]:
        """A block in which all that this thread writes is on disk together when it ends, or not at all."""
        return self.database.write()

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
        transcripts=Transcripts(database),
        reviews=Reviews(database),
        corrections=Corrections(database),
        access=Access(database),
        vault=Vault(database, folder),
        outbox=Outbox(database),
    )
