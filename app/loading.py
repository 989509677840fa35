"""Feeds, answers, events and the demo shop brought into a home, with progress on standard error."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from app.build import OpenShop
from knowledge import demo
from knowledge.catalogue import Summary, ingest
from knowledge.events import NAMES, Event
from knowledge.faq import read_faq
from knowledge.feeds import detect, read_feed
from knowledge.records.shoppers import Order, Permissions

Step = Callable[[int], None]
STEPS = 256  # rows between two words of progress
Report = Callable[[dict[str, Any]], None]
FAQ_SUFFIXES = (".md", ".markdown")


def load_files(shop: OpenShop, files: Iterable[Path], kind: str, tell: Console, report: Report | None = None) -> int:
    """Ingest each file and say what became of it; return how many rows were refused."""
    refused = 0
    for file in files:
        with stepping(file.name, tell) as step:
            summary = load_file(shop, file, kind, step).as_json()
        refused += summary["refused_count"]
        report({"file": str(file), **summary}) if report else tell_summary(summary, file, tell)
    return refused


def load_file(shop: OpenShop, file: Path, kind: str = "auto", step: Step = lambda rows: None) -> Summary:
    """Ingest one feed or FAQ file; its products replace those that the same file brought before."""
    if not file.is_file():
        raise FileNotFoundError(f"There is no file {file}.")
    kind = _kind(file) if kind == "auto" else kind
    if kind == "faq":
        return ingest(read_faq(file), shop.records.passages, shop.shop.passages, replace_feed=file.name, progress=step)
    summary = ingest(
        read_feed(file, kind), shop.records.products, shop.shop.index, replace_feed=file.name, progress=step
    )
    if summary.written or summary.removed:
        shop.restock()
    return summary


def load_events(shop: OpenShop, file: Path, step: Step = lambda rows: None) -> dict[str, Any]:
    """Take in JSON lines of events; bad lines are refused by number and reason, the rest are kept."""
    read, written, refused, batch = 0, 0, list[str](), list[Event]()
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            read += 1
            step(read)
            try:
                batch.append(event_of(orjson.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                refused.append(f"line {number}: {error}")
            if len(batch) >= 5000:
                written += shop.records.shoppers.add_events(batch)
                batch.clear()
    written += shop.records.shoppers.add_events(batch)
    return {"read": read, "written": written, "known": read - written - len(refused), "refused": refused}


def event_of(values: dict[str, Any]) -> Event:
    """Read an event as `events import` takes it; raises ValueError on an unknown name or a time that is none."""
    if values["event"] not in NAMES:
        raise ValueError(f"unknown event {values['event']!r}: use {', '.join(NAMES)}")
    price = values.get("price")
    return Event(
        shopper=str(values["shopper"]),
        name=values["event"],
        item_id=str(values.get("item_id") or ""),
        quantity=int(values.get("quantity") or 1),
        price_cents=None if price is None else round(float(price) * 100),
        time=_seconds(values["time"]),
        session=str(values.get("session") or ""),
        query=str(values.get("query") or ""),
        id=str(values.get("id") or ""),
    )


def load_demo(shop: OpenShop, tell: Console) -> None:
    """Bring the demo shop in; quick where it is there already."""
    for file in (demo.products_file(), *demo.faq_files()):
        load_files(shop, [file], "auto", tell)
    with stepping(demo.events_file().name, tell) as step:
        events = load_events(shop, demo.events_file(), step)
    tell.print(f"{demo.events_file().name}: {events['written']} new events")
    for persona in demo.shoppers():
        shop.records.shoppers.name(persona["id"], persona["name"])
        if shop.records.shoppers.permissions(persona["id"]).consent is None:
            shop.records.shoppers.allow(persona["id"], Permissions(consent=True))
    shop.records.shoppers.write_orders([_order(o) for o in demo.orders()])
    if not shop.records.staff.people():
        tell.print("Staff console: add yourself with  shopguide staff add NAME --role admin  and open /staff")


def _order(values: dict[str, Any]) -> Order:
    placed = _seconds(values["placed"])
    return Order(values["id"], values["shopper"], placed, values["status"], values)


def _seconds(time: Any) -> float:
    if isinstance(time, int | float):
        return float(time)
    moment = datetime.fromisoformat(str(time))
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _kind(file: Path) -> str:
    return "faq" if file.suffix.lower() in FAQ_SUFFIXES else detect(file)


@contextmanager
def stepping(name: str, tell: Console) -> Iterator[Step]:
    """Show how many rows of a file have been read, for as long as the block runs."""
    with _progress(tell) as progress:
        task = progress.add_task(name, total=None)
        yield lambda rows: progress.update(task, completed=rows) if rows % STEPS == 0 else None


def _progress(tell: Console) -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=tell, transient=True)


def tell_summary(summary: dict[str, Any], file: Path, tell: Console) -> None:
    """Say for a person what an ingest did, with the first rows that were refused."""
    counts = ", ".join(f"{summary[name]} {name}" for name in ("read", "written", "unchanged", "removed"))
    tell.print(f"{file.name}: {counts}, {summary['refused_count']} refused in {summary['seconds']:.1f} s")
    for refused in summary["refused"][:20]:
        tell.print(f"  {refused['text']}", markup=False)
    if summary["refused_count"] > 20:
        tell.print(f"  and {summary['refused_count'] - 20} more: see them all with --json")
