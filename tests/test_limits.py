"""Too much is refused with the time to wait, to those who ask too much alone."""

import pytest

from app.limits import Allowance, Limits, TooMany, network


def refused(limits: Limits, n: int, address: str = "10.0.0.1", session: str = "s") -> list[str]:
    who = []
    for _ in range(n):
        try:
            limits.check("request", address, session)
        except TooMany as error:
            who.append(error.who)
    return who


def test_one_address_too_many_waits_and_another_goes_on() -> None:
    limits = Limits({"request": Allowance(address="3/minute")})
    assert refused(limits, 5) == ["address", "address"]
    assert refused(limits, 3, address="10.0.0.2") == []


def test_one_session_has_its_own_limit_whatever_its_addresses() -> None:
    limits = Limits({"request": Allowance(session="2/minute")})
    assert refused(limits, 2, "10.0.0.1") == []
    assert refused(limits, 1, "10.0.0.2") == ["session"]
    assert refused(limits, 1, "10.0.0.2", session="other") == []


def test_the_shops_limit_is_for_all_together_and_what_an_address_was_refused_does_not_use_it_up() -> None:
    limits = Limits({"request": Allowance(address="2/minute", shop="3/minute")})
    assert refused(limits, 9, "10.0.0.1") == ["address"] * 7
    assert refused(limits, 2, "10.0.0.2") == ["shop"]


def test_kinds_are_counted_apart_and_none_means_none() -> None:
    limits = Limits({"request": Allowance(), "turn": Allowance(address="1/minute")})
    limits.check("turn", "10.0.0.1")
    assert refused(limits, 100) == []
    with pytest.raises(TooMany):
        limits.check("turn", "10.0.0.1")


def test_the_wait_is_said_and_is_no_longer_than_the_window() -> None:
    limits = Limits({"request": Allowance(address="1/minute")})
    limits.check("request", "10.0.0.1")
    with pytest.raises(TooMany) as error:
        limits.check("request", "10.0.0.1")
    assert error.value.status_code == 429
    assert 1 <= int((error.value.headers or {})["Retry-After"]) <= 60


def test_a_subscribers_ipv6_addresses_are_one() -> None:
    assert network("2001:db8:1:2:aaaa::1") == network("2001:db8:1:2:bbbb::9") != network("2001:db8:1:3::1")
    assert network("192.0.2.1") != network("192.0.2.2")
    assert network("") == ""
