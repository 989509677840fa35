"""Other systems are told once what happened, signed, however often they fail; a real receiver listens."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.webhooks import Pace, Webhooks, addresses_of, secrets_of, signed
from knowledge.records import Records
from knowledge.records.outbox import announce
from tests.database import records_for

NOW = Pace(tries=3, first_s=0.02, factor=1.0)
KEY = "whsec_" + base64.b64encode(b"a key of thirty-two bytes or so..").decode()


class Heard(dict[str, str]):
    """A request's headers in lower case, with its path and body."""


@contextmanager
def receiver(answers: list[int], to: str = "") -> Iterator[tuple[str, list[Heard]]]:
    """Answer with these statuses in order, with the last one from then on; yield the address and all that was heard."""
    heard: list[Heard] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            heard.append(Heard({k.lower(): v for k, v in self.headers.items()} | {"body": body, "path": self.path}))
            self.send_response(answers[min(len(heard), len(answers)) - 1])
            if to:
                self.send_header("Location", to)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", heard
    server.shutdown()


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = records_for(tmp_path)
    yield opened
    opened.close()


@contextmanager
def sending(
    records: Records, *addresses: str, secrets: str = KEY, pace: Pace = NOW, idle_s: float = 1e6
) -> Iterator[None]:
    webhooks = Webhooks(records.outbox, addresses, secrets_of(secrets), pace, every_s=0.02, idle_s=idle_s)
    yield
    webhooks.stop()


def until(true: object, timeout_s: float = 10.0) -> None:
    end = time.monotonic() + timeout_s
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_what_a_chat_for_a_person_brings_about_is_told_without_the_shoppers_words(records: Records) -> None:
    records.conversations.receive("talk-1", "m", "my secret is quokka", "ann", "en")
    records.live.call("talk-1", "asked")
    records.live.join("talk-1", "Bo")
    records.live.end("talk-1", "closed", "Bo", "quokka was helped")
    with receiver([200]) as (url, heard), sending(records, url):
        until(lambda: len(heard) == 2)
    told = [json.loads(h["body"]) for h in heard]
    assert [t["type"] for t in told] == ["conversation.handoff", "conversation.closed"]
    assert told[0]["data"] == {"conversation": "talk-1", "why": "asked", "turn": 1}
    assert not any("quokka" in h["body"] or "ann" in h["body"] for h in heard)
    assert records.outbox.unsent() == []


def test_the_signature_is_the_standards_and_every_key_signs(records: Records) -> None:
    tell(records)
    with receiver([200]) as (url, heard), sending(records, url, secrets=f"{KEY}, an older key"):
        until(lambda: heard)
    (one,) = heard
    content = f"{one['webhook-id']}.{one['webhook-timestamp']}.{one['body']}".encode()
    right = [
        base64.b64encode(hmac.new(k, content, hashlib.sha256).digest()).decode()
        for k in (base64.b64decode(KEY[6:]), b"an older key")
    ]
    assert one["webhook-signature"] == f"v1,{right[0]} v1,{right[1]}"
    assert abs(int(one["webhook-timestamp"]) - time.time()) < 60 and one["webhook-id"].startswith("msg_")


def test_a_signature_by_hand() -> None:
    # From the specification's own example (standard-webhooks, "Verifying signatures").
    key = secrets_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    headers = signed("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}', key)
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_receiver_that_fails_is_tried_again_with_the_same_id_until_it_takes_it(records: Records) -> None:
    tell(records)
    with receiver([500, 503, 204]) as (url, heard), sending(records, url):
        until(lambda: len(heard) == 3 and not records.outbox.unsent())
    assert len({h["webhook-id"] for h in heard}) == 1


def test_it_is_given_up_after_so_many_tries_shown_and_can_be_tried_anew(records: Records) -> None:
    tell(records)
    with receiver([500]) as (url, heard), sending(records, url):
        until(lambda: records.outbox.count("given up") == 1)
        time.sleep(0.1)
        assert len(heard) == 3
    (shown,) = records.outbox.unsent()
    assert (shown.status, shown.tries) == ("given up", 3) and "HTTP 500" in shown.error
    assert records.outbox.again() == 1
    with receiver([200]) as (url, heard), sending(records, url):
        until(lambda: heard and not records.outbox.unsent())


def test_waits_grow_from_seconds_to_a_day() -> None:
    waits = [Pace().wait_s(n) for n in range(1, 8)]
    assert waits == sorted(waits) and 4 < waits[0] < 6 and 19 * 3600 < waits[-1] < 24 * 3600


def test_no_redirect_is_followed_and_one_who_is_gone_is_asked_no_more(records: Records) -> None:
    tell(records)
    with receiver([200]) as (elsewhere, led), receiver([302], to=elsewhere) as (url, heard), sending(records, url):
        until(lambda: records.outbox.count("given up") == 1)
        assert len(heard) == 3 and led == []
    records.outbox.again()
    with receiver([410]) as (url, heard), sending(records, url):
        until(lambda: records.outbox.count("given up") == 1)
        assert len(heard) == 1


def test_each_address_hears_it_once_though_another_fails(records: Records) -> None:
    tell(records)
    with receiver([200]) as (good, heard), receiver([500, 200]) as (poor, tried), sending(records, good, poor):
        until(lambda: len(tried) == 2 and not records.outbox.unsent())
    assert len(heard) == 1


def test_a_conversation_that_goes_quiet_is_told_closed_once(records: Records) -> None:
    with receiver([200]) as (url, heard), sending(records, url, idle_s=0.3):
        time.sleep(0.1)
        records.conversations.receive("talk-2", "m", "hello", "", "en")
        until(lambda: heard)
        time.sleep(0.8)
    assert [json.loads(h["body"])["data"] for h in heard] == [{"conversation": "talk-2", "why": "quiet"}]


def test_what_happened_and_its_notice_are_there_together_or_not_at_all(records: Records) -> None:
    with pytest.raises(RuntimeError), records.database.write() as connection:
        announce(connection, "review.flagged", "talk-1")
        raise RuntimeError("undone")
    assert records.outbox.unsent() == []


def test_without_addresses_nothing_is_kept(records: Records) -> None:
    tell(records)
    with sending(records):
        until(lambda: not records.outbox.unsent())


def test_a_setting_that_cannot_work_is_refused(records: Records) -> None:
    with pytest.raises(ValueError, match="no http address"):
        addresses_of("https://a.example/x, ftp://b.example")
    with pytest.raises(ValueError, match="without SHOP_WEBHOOK_SECRET"):
        Webhooks(records.outbox, ["https://a.example"], [])
    with pytest.raises(ValueError, match="base64"):
        secrets_of("whsec_!")


def tell(records: Records) -> None:
    with records.database.write() as connection:
        announce(connection, "conversation.handoff", "talk-1", why="asked", turn=1)
