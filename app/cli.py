"""The command line. Answers go to standard output, everything else to standard error."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app.hosting import llm as llm_
from app.lines import answer_lines
from app.settings import Settings
from app.staff.verbs import staff as staff_
from knowledge.home import HomeHeld

if TYPE_CHECKING:  # the verbs import what they need, so that --help is quick
    from app.build import OpenShop

shopguide = typer.Typer(
    help="A conversational shopping assistant that a shop hosts itself.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
events = typer.Typer(help="What shoppers did.", no_args_is_help=True)
train_ = typer.Typer(help="Learn from the shop's own data.", no_args_is_help=True)
shopper_ = typer.Typer(help="Everything held on one shopper.", no_args_is_help=True)
shopguide.add_typer(events, name="events")
shopguide.add_typer(train_, name="train")
shopguide.add_typer(shopper_, name="shopper")
shopguide.add_typer(staff_, name="staff")
shopguide.add_typer(llm_, name="llm")
tell = Console(stderr=True)

Home = Annotated[Path | None, typer.Option(help="The shop's folder (SHOP_HOME).")]
Data = Annotated[Path | None, typer.Option(help="A folder of data to learn from.")]
Corrections = Annotated[Path | None, typer.Option(help="JSON lines of {text, intents, spans}.")]
Seed = Annotated[int, typer.Option(help="For a run that can be repeated.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON lines in and out.")]


def main() -> None:
    """Run one verb; what a user can mend is said in one line, with exit status 1."""
    from app.logs import mask_logs

    mask_logs()
    try:
        shopguide()
    except (HomeHeld, LookupError, ValueError, OSError, RuntimeError) as error:
        tell.print(f"[red]shopguide:[/red] {error}", markup=True, highlight=False)
        sys.exit(1)


@contextmanager
def opened(home: Path | None) -> Iterator["OpenShop"]:
    """Open the shop for one verb and close it after."""
    from app.build import OpenShop

    shop = OpenShop(_settings(home))
    try:
        yield shop
    finally:
        shop.close()


def _settings(home: Path | None, **changed: Any) -> Settings:
    stated = {k: v for k, v in {"home": home, **changed}.items() if v is not None}
    try:
        return Settings(**stated)
    except ValidationError as wrong:
        said = (
            f"SHOP_{one['loc'][0]}".upper() + ": " + one["msg"].removeprefix("Value error, ") for one in wrong.errors()
        )
        raise ValueError("; ".join(said)) from None


def _print(value: Any) -> None:
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE))
    sys.stdout.flush()


@shopguide.command()
def serve(
    home: Home = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Serve the shopper page, the API and the demo storefront."""
    from app.server import run

    run(_settings(home, host=host, port=port))


@shopguide.command()
def webhooks(
    home: Home = None,
    again: Annotated[bool, typer.Option("--again", help="Try those that were given up once more.")] = False,
) -> None:
    """List what other systems were to be told and did not take, as JSON lines."""
    from app.holding import hold

    held = hold(_settings(home))
    try:
        if again:
            held.records.outbox.again()
        for notice in held.records.outbox.unsent():
            _print(notice.__dict__)
    finally:
        held.records.close()
        held.home.close()


@shopguide.command()
def mcp(home: Home = None) -> None:
    """Offer catalogue and answers to another agent over standard input and output (Model Context Protocol)."""
    import anyio

    from app.mcp import tools

    with opened(home) as shop:
        anyio.run(tools(lambda: shop, shop.settings.name, shop.settings.public_url).run_stdio_async)


@shopguide.command()
def demo(home: Home = None) -> None:
    """Load the demo shop: products, answers, shoppers, a year of events and orders."""
    from app.loading import load_demo

    with opened(home) as shop:
        load_demo(shop, tell)


@shopguide.command()
def ingest(
    files: Annotated[list[Path], typer.Argument(help="Product feeds and FAQ files.")],
    home: Home = None,
    kind: Annotated[
        str, typer.Option("--as", help="google|shopify|woocommerce|icecat|jsonl|faq; else detected.")
    ] = "auto",
    as_json: AsJson = False,
) -> None:
    """Read feeds and FAQ files in; what changed is indexed again, what is gone is removed."""
    from app.loading import load_files

    try:
        with opened(home) as shop:
            refused = load_files(shop, files, kind, tell, _print if as_json else None)
    except HomeHeld:
        from app.feeding import hand_over

        if (heard := hand_over(_settings(home).home, "feeds", files, kind)) is None:
            raise
        refused = _told(heard, as_json)
    raise typer.Exit(1 if refused else 0)


