"""Records for a test: SQLite in its folder, or a database of its own where SHOP_TEST_DATABASE_URL names a server.

SHOP_TEST_DATABASE_URL=postgresql+psycopg://user@/postgres?host=/run/postgresql pytest tests/test_records.py
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import sqlalchemy

from knowledge.records import Records, open_records
from tests.staff_desk import PASSWORD, STAFF

SERVER = os.environ.get("SHOP_TEST_DATABASE_URL", "")
_PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql")


def records_for(folder: Path, staffed: bool = False) -> Records:
    """Return records of the test's own: empty, or with the people of tests/staff_desk.py (PostgreSQL alone)."""
    if not SERVER:
        return open_records(folder)
    return open_records(folder, _new_database(_template(staffed)))


@cache
def _template(staffed: bool) -> str:
    """Return the name of a database to be copied, which takes a tenth of the time of making one."""
    url = _new_database("template1")
    records = open_records(Path(), url)
    for name, role in STAFF if staffed else ():
        records.staff.add(name, PASSWORD, role)
    records.close()
    return str(sqlalchemy.make_url(url).database)


def _new_database(template: str) -> str:
    name = f"shop_{uuid4().hex}"
    engine = sqlalchemy.create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"))
    engine.dispose()
    return sqlalchemy.make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def postgres_folder() -> Path | None:
    """Return the folder of PostgreSQL's programs, None where it is not installed."""
    found = sorted(p.parent for place in _PLACES for p in Path(place).glob("**/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).resolve().parent if on_path else None


@contextmanager
def throw_away_cluster(programs: Path, folder: Path) -> Iterator[str]:
    """Run a PostgreSQL server in an empty folder, at a socket there alone, until the block ends; yield its URL.

    PostgreSQL refuses to run as root: there it runs as nobody, who is given the folder.
    """
    user = "nobody" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), *arguments]
        subprocess.run(
            command, check=True, capture_output=True, user=user, cwd=folder, timeout=60, env={"LC_ALL": "C.UTF-8"}
        )

    run("initdb", "-D", str(data), "-U", "shop", "-A", "trust", "--no-sync", "-E", "UTF8")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=300"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://shop@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
