"""A home taken and its records opened: quick, so that a server can answer while the rest opens."""

from dataclasses import dataclass

from app.settings import Settings
from knowledge.home import Home
from knowledge.records import Records, open_records


@dataclass(frozen=True)
class Held:
    """The home that this process owns, and the records in it."""

    home: Home
    records: Records


def hold(settings: Settings) -> Held:
    """Take the home, bring its database to the newest schema, and mark what a crash cut off."""
    home = Home(settings.home)
    records = open_records(home.folder, settings.database_url)
    records.conversations.mark_interrupted()
    return Held(home, records)
