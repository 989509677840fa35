"""How many negative turns are usual, and from where on they are not: a control chart of shares.

A p chart takes each hour's share of negative turns as binomial, and calls almost every hour unusual as soon as there
are many turns, because shops' days differ by more than chance. Laney's p' chart (Laney 2002, Quality Engineering 14:4)
widens the limits by how much the hours really vary, measured by their moving range. The hours of the preceding weeks
are taken together: one hour of the week has four of them in four weeks, too few to measure a spread by.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

SIGMAS = 3.0
_RANGE = 1.128  # the mean moving range of two normal values, in standard deviations (d2 for n = 2)
_PRIOR = (4.0, 40.0)  # negative turns and turns of a shop that nothing is known of


@dataclass(frozen=True)
class Usual:
    """The usual share of negative turns, and how much wider than binomial it spreads (at least 1)."""

    share: float
    spread: float

    def sigma(self, turns: int) -> float:
        """Return the standard deviation of the share of `turns` turns."""
        return self.spread * sqrt(self.share * (1 - self.share) / turns)

    def upper(self, turns: int) -> float:
        """Return the share above which `turns` turns are unusual."""
        return min(1.0, self.share + SIGMAS * self.sigma(turns))

    def lower(self, turns: int) -> float:
        """Return the share below which they are."""
        return max(0.0, self.share - SIGMAS * self.sigma(turns))


def usual(windows: Sequence[tuple[int, int]]) -> Usual:
    """Return what is usual by (negative turns, turns) of equal windows, oldest first; empty ones do not count."""
    seen = [(bad, n) for bad, n in windows if n > 0]
    share = (sum(bad for bad, _ in seen) + _PRIOR[0]) / (sum(n for _, n in seen) + _PRIOR[1])
    scores = [(bad / n - share) / sqrt(share * (1 - share) / n) for bad, n in seen]
    ranges = [abs(b - a) for a, b in pairwise(scores)]
    return Usual(share, max(1.0, sum(ranges) / len(ranges) / _RANGE) if ranges else 1.0)