def _told(heard: Iterable[dict[str, Any]], as_json: bool) -> int:
    """Say what a server makes of the feeds that it was handed; return how many rows it refused."""
    from app.loading import stepping, tell_summary

    refused = 0
    tell.print("The shop is being served: its server reads the feed.")
    with stepping("", tell) as step:
        for said in heard:
            if "rows" in said:
                step(said["rows"])
                continue
            file, summary = Path(said["file"]), said["summary"]
            refused += summary["refused_count"]
            _print({"file": str(file), **summary}) if as_json else tell_summary(summary, file, tell)
    return refused


@shopguide.command()
def search(
    home: Home = None,
    as_json: AsJson = False,
    k: Annotated[int, typer.Option("-k", help="Results a query.")] = 10,
    query: Annotated[list[str] | None, typer.Argument(help="What to look for.")] = None,
) -> None:
    """Find products."""
    from app import verbs

    with opened(home) as shop:
        _lines_or_one(as_json, lambda items: verbs.search(shop, items, k), "query", " ".join(query or []))


@shopguide.command()
def understand(
    home: Home = None,
    as_json: AsJson = False,
    text: Annotated[list[str] | None, typer.Argument(help="What a shopper writes.")] = None,
) -> None:
    """Say what a message means: intent, spans and constraints."""
    from app import verbs

    with opened(home) as shop:
        _lines_or_one(as_json, lambda items: verbs.understand(shop, items), "text", " ".join(text or []), batch=64)


@shopguide.command()
def chat(home: Home = None, as_json: AsJson = False, shopper: Annotated[str, typer.Option()] = "") -> None:
    """Talk with the assistant."""
    from app.talking import talk
    from app.verbs import chat as answer

    with opened(home) as shop:
        if as_json:
            _exit_if(answer_lines(lambda items: [answer(shop, item) for item in items], "text"))
        else:
            talk(shop, shopper, Console())


@events.command("import")
def import_events(file: Path, home: Home = None, as_json: AsJson = False) -> None:
    """Take in JSON lines of events with GA4 names."""
    from app.loading import load_events, stepping

    try:
        with opened(home) as shop, stepping(file.name, tell) as step:
            summary = load_events(shop, file, step)
    except HomeHeld:
        from app.feeding import hand_over

        if (heard := hand_over(_settings(home).home, "events", [file])) is None:
            raise
        summary = [said["summary"] for said in heard if "summary" in said][-1]
    _print(summary) if as_json else tell.print(summary)
    _exit_if(len(summary["refused"]))


@shopguide.command()
def recommend(
    home: Home = None,
    as_json: AsJson = False,
    shopper: Annotated[str, typer.Argument(help="The shopper's id.")] = "",
    k: Annotated[int, typer.Option("-k")] = 10,
) -> None:
    """Say what to show a shopper, and why."""
    from app import verbs

    with opened(home) as shop:
        _lines_or_one(as_json, lambda items: verbs.recommend(shop, items, k), "shopper", shopper, batch=256)


@shopper_.command("export")
def export_shopper(shopper: Annotated[str, typer.Argument(help="The shopper's id.")], home: Home = None) -> None:
    """Print everything held on a shopper, as JSON."""
    with opened(home) as shop:
        Console().print_json(data=shop.held_on(shopper))


@shopper_.command("erase")
def erase_shopper(shopper: Annotated[str, typer.Argument(help="The shopper's id.")], home: Home = None) -> None:
    """Erase everything held on a shopper, and say how much that was."""
    with opened(home) as shop:
        _print(shop.erase(shopper))


