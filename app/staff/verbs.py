"""`shopguide staff`: who may sign in to the console. Works beside a running server."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.table import Table

from app.settings import Settings

if TYPE_CHECKING:
    from knowledge.records import Records

staff = typer.Typer(help="Who may sign in to the staff console.", no_args_is_help=True)
tell = Console(stderr=True)

Home = Annotated[Path | None, typer.Option(help="The shop's folder (SHOP_HOME).")]
Name = Annotated[str, typer.Argument(help="The person's name.")]
TheirRole = Annotated[
    Literal["reviewer", "admin"], typer.Option(help="A reviewer reads and judges; an admin does everything.")
]


@contextmanager
def _records(home: Path | None) -> Iterator["Records"]:
    from knowledge.records import open_records  # seconds, which --help should not take

    stated: dict[str, Any] = {"home": home} if home else {}
    settings = Settings(**stated)
    settings.home.mkdir(parents=True, exist_ok=True)
    records = open_records(settings.home, settings.database_url)
    try:
        yield records
    finally:
        records.close()


@staff.command()
def add(name: Name, role: TheirRole = "reviewer", home: Home = None) -> None:
    """Add a person; the password is asked for, or read from standard input."""
    with _records(home) as records:
        records.staff.add(name, _password(), role)
        records.staff.log("command line", "person_added", f"{name} as {role}")
    tell.print(f"{name} can sign in at /staff as {role}.", markup=False)


@staff.command("list")
def people(home: Home = None) -> None:
    """Say who may sign in."""
    table = Table("name", "role", "open")
    with _records(home) as records:
        for person in records.staff.people():
            table.add_row(person.name, person.role, "yes" if person.active else "no")
    Console().print(table)


@staff.command()
def password(name: Name, home: Home = None) -> None:
    """Give a person a new password, and end their sessions."""
    with _records(home) as records:
        records.staff.change(name, password=_password())
        records.staff.log("command line", "person_changed", f"{name}: password")
    tell.print(f"{name} has a new password.", markup=False)


@staff.command()
def close(name: Name, home: Home = None) -> None:
    """Close a person's account; what they wrote stays."""
    with _records(home) as records:
        records.staff.change(name, active=False)
        records.staff.log("command line", "person_changed", f"{name}: active False")
    tell.print(f"{name} can no longer sign in.", markup=False)


def _password() -> str:
    """Return the password typed twice, or the first line of standard input where nobody types."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass("Password: ")
    if getpass("Once more: ") != first:
        raise ValueError("The passwords differ: nobody was added or changed.")
    return first
