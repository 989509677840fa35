"""How much one address, one session and the whole shop may ask, by a sliding window; more is refused, with the wait."""

import ipaddress
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from app.problems import Problem


@dataclass(frozen=True)
class Allowance:
    """Limits such as "600/minute", for one address, one session and all together; "" for none."""

    address: str = ""
    session: str = ""
    shop: str = ""


class TooMany(Problem):
    """Somebody asks too much. `who` is address, session or shop."""

    def __init__(self, who: str, retry_after_s: int) -> None:
        whose = {"address": "your address", "session": "this session", "shop": "the whole shop"}[who]
        detail = f"Too many requests from {whose}: try again in {retry_after_s} s."
        super().__init__(429, "Too many requests", detail, "rate-limit", {"Retry-After": str(retry_after_s)})
        self.who = who


class Limits:
    """Counts what was asked, by kind ("request", "turn"), in this process's memory."""

    def __init__(self, allowances: Mapping[str, Allowance]) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._items = {
            (kind, who): parse(said)
            for kind, allowed in allowances.items()
            for who, said in (("address", allowed.address), ("session", allowed.session), ("shop", allowed.shop))
            if said.strip()
        }

    def check(self, kind: str, address: str, session: str = "") -> None:
        """Count one more, or raise TooMany; what is refused counts for nobody but who asked too much."""
        for who, name in (("address", network(address)), ("session", session), ("shop", "all")):
            item = self._items.get((kind, who))
            if item is not None and name and not self._limiter.hit(item, kind, who, name):
                raise TooMany(who, self._wait_s(item, kind, who, name))

    def _wait_s(self, item: RateLimitItem, *identifiers: str) -> int:
        reset = self._limiter.get_window_stats(item, *identifiers).reset_time
        return max(1, min(item.get_expiry(), math.ceil(reset - time.time())))


def network(address: str) -> str:
    """Return what counts as one address: an IPv4 address, or the /64 that one IPv6 subscriber has."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 6 and known.ipv4_mapped is None:
        return str(ipaddress.ip_network((known, 64), strict=False).network_address)
    return str(known)