@shopper_.command("expire")
def expire_shoppers(
    home: Home = None,
    days: Annotated[float | None, typer.Option(help="Days to keep; else SHOP_RETENTION_DAYS.")] = None,
) -> None:
    """Erase conversations, behaviour and carts that are older than the shop keeps them, and say how much that was."""
    from app.erasing import expire_older
    from app.holding import hold

    settings = _settings(home, retention_days=days)
    held = hold(settings)
    try:
        _print(expire_older(held.records, settings.retention_days))
    finally:
        held.records.close()
        held.home.close()


@shopguide.command()
def evaluate(
    name: Annotated[str, typer.Argument(help="understanding|regressions|fairness")],
    data: Annotated[Path | None, typer.Option(help="A folder of labelled sets; a file of cases.")] = None,
    as_json: AsJson = False,
    home: Home = None,
    keep: Annotated[Path | None, typer.Option(help="Where networks trained for it stay; else in the home.")] = None,
) -> None:
    """Measure a part of the assistant on labelled sets, beside bars and plain baselines."""
    from app.training import evaluate as measured

    if name == "fairness":
        return _fairness(home, data, as_json)
    with opened(home) as shop:
        rows = measured(shop, name, data, keep, tell)
    _print(rows) if as_json else Console().print(_figures(rows) if name == "understanding" else _cases(rows))


def _figures(rows: Sequence[dict[str, Any]]) -> Table:
    """Return figures as a table, those that miss their bar in red."""
    table = Table("set", "figure", "ours", "bar", "goal", "beside it")
    for row in rows:
        limits = ["" if row[name] is None else f"{row[name]:g}" for name in ("bar", "goal")]
        beside = "\n".join(f"{name} {value:.3f}" for name, value in row["baselines"].items())
        ours = f"{row['value']:.1f}" if row["figure"].endswith("_ms") else f"{row['value']:.3f}"
        table.add_row(row["set"], row["figure"], f"[red]{ours}[/red]" if row["met"] is False else ours, *limits, beside)
    return table


def _fairness(home: Path | None, data: Path | None, as_json: bool) -> None:
    from app.exposure import as_table, shown_to_whom

    with opened(home) as shop:
        report = shown_to_whom(shop, data)
    _print(report) if as_json else Console().print(as_table(report))


def _cases(rows: Sequence[dict[str, Any]]) -> Table:
    """Return staff's cases as a table: whether each passed before it was taught, and passes now."""
    table = Table("case", "kind", "text", "before", "now")
    told = {True: "passed", False: "[red]failed[/red]", None: ""}
    for row in rows:
        table.add_row(str(row["case"]), row["kind"], escape(row["text"]), told[row["before"]], told[row["passed"]])
    return table


@train_.command("reranker")
def train_reranker(home: Home = None) -> None:
    """Learn the order from the shop's own events and staff's corrections; what ranks worse is not installed."""
    from app import training

    with opened(home) as shop:
        _print(training.train_reranker(shop, tell))


@train_.command("understanding")
def train_understanding(home: Home = None, data: Data = None, corrections: Corrections = None, seed: Seed = 1) -> None:
    """Learn the intents and spans that staff corrected; with --data, train anew from a folder of open sets before."""
    from app import training

    with opened(home) as shop:
        _print(training.train_understanding(shop, data, corrections, seed, tell))


@train_.command("replies")
def train_replies(
    data: Annotated[Path, typer.Option(help="A folder of catalogues to write turns about.")],
    home: Home = None,
    minutes: Annotated[float, typer.Option(help="How long to train.")] = 60.0,
    seed: Seed = 0,
) -> None:
    """Teach the small reply model to word plans, staff's replies among them; worse weights are not installed."""
    from app import training

    with opened(home) as shop:
        _print(training.train_replies(shop, data, minutes, seed, tell))


def _lines_or_one(
    as_json: bool, answer: Callable[[list[dict[str, Any]]], Sequence[Any]], needs: str, one: str, batch: int = 1
) -> None:
    """Answer JSON lines, or the one thing written on the command line."""
    if as_json:
        _exit_if(answer_lines(answer, needs, batch=batch))
    elif one:
        Console().print_json(data=answer([{needs: one}])[0])
    else:
        raise ValueError(f"Say the {needs}, or give JSON lines with --json.")


def _exit_if(failed: int) -> None:
    if failed:
        raise typer.Exit(1)
