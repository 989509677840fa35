"""Telling other systems what happened: signed as Standard Webhooks says, retried, and shown where nobody took it.

The shape, the headers and the signature are those of https://www.standardwebhooks.com (version 1).
"""

import base64
import hashlib
import hmac
import logging
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import orjson

from knowledge.records.outbox import Notice, Outbox

_log = logging.getLogger(__name__)
TIMEOUT_S = 10.0
IDLE_S = 1800.0  # how long nobody writes before a conversation counts as closed
_GONE = 410  # the receiver wants no more of it


@dataclass(frozen=True)
class Pace:
    """Try `tries` times, `first_s` after the first and `factor` times longer after each: by default over 27 hours."""

    tries: int = 8
    first_s: float = 5.0
    factor: float = 5.0

    def wait_s(self, tried: int) -> float:
        """Return how long to wait after `tried` tries, give or take a tenth, so that receivers are not hit at once."""
        return self.first_s * self.factor ** (tried - 1) * random.uniform(0.9, 1.1)


def addresses_of(setting: str) -> list[str]:
    """Return the addresses of a setting; raises ValueError for what is not one."""
    addresses = [address.strip() for address in setting.split(",") if address.strip()]
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(f"SHOP_WEBHOOK_URLS names {address}, which is no http address: correct it.")
    return addresses


def secrets_of(setting: str) -> list[bytes]:
    """Return the keys of a setting: what follows "whsec_" in base64, or the text as it is."""
    return [_key(secret.strip()) for secret in setting.split(",") if secret.strip()]


def signed(id: str, timestamp: int, body: bytes, secrets: Sequence[bytes]) -> dict[str, str]:
    """Return the three headers; one signature for each key, so that keys can be changed."""
    content = f"{id}.{timestamp}.".encode() + body
    made = (base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode() for key in secrets)
    return {
        "webhook-id": id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{signature}" for signature in made),
    }


def body_of(notice: Notice) -> bytes:
    """Return what a receiver reads: what happened, when, and in which conversation; none of the shopper's words."""
    made = datetime.fromtimestamp(notice.made, UTC).isoformat().replace("+00:00", "Z")
    data = {"conversation": notice.session, **notice.data}
    return orjson.dumps({"type": notice.kind, "timestamp": made, "data": data})


class Webhooks:
    """Sends what lies in the outbox, on a thread of its own; without addresses nothing is sent and nothing kept."""

    def __init__(
        self,
        outbox: Outbox,
        addresses: Sequence[str],
        secrets: Sequence[bytes],
        pace: Pace | None = None,
        every_s: float = 2.0,
        idle_s: float = IDLE_S,
    ) -> None:
        if addresses and not secrets:
            raise ValueError("SHOP_WEBHOOK_URLS is set without SHOP_WEBHOOK_SECRET: set a secret to sign with.")
        self._outbox, self._addresses, self._secrets = outbox, list(addresses), list(secrets)
        self._pace, self._every_s, self._idle_s = pace or Pace(), every_s, idle_s
        self._stopped, self._looked = threading.Event(), -60.0
        # Redirects are not followed and no proxy of the environment is used: only the addresses of the setting hear.
        self._client = httpx.Client(timeout=TIMEOUT_S, follow_redirects=False, trust_env=False)
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop, after the notice under way."""
        self._stopped.set()
        self._thread.join(TIMEOUT_S + 1)
        self._client.close()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._round()
            except Exception:  # a full disk or a database that is away: the outbox is there when it is back
                _log.exception("The outbox could not be worked through")
            self._stopped.wait(self._every_s)

    def _round(self) -> None:
        if not self._addresses:
            self._outbox.forget(time.time(), unsent=True)
            self._stopped.wait(3600)
            return
        if time.monotonic() - self._looked > min(60.0, self._idle_s):
            self._outbox.close_idle(self._idle_s)
            self._looked = time.monotonic()
        for notice in self._outbox.due():
            if self._stopped.is_set():
                return
            self._tell(notice)

    def _tell(self, notice: Notice) -> None:
        """Send a notice to the addresses that have not taken it, and keep what came of that."""
        told, errors, gone = list(notice.told), list[str](), False
        for address in (a for a in self._addresses if a not in notice.told):
            error, refused = self._send(notice, address)
            gone |= refused
            if error:
                errors.append(f"{urlsplit(address).netloc}: {error}")
            else:
                told.append(address)
        tried = notice.tries + 1
        status = "told" if not errors else "given up" if gone or tried >= self._pace.tries else "waiting"
        if status == "given up":
            _log.warning(
                "Webhook %s (%s) was given up after %s tries: %s", notice.id, notice.kind, tried, "; ".join(errors)
            )
        self._outbox.tried(notice.id, told, status, time.time() + self._pace.wait_s(tried), "; ".join(errors))

    def _send(self, notice: Notice, address: str) -> tuple[str, bool]:
        """Return what went wrong, "" for nothing, and whether the receiver wants no more of it."""
        body = body_of(notice)
        headers = {"Content-Type": "application/json", **signed(notice.id, int(time.time()), body, self._secrets)}
        try:
            with self._client.stream("POST", address, content=body, headers=headers) as answer:
                return ("" if answer.is_success else f"HTTP {answer.status_code}"), answer.status_code == _GONE
        except httpx.HTTPError as error:
            return type(error).__name__, False


def _key(secret: str) -> bytes:
    if not secret.startswith("whsec_"):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except ValueError:
        raise ValueError(
            "A secret of SHOP_WEBHOOK_SECRET begins with whsec_ and goes on in no base64: correct it."
        ) from None
