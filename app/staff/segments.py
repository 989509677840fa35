"""Who shops here: shoppers who let the shop remember what they do, grouped by what they like."""

import threading

from fastapi import APIRouter, Response

from app.staff.access import Kept, User, console_router
from app.staff.drawing import draw
from knowledge.ranking.segments import FEWEST, Portrait, portraits
from knowledge.records import Records

_KINDS = {"brand": "brand", "category": "department", "type": "kind"}


class _Portraits:
    """The segments as last worked out, until more was done in the shop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of, self._told = -1, list[Portrait]()

    def of(self, kept: Records) -> list[Portrait]:
        with self._lock:
            if (many := kept.shoppers.count_events()) != self._of:
                self._told = portraits(kept.shoppers.all_events(), {p.id: p for p in kept.products.all()})
                self._of = many
            return self._told


def router() -> APIRouter:
    """Return the page."""
    router, known = console_router(), _Portraits()

    @router.get("/segments")
    def who_shops_here(user: User, kept: Kept) -> Response:
        told = known.of(kept)
        total = sum(p.shoppers for p in told)
        return draw("segments", user, here="dashboard", segments=told, total=total, kinds=_KINDS, fewest=FEWEST)

    return router
