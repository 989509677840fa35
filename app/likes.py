"""What the shop thinks a shopper likes, in words, and what the shopper allows: shown and changed on the page."""

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import prompts
from agents.replies.spoken import label, labels
from agents.turn import Language
from knowledge.records import Records

if TYPE_CHECKING:
    from knowledge.ranking.profile import Line

LINES = 12  # of the strongest; a longer list is not read


@dataclass(frozen=True)
class LikedLine:
    """One thing that the shop thinks a shopper likes, in their language; `key` takes it out."""

    key: str
    label: str


@dataclass(frozen=True)
class ShownProfile:
    """`consent` None: not asked yet; `lines` are empty without consent.

    `offered` False: the shop orders products for nobody. `objected`: the browser sends Global Privacy Control.
    """

    consent: bool | None
    personalised: bool
    lines: tuple[LikedLine, ...]
    offered: bool = True
    objected: bool = False


@dataclass(frozen=True)
class ShopperLikes:
    """The profiles that shoppers read and change, from the records; `offered` False where the shop uses none."""

    records: Records
    offered: bool = True

    def profile(self, shopper: str, language: Language, objected: bool = False) -> ShownProfile:
        """Return what the shop thinks the shopper likes, strongest first; `objected`: their browser asks for privacy.

        What was kept with consent before the browser objected is still shown, so that it can be taken out.
        """
        allowed = self.records.shoppers.permissions(shopper)
        lines = self._lines(shopper, allowed.forgotten, language) if allowed.consent else ()
        return ShownProfile(allowed.consent, allowed.personalised, lines, self.offered, objected)

    def set_consent(self, shopper: str, on: bool) -> None:
        """Keep whether the shop may remember what the shopper does."""
        self.records.shoppers.allow(shopper, replace(self.records.shoppers.permissions(shopper), consent=on))

    def set_personalisation(self, shopper: str, on: bool) -> None:
        """Keep whether products are ordered for this shopper."""
        self.records.shoppers.allow(shopper, replace(self.records.shoppers.permissions(shopper), personalised=on))

    def forget_line(self, shopper: str, key: str) -> None:
        """Take one line out of the profile for good."""
        allowed = self.records.shoppers.permissions(shopper)
        forgotten = tuple(dict.fromkeys((*allowed.forgotten, key)))
        self.records.shoppers.allow(shopper, replace(allowed, forgotten=forgotten))

    def _lines(self, shopper: str, forgotten: tuple[str, ...], language: Language) -> tuple[LikedLine, ...]:
        # Here, since it brings in scikit-learn, which a starting server need not wait for.
        from knowledge.ranking.profile import dislikes_of, profile_of

        events = self.records.shoppers.events(shopper)
        products = self.records.products.get(list({e.item_id for e in events if e.item_id}))
        told = profile_of(events, products, time.time(), disliked=dislikes_of(events), removed=forgotten).lines()
        return tuple(LikedLine(x.key, _worded(x, language)) for x in told[:LINES])


def _worded(line: "Line", language: Language) -> str:
    """Return a line in words; what an attribute is called, and its value, in the shopper's language."""
    values = dict(line.values)
    if line.wording == "likes_attribute":
        name, _, said = values["value"].partition("=")
        values["value"] = (
            f"{label(name, language)}={labels(language).get(said.lower(), said) if said != 'yes' else said}"
        )
    return prompts.render(f"reason/{line.wording}", language, **values)
