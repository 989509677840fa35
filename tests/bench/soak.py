"""Show whether a shop's memory grows: as many turns as an hour of 200 chats has, without a pause between them.

    python tests/bench/soak.py [--turns 22000] [--every 2000] [--at-once 3] [--home DIR] [--set NAME=VALUE ...]

The server words replies with a scripted LLM that does not wait, so that what an hour holds fits into less. Each chat
has eight turns and is left for a new one; what is asked names products, kinds, colours and prices of the demo shop at
random, so that caches fill as they would. Writes its part of results/load.md.
"""

import asyncio
import json
import random
import sys
import time
from pathlib import Path
from uuid import uuid4

import psutil
import uvloop

sys.path.insert(0, str(Path(__file__).parents[2]))
from knowledge import demo
from tests.bench.shoppers import Figures, Shopper, arguments, keep_part, serving
from tests.serving import Server

CHAT = 8  # turns of one conversation
SAYS = ["Here is what fits. ", *["It is good. ", "Take your time to look. "] * 4]
ASKED = (
    "a {color} {kind} under ${price}", "do you have the {title}?", "{kind}", "is the {title} in stock?",
    "under ${price}", "something in {color}", "what goes with the {title}?", "a {kind} for my sister",
    "compare the first two", "{question}", "{chinese}", "有没有{price}元以下的{kind_zh}", "not {brand}",
    "how many watts does it have?",
)  # fmt: skip


class Questions:
    """What shoppers ask, drawn from the demo shop's own words."""

    def __init__(self, seed: int = 7) -> None:
        self._rng = random.Random(seed)
        self._products = [json.loads(line) for line in demo.products_file().read_text("utf-8").splitlines()]
        faq = demo.faq_files()[0].read_text("utf-8").splitlines()
        self._faq = [line.lstrip("# ").split(" {#")[0] for line in faq if line.startswith("#")]

    def draw(self) -> str:
        """Return one message."""
        product, rng = self._rng.choice(self._products), self._rng
        chinese = product.get("translations", {}).get("zh", {})
        return rng.choice(ASKED).format(
            color=rng.choice(["red", "blue", "black", "cream", "sage", "navy", "oak", "silver"]),
            kind=product["product_type"],
            kind_zh=chinese.get("product_type", "水壶"),
            price=rng.randrange(10, 400),
            title=product["title"],
            chinese=chinese.get("title", "电水壶"),
            brand=product["brand"],
            question=rng.choice(self._faq),
        )


async def soak(server: Server, turns: int, every: int, at_once: int) -> tuple[list[tuple[int, float]], list[str]]:
    """Return the server's memory in MiB after so many turns, each time, and what went wrong."""
    process, questions = psutil.Process(server.process.pid), Questions()
    figures, points, started = Figures(), list[tuple[int, float]](), 0

    async def chat() -> None:
        nonlocal started
        while started < turns:
            shopper = Shopper(server.url)
            await shopper.begin()
            for _ in range(min(CHAT, turns - started)):
                started += 1
                if started % every == 0:
                    points.append((started, process.memory_info().rss / 2**20))
                    print(*points[-1], f"{time.monotonic() - begun:.0f} s", flush=True)
                text, id = questions.draw(), uuid4().hex
                while await shopper.ask(text, figures, id):
                    await asyncio.sleep(0.02)  # refused: what counts here is answered turns

    begun = time.monotonic()
    await asyncio.gather(*(chat() for _ in range(at_once)))
    return points, figures.errors


def report(points: list[tuple[int, float]], errors: list[str], command: str) -> str:
    """Return the figures as a part of the page."""
    (first, before), (last, after) = points[0], points[-1]
    cells = [f"| {turns:,} | {mib:,.0f} | {100 * (mib / before - 1):+.1f}% |" for turns, mib in points]
    lines = [
        f"`{command}`: chats of {CHAT} turns, one message after the other. The first point is the warm shop.",
        "",
        "| turns | MiB | since the first |",
        "|---|---|---|",
        *cells,
        "",
        f"From {first:,} to {last:,} turns the server's memory grew by {after - before:.0f} MiB, "
        f"{100 * (after / before - 1):.1f}%.",
        *([f"{len(errors)} errors, such as {errors[0]}."] if errors else []),
    ]
    return "\n".join(lines)


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--turns", type=int, default=22_000)
    parser.add_argument("--every", type=int, default=2_000)
    parser.add_argument("--at-once", type=int, default=3)
    at = parser.parse_args()
    with serving(at, SAYS, 0.0) as (server, _):
        points, errors = uvloop.run(soak(server, at.turns, at.every, at.at_once))
    command = f"python tests/bench/soak.py --turns {at.turns} --every {at.every} --at-once {at.at_once}"
    text = report(points, errors, command)
    print(text)
    if not at.print_only:
        keep_part("Memory over an hour's equivalent", text)


if __name__ == "__main__":
    main()
