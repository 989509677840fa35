"""The records keep their promises on PostgreSQL too: their own tests, run over a throw-away cluster."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.database import postgres_folder, throw_away_cluster

OVER_RECORDS = (
    "test_records.py", "test_outcomes.py", "test_staff_transcripts.py", "test_identity.py", "test_likes.py",
    "test_webhooks.py",
)  # fmt: skip


def test_what_is_kept_is_kept_alike_on_postgresql() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'shopguide[postgres]'")
    programs = postgres_folder()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    here = Path(__file__).parent
    with (
        tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder,
        throw_away_cluster(programs, Path(folder)) as url,
    ):
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-x",
            "-p",
            "no:cacheprovider",
            *(str(here / t) for t in OVER_RECORDS),
        ]
        done = subprocess.run(
            command, env={**os.environ, "SHOP_TEST_DATABASE_URL": url}, capture_output=True, text=True, cwd=here.parent
        )
    assert done.returncode == 0, done.stdout[-3000:]
