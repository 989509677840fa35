"""A conversation in the terminal."""

from uuid import uuid4

from rich.console import Console
from rich.table import Table

from agents.turn import Card, Message, ProductsReady, Reply, Sentence
from app.build import OpenShop


def talk(shop: OpenShop, shopper: str, console: Console) -> None:
    """Answer what is typed until an empty line or the end of input."""
    session = uuid4().hex
    console.print(f"[bold]{shop.settings.name}[/bold]: what can I help you find? (An empty line ends the chat.)")
    while said := _read(console):
        for step in shop.assistant.respond(Message(session, said, shopper=shopper)):
            match step:
                case ProductsReady() if step.cards:
                    console.print(_table(step.cards))
                case Sentence():
                    console.print(step.text, end=" ", markup=False)
                case Reply():
                    console.print()


def _read(console: Console) -> str:
    try:
        return console.input("[bold]> [/bold]").strip()
    except (EOFError, KeyboardInterrupt):
        return ""


def _table(cards: tuple[Card, ...]) -> Table:
    table = Table(box=None, show_header=False)
    for card in cards:
        stock = "" if card.in_stock else "sold out"
        table.add_row(card.title, f"{card.price:.2f} {card.currency}", stock, card.near or card.reason)
    return table
