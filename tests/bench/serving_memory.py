"""Show how much memory a server holds over Icecat's 19,406 products, without an LLM, after some hundreds of turns.

    python tests/bench/serving_memory.py [--home HOME] [--turns 400]

Loads Icecat into HOME where there is no shop yet (minutes). Each chat asks for a kind of thing, then more narrowly, for
a product by its name, and something about it. Writes results/serving_memory.md.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from uuid import uuid4

import psutil
import uvloop

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench.shared_data import ROOT, icecat_products
from tests.bench.shoppers import UNLIMITED, Figures, Shopper, ms
from tests.serving import Server

RESULTS = Path(__file__).parent / "results" / "serving_memory.md"
NARROWER = ("under ${price}", "{brand}", "something in {color}", "not {brand}", "the cheapest one", "in stock only")
ABOUT = (
    "what colour is it?",
    "how heavy is it?",
    "what goes with it?",
    "does it have bluetooth?",
    "compare the first two",
)


def said(rng: random.Random) -> list[str]:
    """Return what one shopper says."""
    product = rng.choice(PRODUCTS)
    words = {"price": rng.randrange(20, 800), "brand": product.brand, "color": rng.choice(("black", "white", "red"))}
    kind = product.product_type or "laptop"
    return [kind, rng.choice(NARROWER).format(**words), f"do you have the {product.title}?", rng.choice(ABOUT)]


async def chats(server: Server, turns: int) -> tuple[list[tuple[int, int]], Figures]:
    """Return the server's memory in MiB after each hundred turns, and what shoppers waited."""
    process, rng, figures = psutil.Process(server.process.pid), random.Random(3), Figures()
    points = [(0, process.memory_info().rss >> 20)]
    for turn in range(0, turns, 4):
        shopper = Shopper(server.url)
        await shopper.begin()
        for text in said(rng):
            await shopper.ask(text, figures, uuid4().hex)
        if (turn + 4) % 100 == 0:
            points.append((turn + 4, process.memory_info().rss >> 20))
            print(*points[-1], flush=True)
    if figures.errors:
        raise RuntimeError(f"{len(figures.errors)} errors, such as {figures.errors[0]}")
    return points, figures


def main() -> None:
    """Serve, ask, and write the table."""
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("--home", type=Path)
    read.add_argument("--turns", type=int, default=400)
    asked = read.parse_args()
    home = asked.home or Path(tempfile.mkdtemp(prefix="serving-memory-")) / "home"
    if not (home / "shopguide.db").exists():
        feed = [str(ROOT / "icecat" / "products.jsonl.gz"), "--as", "icecat"]
        made = {**os.environ, "SHOP_HOME": str(home)}
        subprocess.run([sys.executable, "-m", "app", "ingest", *feed], check=True, env=made, stdout=subprocess.DEVNULL)
    server = Server(home, llm="none", **UNLIMITED).wait(timeout_s=300)
    try:
        points, figures = uvloop.run(chats(server, asked.turns))
    finally:
        server.stop()
    lines = [
        "# Memory of a server without an LLM",
        "",
        f"`shopguide serve` with `SHOP_LLM=none` over Icecat's {len(PRODUCTS):,} products; its resident memory.",
        f"Command: `python tests/bench/serving_memory.py --turns {asked.turns}`.",
        "",
        "| turns answered | MiB |",
        "| ---: | ---: |",
        *(f"| {turns} | {mib:,} |" for turns, mib in points),
        "",
        f"Products on screen: p50 {ms(figures.products, 50)} ms, p95 {ms(figures.products, 95)} ms.",
    ]
    RESULTS.write_text("\n".join(lines) + "\n")
    print(RESULTS.read_text())


PRODUCTS = icecat_products()
if __name__ == "__main__":
    main()
