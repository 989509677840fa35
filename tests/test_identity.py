"""Sessions cannot be forged, expire, end and rotate their keys; a shopper needs the word of the shop's own server."""

import stat
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from itsdangerous import URLSafeSerializer

from app.identity import NOBODY, Caller, Identity, Unverified, key_in, keys_of, vouch
from knowledge.events import Event
from knowledge.records import Records
from knowledge.records.shoppers import Permissions
from tests.database import records_for


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = records_for(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def identity(records: Records) -> Identity:
    return Identity(["key-one"], ["shop-key"], records.access)


def test_a_token_names_its_session_until_it_is_touched(identity: Identity) -> None:
    caller = identity.begin("bearer")
    token = identity.token(caller)
    read = identity.read("bearer", token)
    assert (read.session_token, read.shopper) == (caller.session_token, f"visitor-{caller.session_token}")
    for i in range(0, len(token), 7):
        assert identity.read("bearer", token[:i] + ("A" if token[i] != "A" else "B") + token[i + 1 :]) == NOBODY
    for nonsense in ("", ".", "a.b", "é", token.split(".")[0], token * 40):
        assert identity.read("bearer", nonsense) == NOBODY


def test_a_cookies_token_is_no_bearer_token(identity: Identity) -> None:
    assert identity.read("bearer", identity.token(identity.begin("cookie"))) == NOBODY


def test_a_token_of_another_key_is_nobodys(identity: Identity) -> None:
    forged = URLSafeSerializer("guess", salt="session-bearer").dumps(["s" * 32, "ann", time.time()])
    assert identity.read("bearer", str(forged)) == NOBODY


def test_a_session_expires(records: Records) -> None:
    brief = Identity(["k"], [], records.access, days=1)
    old = replace(brief.begin("cookie"), since=time.time() - 86_401)
    assert brief.read("cookie", brief.token(old)) == NOBODY
    assert brief.read("cookie", brief.token(replace(old, since=time.time() - 80_000))).kind == "shopper"
    assert brief.read("cookie", brief.token(replace(old, since=time.time() + 3600))) == NOBODY


def test_keys_rotate_while_old_tokens_go_on(records: Records) -> None:
    before = Identity(["old"], [], records.access)
    during = Identity(["new", "old"], [], records.access)
    after = Identity(["new"], [], records.access)
    old, new = before.token(before.begin("cookie")), during.token(during.begin("cookie"))
    assert during.read("cookie", old).kind == "shopper"
    assert after.read("cookie", new).kind == "shopper"
    assert after.read("cookie", old) == NOBODY


def test_an_ended_session_counts_no_more_also_after_a_restart(identity: Identity, records: Records) -> None:
    caller = identity.begin("bearer")
    token = identity.token(caller)
    identity.end(caller.session_token)
    assert identity.read("bearer", token) == NOBODY
    assert Identity(["key-one"], [], records.access).read("bearer", token) == NOBODY


def test_what_ended_counts_no_more_however_much_ends_after_it(records: Records) -> None:
    small = Identity(["key-one"], [], records.access, kept=3)
    gone = [small.begin("bearer") for _ in range(9)]
    for caller in gone:
        small.end(caller.session_token)
    there = small.begin("bearer")
    for identity in (small, Identity(["key-one"], [], records.access, kept=3)):
        assert [identity.read("bearer", identity.token(one)) for one in gone] == [NOBODY] * 9
        assert identity.read("bearer", identity.token(there)) == there


def test_sessions_that_ended_are_forgotten_once_their_tokens_have_expired(records: Records) -> None:
    brief = Identity(["k"], [], records.access, days=0.5 / 86_400)
    brief.end(brief.begin("bearer").session_token)
    assert len(records.access.ended(10)) == 1
    time.sleep(0.6)
    brief.prune()
    assert records.access.ended(10) == {}


def test_all_sessions_of_a_shopper_end_at_once_and_a_new_one_may_begin(identity: Identity) -> None:
    phone, desk = (identity.sign_in(NOBODY, "ann", vouch("shop-key", "ann")) for _ in range(2))
    identity.end("ann")
    assert identity.read("cookie", identity.token(phone)) == identity.read("cookie", identity.token(desk)) == NOBODY
    again = identity.sign_in(NOBODY, "ann", vouch("shop-key", "ann"))
    assert identity.read("cookie", identity.token(again)).shopper == "ann"


@pytest.mark.parametrize(
    ("id", "vouched", "expires"),
    [
        ("ann", vouch("wrong-key", "ann"), None),
        ("bob", vouch("shop-key", "ann"), None),
        ("ann", "0" * 64, None),
        ("ann", "é" * 64, None),
        ("ann", vouch("shop-key", "ann", 1000), 1000),
        ("ann", vouch("shop-key", "ann", 1000), 4_000_000_000),
        ("ann", vouch("shop-key", "ann", 4_000_000_000), None),
        ("ann\n4000000000", vouch("shop-key", "ann", 4_000_000_000), None),
        ("visitor-1", vouch("shop-key", "visitor-1"), None),
        ("", vouch("shop-key", ""), None),
    ],
)
def test_only_the_shops_server_can_vouch(identity: Identity, id: str, vouched: str, expires: int | None) -> None:
    with pytest.raises(Unverified):
        identity.sign_in(identity.begin("bearer"), id, vouched, expires)


def test_a_hash_with_an_expiry_counts_until_then(identity: Identity) -> None:
    later = int(time.time()) + 60
    assert identity.sign_in(NOBODY, "ann", vouch("shop-key", "ann", later), later).signed_in


def test_any_of_several_shop_keys_vouches(records: Records) -> None:
    both = Identity(["k"], ["new", "old"], records.access)
    assert all(both.sign_in(NOBODY, "ann", vouch(key, "ann")).signed_in for key in ("new", "old"))


def test_a_shop_without_a_key_verifies_nobody(records: Records) -> None:
    with pytest.raises(Unverified, match="SHOP_IDENTITY_SECRET"):
        Identity(["k"], [], records.access).sign_in(NOBODY, "ann", vouch("", "ann"))


def shop_a_little(records: Records, caller: Caller, consent: bool | None) -> None:
    records.conversations.receive("talk-1", "m", "a kettle", caller.shopper, "en", caller.shopper)
    records.shoppers.add_events([Event(caller.shopper, "view_item", "k1", time=1.0)])
    if consent is not None:
        records.shoppers.allow(caller.shopper, Permissions(consent))


def test_a_stranger_who_signs_in_keeps_what_they_did_and_the_old_token_is_void(
    identity: Identity, records: Records
) -> None:
    stranger = identity.begin("cookie")
    shop_a_little(records, stranger, consent=True)
    planted = identity.token(stranger)
    ann = identity.sign_in(stranger, "ann", vouch("shop-key", "ann"))
    assert records.conversations.owner("talk-1") == "ann"
    assert [c.first for c in records.access.conversations_of("ann")] == ["a kettle"]
    assert [e.item_id for e in records.shoppers.events("ann")] == ["k1"]
    assert records.shoppers.permissions("ann").consent is True
    assert ann.session_token != stranger.session_token
    assert identity.read("cookie", planted) == NOBODY


@pytest.mark.parametrize(("stranger", "shopper", "kept"), [(True, False, 0), (None, True, 1), (None, None, 0)])
def test_behaviour_follows_the_shoppers_own_consent(
    identity: Identity, records: Records, stranger: bool | None, shopper: bool | None, kept: int
) -> None:
    visitor = identity.begin("cookie")
    shop_a_little(records, visitor, stranger)
    if shopper is not None:
        records.shoppers.allow("ann", Permissions(shopper))
    identity.sign_in(visitor, "ann", vouch("shop-key", "ann"))
    assert len(records.shoppers.events("ann")) == kept
    assert records.shoppers.events(visitor.shopper) == []
    assert records.shoppers.permissions("ann").consent is shopper


def test_one_shopper_who_follows_another_gets_nothing_of_theirs(identity: Identity, records: Records) -> None:
    ann = identity.sign_in(identity.begin("cookie"), "ann", vouch("shop-key", "ann"))
    shop_a_little(records, ann, consent=True)
    bob = identity.sign_in(ann, "bob", vouch("shop-key", "bob"))
    assert records.conversations.owner("talk-1") == "ann"
    assert records.access.conversations_of(bob.shopper) == []


def test_another_owners_message_is_refused_by_the_records_themselves(records: Records) -> None:
    records.conversations.receive("talk-1", "m1", "mine", "ann", "en", "ann")
    with pytest.raises(LookupError):
        records.conversations.receive("talk-1", "m2", "mine too?", "bob", "en", "bob")
    assert [turn.text for turn in records.conversations.transcript("talk-1")] == ["mine"]


def test_the_homes_key_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    key = key_in(tmp_path)
    assert key_in(tmp_path) == key and len(key) >= 32
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_keys_are_read_from_a_list() -> None:
    assert keys_of(" new, old ,,") == ["new", "old"] and keys_of("") == []


def test_the_hash_is_plain_hmac_sha256() -> None:
    # RFC 4231, test case 2, as the documentation's examples in other languages compute it
    assert vouch("Jefe", "what do ya want for nothing?") == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
