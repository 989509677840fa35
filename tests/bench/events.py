"""Take in 2,000 events a second while somebody chats: does a reply wait for them?

    python tests/bench/events.py [--seconds 30] [--home DIR] [--write]

The server is `shopguide serve` over a demo shop, without a language model or limits; what shoppers did comes in
over HTTP, a hundred acts a request, from shoppers who allow it to be kept. Beside it, chats ask one question at a time.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

import httpx

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench.shoppers import UNLIMITED, Figures, Shopper, ms
from tests.serving import Server

RESULTS = Path(__file__).parent / "results" / "events.md"
A_SECOND, BATCH, WRITERS = 2000, 100, 4
ASKED = ("a kettle under $80", "a rain jacket", "a table lamp in brass", "a gift for my sister", "电水壶")


async def chats(url: str, seconds: float, pause: float = 0.3) -> Figures:
    """Ask one question after another until the time is over."""
    figures, end, turn = Figures(), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        if turn % len(ASKED) == 0:
            shopper = Shopper(url)
            await shopper.begin()
        await shopper.ask(ASKED[turn % len(ASKED)], figures)
        turn += 1
        await asyncio.sleep(pause)
    return figures


async def told(url: str, seconds: float) -> tuple[int, list[float], float]:
    """Send acts at an even pace; return how many were taken in, what each request took, and how long it all took."""
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        writers = [await _allowed(client) for _ in range(WRITERS)]
        items = [
            p["id"] for p in (await client.get("/api/v1/products/search", params={"q": "lamp"})).json()["products"]
        ]
        taken, took, start = 0, list[float](), time.monotonic()

        async def send(writer: dict[str, str], first: int) -> None:
            nonlocal taken
            for n in range(first, int(seconds * A_SECOND / BATCH), WRITERS):
                await asyncio.sleep(max(0.0, start + n * BATCH / A_SECOND - time.monotonic()))
                acts = [
                    {"id": uuid4().hex, "name": "view_item", "item_id": items[k % len(items)]} for k in range(BATCH)
                ]
                clock = time.perf_counter()
                answer = await client.post("/api/v1/events", json={"events": acts}, headers=writer)
                took.append(time.perf_counter() - clock)
                taken += answer.raise_for_status().json()["taken"]

        await asyncio.gather(*(send(w, n) for n, w in enumerate(writers)))
        return taken, took, time.monotonic() - start


async def _allowed(client: httpx.AsyncClient) -> dict[str, str]:
    token = (await client.post("/api/v1/sessions")).json()["token"]
    writer = {"Authorization": f"Bearer {token}"}
    (await client.put("/api/v1/consent", json={"consent": True}, headers=writer)).raise_for_status()
    return writer


async def measured(url: str, seconds: float) -> list[str]:
    """Return the lines to print: replies alone, replies beside the events, and the events."""
    await chats(url, 4)  # the first turns warm what is read once
    alone = await chats(url, seconds)
    beside, (taken, took, spent) = await asyncio.gather(chats(url, seconds), told(url, seconds))
    lines = ["| a reply, ms | turns | products p50 | p95 | whole p50 | p95 | errors |", "|---|---|---|---|---|---|---|"]
    for name, f in (("alone", alone), (f"beside {A_SECOND:,} events/s", beside)):
        cells = [len(f.whole), ms(f.products, 50), ms(f.products, 95), ms(f.whole, 50), ms(f.whole, 95), len(f.errors)]
        lines.append(f"| {name} | " + " | ".join(map(str, cells)) + " |")
    rate = f"{taken:,} new events kept in {spent:.1f} s: {taken / spent:,.0f} a second"
    return [*lines, "", f"{rate}; a request of {BATCH} took {ms(took, 50)} ms p50, {ms(took, 95)} ms p95."]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--home", type=Path, default=None)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    home = args.home or Path(tempfile.mkdtemp())
    if not (home / "shopguide.db").exists():
        subprocess.run([sys.executable, "-m", "app", "demo", "--home", str(home)], check=True)
    server = Server(home, llm="none", **UNLIMITED).wait()
    try:
        lines = asyncio.run(measured(server.url, args.seconds))
    finally:
        server.stop()
    print("\n".join(lines))
    if args.write:
        RESULTS.write_text(
            "# Events taken in beside replies\n\nSQLite, two cores shared with who asks.\n\n" + "\n".join(lines) + "\n"
        )


if __name__ == "__main__":
    main()
