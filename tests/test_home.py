"""A home has one owner, and a second process learns at once who that is."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from knowledge.home import Home, HomeHeld, owner_of

TRY = "import sys, pathlib; from knowledge.home import Home; Home(pathlib.Path(sys.argv[1]))"


def test_a_second_process_is_refused_in_under_a_second(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.sign("http://127.0.0.1:8000")
    start = time.perf_counter()
    with pytest.raises(HomeHeld, match=r"in use by process \d+, serving at http://127.0.0.1:8000: stop it, or"):
        Home(tmp_path)
    assert time.perf_counter() - start < 1
    other = subprocess.run([sys.executable, "-c", TRY, str(tmp_path)], capture_output=True, text=True)
    assert other.returncode != 0 and "HomeHeld" in other.stderr
    home.close()


def test_a_closed_home_can_be_opened_again(tmp_path: Path) -> None:
    Home(tmp_path).close()
    again = Home(tmp_path)
    assert owner_of(tmp_path)["address"] == ""
    again.close()


def test_a_killed_owner_leaves_the_home_free(tmp_path: Path) -> None:
    hold = TRY + "; print('held', flush=True); import time; time.sleep(60)"
    process = subprocess.Popen(
        [sys.executable, "-c", "h = None\n" + hold.replace("Home(path", "h = Home(path"), str(tmp_path)],
        stdout=subprocess.PIPE,
    )
    assert process.stdout and process.stdout.readline() == b"held\n"
    process.kill()
    process.wait()
    Home(tmp_path).close()
