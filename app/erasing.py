"""Erasing a shopper from every store of the shop, with the proof, and erasing what is older than the shop keeps."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from knowledge.records import Records
from knowledge.records.privacy import erase as erase_records
from knowledge.records.privacy import expire, held_on

if TYPE_CHECKING:
    from app.build import OpenShop

DAY_S = 86400.0
_log = logging.getLogger(__name__)


def erase(shop: "OpenShop", shopper: str) -> dict[str, int]:
    """Erase a shopper: what was learnt of them first, then every record, then the freed bytes.

    Returns how much each store lost, and as `found_after` what a second look finds: 0.
    """
    # Here, since they bring in torch and the like, which a starting server need not wait for.
    from app.learning import forget
    from knowledge.ranking.ranker import forget_shopper

    records = shop.records
    corrections = [c for id in records.corrections.of_shopper(shopper) if (c := records.corrections.get(id))]
    forget(shop, corrections)
    gone = erase_records(records.database, shopper)
    forget_shopper(shop.home.folder / "weights" / "ranking", shopper, records.products.all())
    shop.personal.forget_visits(shopper)
    shop.personal.restock()
    left = sum(len(rows) for rows in held_on(records.database, shopper).values())
    return {**gone, "lessons": len(corrections), "found_after": left}


def expire_older(records: Records, days: float) -> dict[str, int]:
    """Erase what is older than `days`, all of it where 0; nothing where the shop keeps things for ever (below 0)."""
    return expire(records.database, time.time() - days * DAY_S) if days >= 0 else {}


class Daily:
    """What is done at the start, and every day after that, on a thread of its own until stopped."""

    def __init__(self, *acts: Callable[[], object], every_s: float = DAY_S) -> None:
        self._acts, self._every_s, self._stopped = acts, every_s, threading.Event()
        self._thread = threading.Thread(target=self._run, name="daily", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop, after what is under way."""
        self._stopped.set()
        self._thread.join(10)

    def _run(self) -> None:
        while not self._stopped.is_set():
            for act in self._acts:
                try:
                    act()
                except Exception:  # a database that is away or read without a pause: tomorrow is another day
                    _log.exception("What is done every day could not be done")
            self._stopped.wait(self._every_s)
