"""The shopper's side of ranking: whose behaviour may be used, and the order and reasons that come of it."""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from agents.visits import Visits
from knowledge.events import Event
from knowledge.product import Match, Product
from knowledge.ranking.preferences import Preferences
from knowledge.ranking.profile import DISLIKED, Dislike, Profile, dislikes_of, profile_of
from knowledge.ranking.ranker import Ranker, open_ranker
from knowledge.ranking.ranking import Context, Recommended, recommend, rerank
from knowledge.records import Records


class Personal:
    """Ranks for a shopper as far as they, and the shop, allow it; for everybody else as for a stranger."""

    def __init__(self, records: Records, folder: Path, allowed: bool = True, patient: bool = True) -> None:
        self._records, self._folder, self._allowed, self._patient = records, folder, allowed, patient
        self._ranker: Ranker | None = None
        self._visits = Visits()
        self._lock = threading.Lock()

    @property
    def ranker(self) -> Ranker:
        """The shop's ranker, opened when first used."""
        if self._ranker is None:
            self.open()
        assert self._ranker is not None
        return self._ranker

    def open(self) -> None:
        """Open the ranker, unless it is open: over a large catalogue that takes seconds."""
        with self._lock:
            if self._ranker is None:
                self._ranker = self._opened()

    def prefer(self, preferences: Preferences) -> None:
        """Rank by the orders that staff gave, from the next turn on; they are not written."""
        ranker = self.ranker
        with self._lock:
            self._ranker = replace(ranker, preferences=preferences)

    def restock(self) -> None:
        """Take a changed catalogue, or newly trained models, into account; the old ranker serves until then."""
        with self._lock:
            if self._ranker is not None:
                self._ranker = self._opened()

    def rerank(
        self,
        query: str,
        matches: Sequence[Match],
        shopper: str,
        session: str,
        n: int,
        disliked: Sequence[str] = (),
        without: tuple[str, ...] = (),
        objects: bool = False,
    ) -> list[Match]:
        """Return the `n` best matches in the order for this shopper, each with the reasons that moved it.

        `disliked` is what they said in this conversation, as "material:leather"; nothing reads the signals `without`.
        Of one who `objects` nothing counts but this visit.
        In a shop that must not wait, matches stay as they were found until the ranker is open.
        """
        if self._ranker is None and not self._patient:
            return list(matches[:n])
        context = Context(without=without, reasons=not without)
        profile, against = self.profile(shopper, session, objects), self.dislikes(shopper, disliked, objects)
        return rerank(query, matches, profile, self.ranker, n, context, against)

    def dislikes(self, shopper: str, said: Sequence[str] = (), objects: bool = False) -> list[Dislike]:
        """Return what a shopper does not like, as far as it may be used: kept with consent, or `said` just now."""
        if not self._allowed:
            return []
        if not shopper:
            return [Dislike(*key.split(":", 1)) for key in said]
        allowed = self._records.shoppers.permissions(shopper)
        if not allowed.personalised:
            return []
        kept = dislikes_of(self._records.shoppers.events(shopper)) if allowed.consent and not objects else []
        both = {(d.kind, d.value): d for d in [*(Dislike(*key.split(":", 1)) for key in said), *kept]}
        return [d for d in both.values() if f"not_{d.kind}:{d.value}" not in allowed.forgotten]

    def may_keep(self, shopper: str, objects: bool = False) -> bool:
        """Return whether the shopper, and their browser, allow what they do and say to be remembered."""
        return bool(shopper) and not objects and bool(self._records.shoppers.permissions(shopper).consent)

    def saw(self, events: Sequence[Event]) -> None:
        """Mind what was done in visits of which nothing may be kept, while they last; it is not written."""
        self._visits.saw(events)

    def forget_visits(self, shopper: str) -> None:
        """Let go of what a shopper did in visits of which nothing was kept."""
        self._visits.forget(shopper)

    def keep_dislikes(self, shopper: str, session: str, said: Sequence[str], objects: bool = False) -> None:
        """Keep what a shopper said that they do not like, where they allow it; saying it again brings it back."""
        if not said or not self.may_keep(shopper, objects):
            return
        allowed = self._records.shoppers.permissions(shopper)
        back = tuple(key for key in allowed.forgotten if key.removeprefix("not_") not in said)
        if back != allowed.forgotten:
            self._records.shoppers.allow(shopper, replace(allowed, forgotten=back))
        now = time.time()
        self._records.shoppers.add_events(
            Event(shopper, DISLIKED, time=now, session=session, query=key) for key in said
        )

    def recommend(self, shoppers: Sequence[str], k: int, objects: bool = False) -> list[list[Recommended]]:
        """Return the `k` best products for each shopper; what sells now for those whose behaviour may not be used."""
        used = [self._used(s) and not objects for s in shoppers]
        removed = [frozenset(self._records.shoppers.permissions(s).forgotten) for s in shoppers]
        events = [e for s, may in zip(shoppers, used, strict=True) if may for e in self._records.shoppers.events(s)]
        return recommend(shoppers, events, k, self.ranker, removed=removed)

    def profile(self, shopper: str, session: str = "", objects: bool = False) -> Profile | None:
        """Return what the shop may use of a shopper, None for one who is to be treated as a stranger.

        Of one who lets nothing be kept, or whose browser `objects`, that is what they did in this visit.
        """
        allowed = self._records.shoppers.permissions(shopper)
        if not (self._allowed and shopper and allowed.personalised):
            return None
        kept = self._records.shoppers.events(shopper) if self._used(shopper) and not objects else []
        events = [*kept, *self._visits.of(session, shopper)]
        forgotten = allowed.forgotten
        products = self._known(events)
        return (
            profile_of(
                events,
                products,
                time.time(),
                session=session,
                disliked=dislikes_of(events),
                removed=forgotten,
                bands=self.ranker.band,
            )
            if products
            else None
        )

    def together(self, product_id: str) -> Mapping[str, float]:
        """Return how often other products were bought by those who bought this one."""
        ranker = self.ranker
        row = ranker.shelf.row.get(product_id)
        if row is None:
            return {}
        others = ranker.trade.together.getrow(row)
        return {ranker.shelf.ids[j]: float(n) for j, n in zip(others.indices, others.data, strict=True)}

    def _opened(self) -> Ranker:
        return open_ranker(self._folder, self._records.products.all(), self._records.shoppers.all_events())

    def _used(self, shopper: str) -> bool:
        if not self._allowed or not shopper:
            return False
        allowed = self._records.shoppers.permissions(shopper)
        return allowed.personalised and allowed.consent is not False

    def _known(self, events: Sequence[Event]) -> dict[str, Product]:
        return self._records.products.get(list({e.item_id for e in events if e.item_id}))
