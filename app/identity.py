"""Who is calling: signed sessions that expire, and shoppers whom the shop's own server vouches for."""

import hashlib
import hmac
import os
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from itsdangerous import BadData, URLSafeSerializer

from knowledge.records.access import Access, hashed

COOKIE = "shop-session"
VISITOR = "visitor-"  # a stranger's shopper id is this and their session's token
_DAY_S = 86400.0
_KEPT = 100_000  # sessions that ended, held in memory: some 20 MB
Carrier = Literal["cookie", "bearer"]


class Unverified(ValueError):
    """The shop's server did not vouch for this shopper, or no longer does."""


@dataclass(frozen=True)
class Caller:
    """Who calls: nobody, or the holder of a session; `shopper` is a signed-in shopper's id, or the visitor's.

    `session_token` is random and names one browser's session; `since` is when the token was given, in seconds.
    """

    kind: Literal["nobody", "shopper"] = "nobody"
    session_token: str = ""
    shopper: str = ""
    by: Carrier = "cookie"
    since: float = 0.0

    @property
    def signed_in(self) -> bool:
        """Whether the shop's server vouched for who this is."""
        return self.kind == "shopper" and not self.shopper.startswith(VISITOR)


NOBODY = Caller()


class Identity:
    """Gives out sessions and reads them back. The first of `keys` signs, all of them are accepted, so keys rotate."""

    def __init__(
        self, keys: Sequence[str], shop_keys: Sequence[str], access: Access, days: float = 30.0, kept: int = _KEPT
    ) -> None:
        newest_last = list(reversed(keys))
        self._signers = {
            by: URLSafeSerializer(newest_last, salt=f"session-{by}", signer_kwargs=_SIGNER)
            for by in ("cookie", "bearer")
        }
        self._shop_keys, self._access = list(shop_keys), access
        self.lifetime_s = days * _DAY_S
        self._ended = _Ended(access, kept)
        self.prune()

    def begin(self, by: Carrier) -> Caller:
        """Return a new stranger's session."""
        token = secrets.token_hex(16)
        return Caller("shopper", token, VISITOR + token, by, time.time())

    def token(self, caller: Caller) -> str:
        """Return the signed token of a session."""
        who = caller.shopper if caller.signed_in else ""
        signed: str = self._signers[caller.by].dumps([caller.session_token, who, caller.since])
        return signed

    def read(self, by: Carrier, token: str) -> Caller:
        """Return whose token this is; NOBODY for one that is forged, expired or ended."""
        try:
            session, shopper, since = self._signers[by].loads(token[:2000])
        except (BadData, ValueError, TypeError):
            return NOBODY
        caller = Caller("shopper", session, shopper or VISITOR + session, by, float(since))
        return caller if self._counts(caller) else NOBODY

    def renewed(self, caller: Caller) -> Caller:
        """Return the same session with its whole time before it."""
        return replace(caller, since=time.time())

    def wants_renewal(self, caller: Caller) -> bool:
        """Whether a session is a day old, or a tenth of its time."""
        return time.time() - caller.since > min(_DAY_S, self.lifetime_s / 10)

    def sign_in(self, caller: Caller, id: str, vouched: str, expires: int | None = None) -> Caller:
        """Return the session of the shopper that the shop's server vouches for; raises Unverified.

        What the caller did as a stranger becomes the shopper's. The session gets a new token, so that one which
        somebody else planted stays a stranger's.
        """
        self._verify(id, vouched, expires)
        if caller.shopper == id:
            return self.renewed(caller)
        if caller.kind == "shopper" and not caller.signed_in:
            self._access.claim(caller.shopper, id)
        if caller.kind == "shopper":
            self.end(caller.session_token)
        return replace(self.begin(caller.by), shopper=id)

    def end(self, key: str) -> None:
        """Make all tokens given until now to a session, or to a shopper, count no more."""
        self._ended.add(key)

    def prune(self) -> None:
        """Forget the sessions that ended so long ago that their tokens have expired."""
        self._ended.prune(time.time() - self.lifetime_s)

    def _counts(self, caller: Caller) -> bool:
        age = time.time() - caller.since
        return -60 < age < self.lifetime_s and caller.since > self._ended.when(caller.session_token, caller.shopper)

    def _verify(self, id: str, vouched: str, expires: int | None) -> None:
        if not self._shop_keys:
            raise Unverified("This shop has no SHOP_IDENTITY_SECRET: set one, and sign shoppers' ids with it.")
        if not id or id.startswith(VISITOR) or not id.isprintable():
            raise Unverified("This id cannot be a shopper's.")
        if expires is not None and expires < time.time():
            raise Unverified("What vouched for this shopper has expired: ask the shop's server for a new one.")
        given = vouched.strip().lower().encode()
        right = [hmac.compare_digest(vouch(key, id, expires).encode(), given) for key in self._shop_keys]
        if not any(right):
            raise Unverified("The hash is not this shop's for this id.")


class _Ended:
    """Which sessions ended, and when: the newest in memory, so that a request need not ask for them, the rest kept."""

    def __init__(self, access: Access, most: int) -> None:
        self._access, self._most, self._lock = access, most, threading.Lock()
        self._times = OrderedDict[str, float]()
        self._whole = True  # whether memory holds all that ended

    def add(self, key: str) -> None:
        self._access.end(key)
        with self._lock:
            self._times[hashed(key)] = time.time()
            self._times.move_to_end(hashed(key))
            while len(self._times) > self._most:
                self._times.popitem(last=False)
                self._whole = False

    def when(self, *keys: str) -> float:
        """Return when the last of these ended; 0 where none did."""
        hashes = [hashed(key) for key in keys]
        found = max(self._times.get(one, 0.0) for one in hashes)
        return found if found or self._whole else self._access.when_ended(hashes)

    def prune(self, before: float) -> None:
        self._access.prune(before)
        newest = self._access.ended(self._most + 1)
        with self._lock:
            times = sorted({**newest, **self._times}.items(), key=lambda one: one[1])
            self._times = OrderedDict(one for one in times[-self._most :] if one[1] >= before)
            self._whole = len(newest) <= self._most


def vouch(key: str, id: str, expires: int | None = None) -> str:
    """Return what the shop's server puts beside a shopper's id: HMAC-SHA256, in hex (RFC 2104).

    What is signed is the id, or the id, a line feed and the second at which the hash expires.
    """
    signed = id if expires is None else f"{id}\n{expires}"
    return hmac.new(key.encode(), signed.encode(), hashlib.sha256).hexdigest()


def keys_of(setting: str) -> list[str]:
    """Return the keys of a setting, the one that signs first."""
    return [key.strip() for key in setting.split(",") if key.strip()]


def key_in(home: Path) -> str:
    """Return the home's own key, made when it is first needed; nobody but the owner may read the file."""
    file = home / "secret.key"
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return file.read_text().strip()


_SIGNER: dict[str, Any] = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
