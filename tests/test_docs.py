"""What the documentation tells integrators to run is run as it stands there."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.identity import vouch
from app.server import create_app
from app.settings import Settings
from app.webhooks import signed
from tests.conftest import settings
from tests.serving import running

ROOT = Path(__file__).parent.parent
DOCS = {name: (ROOT / "docs" / f"{name}.md").read_text("utf-8") for name in ("api", "agents", "privacy", "staff")}
PAGES = {"README": (ROOT / "README.md").read_text("utf-8"), **DOCS}


def samples(page: str, kind: str, holding: str = "") -> list[str]:
    """Return a page's fenced samples of a language that hold these words."""
    return [text for text in re.findall(rf"```{kind}\n(.*?)```", PAGES[page], re.DOTALL) if holding in text]


@pytest.fixture(scope="module")
def url(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = Path(shutil.copytree(loaded, tmp_path_factory.mktemp("docs") / "home"))
    with running(create_app(settings(home))) as address:
        yield address


def test_a_receiver_written_by_the_sample_takes_what_is_signed_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (sample,) = samples("agents", "python", "is_the_shops")
    known: dict[str, Any] = {}
    exec(sample, known)
    body, now = b'{"type": "conversation.handoff"}', int(time.time())
    for secret, key in (("a plain secret", b"a plain secret"), ("whsec_AAEC", b"\x00\x01\x02")):
        monkeypatch.setenv("SHOP_WEBHOOK_SECRET", secret)
        fresh, old = signed("msg_1", now, body, [b"older", key]), signed("msg_1", now - 900, body, [key])
        assert known["is_the_shops"](fresh, body)
        assert not known["is_the_shops"](fresh, body + b" ")
        assert not known["is_the_shops"](old, body)
        assert not known["is_the_shops"]({**fresh, "webhook-id": "msg_2"}, body)
        assert not known["is_the_shops"]({}, body)


def test_an_agent_written_by_the_sample_finds_products(url: str) -> None:
    (sample,) = samples("agents", "python", "call_tool")
    program = sample.replace("https://chat.shop.example", url)
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert "Rain Jacket" in told.stdout, told.stderr


def test_a_hash_made_by_the_sample_is_the_shops(monkeypatch: pytest.MonkeyPatch) -> None:
    (sample,) = samples("api", "python", "hmac")
    monkeypatch.setenv("SHOP_IDENTITY_SECRET", "shop")
    known: dict[str, Any] = {"customer_id": "customer-4711"}
    exec("import hashlib, hmac, os\n" + sample, known)
    assert known["hash"] == vouch("shop", "customer-4711")


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl to follow the page with: apt-get install curl")
def test_a_terminal_that_follows_the_page_is_answered(url: str) -> None:
    begin, more = (text.replace("http://127.0.0.1:8000", url) for text in samples("api", "sh", "$API"))
    script = "set -e\n" + begin + 'echo "== then"\n' + more.replace("curl ", "curl -s -w '\\n%{http_code}\\n' ")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    told = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=120, env=environment)
    chat, then = told.stdout.split("== then")
    assert re.findall(r"event: (\w+)", chat)[:2] == ["received", "products"] and "event: done" in chat, told.stderr
    assert re.findall(r"(?m)^(\d{3})$", then) == ["200"] * 6, then[-2000:]
    assert json.loads(then.strip().splitlines()[-2])["erased"]["found_after"] == 0


def test_every_setting_that_a_page_names_is_there() -> None:
    known = {f"SHOP_{name.upper()}" for name in Settings.model_fields} | {"SHOP_TEST_DATABASE_URL"}
    for page, text in PAGES.items():
        named = set(re.findall(r"\bSHOP_[A-Z_]+[A-Z]\b", text))
        short = {
            name for name in named if any(one.startswith(f"{name}_") for one in known)
        }  # SHOP_LIMIT_... and the like
        assert named <= known | short, f"{page} names {sorted(named - known - short)}"


def test_every_page_that_a_page_links_to_is_there() -> None:
    for page, text in PAGES.items():
        at = ROOT if page == "README" else ROOT / "docs"
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
            assert (at / link).exists(), f"{page} links to {link}"
