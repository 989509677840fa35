"""A demo shop that tests share: loaded once, copied for each test that changes it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from rich.console import Console

from app.build import OpenShop
from app.loading import load_demo
from app.settings import Settings
from knowledge.records import open_records
from tests.staff_desk import PASSWORD, STAFF

expect.set_options(timeout=20_000)  # what a page shows comes late on a machine that does other things too


def settings(home: Path, **changed: object) -> Settings:
    """Return settings over `home` with plain wording, unless changed."""
    return Settings(**{"home": home, "llm": "none", **changed})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demo shop in it; to be copied, never changed."""
    home = tmp_path_factory.mktemp("demo") / "home"
    shop = OpenShop(settings(home))
    load_demo(shop, Console(quiet=True))
    shop.close()
    return home


@pytest.fixture
def demo_home(loaded: Path, tmp_path: Path) -> Path:
    """A home of the test's own with the demo shop in it."""
    return Path(shutil.copytree(loaded, tmp_path / "home"))


@pytest.fixture
def demo_shop(demo_home: Path) -> Iterator[OpenShop]:
    """The demo shop, open."""
    shop = OpenShop(settings(demo_home))
    yield shop
    shop.close()


@pytest.fixture(scope="session")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an admin, Ada, and two reviewers, Rob and Eve; to be copied, never changed."""
    home = tmp_path_factory.mktemp("staffed")
    records = open_records(home)
    for name, role in STAFF:
        records.staff.add(name, PASSWORD, role)
    records.close()
    return home
