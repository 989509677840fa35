"""Show how a shop holds under load: many chats at once, then three times as many, with an LLM at 20 tokens a second.

    python tests/bench/load.py [--chats 200] [--minutes 5] [--think 30] [--home DIR] [--set turns_waiting=32 ...]

The server, the scripted LLM and the shoppers are processes of their own on this machine, and share its processors.
Each shopper has a session, sends a message, reads the reply to its end, thinks for about `--think` seconds and goes on;
one who is refused waits for as long as Retry-After says. Writes results/load.md.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.serving import Server, slow_llm

RESULTS = Path(__file__).parent / "results"
TOKENS, TOKEN_S = 40, 0.05
SAYS = [
    "Here is what fits. ",
    *["Take your time to look. " if i % 5 == 0 else "It is good. " for i in range(TOKENS - 1)],
]
ASKED = (
    "a kettle under $80", "a rain jacket", "how long does delivery take?", "under $50 please", "a table lamp in brass",
    "a gift for my sister", "do you have it in blue?", "can I return it?", "电水壶", "compare the first two",
)  # fmt: skip
UNLIMITED = dict.fromkeys(
    ("limit_address", "limit_session", "limit_shop", "limit_turns_address", "limit_turns_session", "limit_turns_shop"),
    "",
)


@dataclass
class Figures:
    """Seconds of each answer, by what was waited for."""

    products: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[int, float]] = field(default_factory=list)  # answered turns, MiB of the server

    def row(self, name: str) -> str:
        """Return the figures as a line of a table; times in ms."""
        cells = [f"{name}", f"{len(self.whole)}", f"{len(self.errors)}"]
        for seconds in (self.products, self.first, self.whole):
            cells += [_ms(seconds, 50), _ms(seconds, 95)]
        return "| " + " | ".join([*cells, f"{len(self.refused)}", _ms(self.refused, 95)]) + " |"


def _ms(seconds: Sequence[float], percentile: int) -> str:
    return f"{1000 * float(np.percentile(seconds, percentile)):,.0f}" if seconds else "-"


class Shopper:
    """One chat, over plain sockets, so that reading the replies takes little of the processor."""

    def __init__(self, url: str) -> None:
        self.host, self.port = urlsplit(url).hostname, urlsplit(url).port
        self.session, self.token = uuid4().hex, ""

    async def begin(self) -> None:
        """Get a session."""
        body = await self._post("/api/v1/sessions", b"")
        self.token = json.loads(body[body.index(b"{") : body.rindex(b"}") + 1])["token"]

    async def go_on(self, end: float, think: float, figures: Figures) -> None:
        """Chat until the end."""
        await asyncio.sleep(random.uniform(0, min(think, max(0.0, end - time.monotonic()))))
        while time.monotonic() < end:
            wait = await self._ask(random.choice(ASKED), figures)
            await asyncio.sleep(wait or random.uniform(0.5 * think, 1.5 * think))

    async def _ask(self, text: str, figures: Figures) -> float:
        """Send a message; return how long to wait where the shop refused it, else 0."""
        start, body = time.perf_counter(), json.dumps({"session": self.session, "text": text}).encode()
        try:
            reader, writer = await self._send("/api/v1/chat", body, "text/event-stream")
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 60)
            status = int(head.split(b" ", 2)[1])
            if status != 200:
                return self._refused(status, head, time.perf_counter() - start, figures)
            await self._read(reader, start, figures)
            writer.close()
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            figures.errors.append(f"{type(error).__name__} {error}")
        return 0.0

    def _refused(self, status: int, head: bytes, seconds: float, figures: Figures) -> float:
        if status not in (429, 503):
            figures.errors.append(f"status {status}")
            return 1.0
        figures.refused.append(seconds)
        lines = head.decode().lower().split("\r\n")
        return float(next((line.split(":")[1] for line in lines if line.startswith("retry-after")), 1))

    async def _read(self, reader: asyncio.StreamReader, start: float, figures: Figures) -> None:
        seen: set[bytes] = set()
        while line := await asyncio.wait_for(reader.readline(), 60):
            name = line.removeprefix(b"event: ").strip() if line.startswith(b"event: ") else b""
            spent = time.perf_counter() - start
            if name and name not in seen:
                seen.add(name)
                {b"products": figures.products, b"sentence": figures.first}.get(name, []).append(spent)
            if name == b"error":
                figures.errors.append("the reply broke off")
            if name == b"done":
                figures.whole.append(spent)
        if not seen & {b"done", b"error"}:
            figures.errors.append("the stream ended early")

    async def _post(self, path: str, body: bytes) -> bytes:
        reader, writer = await self._send(path, body, "application/json")
        answer = await reader.read()
        writer.close()
        return answer

    async def _send(self, path: str, body: bytes, accept: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        head = f"POST {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nConnection: close\r\nAccept: {accept}\r\n"
        head += f"Authorization: Bearer {self.token}\r\n" if self.token else ""
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        return reader, writer


async def load(server: Server, chats: int, seconds: float, think: float) -> Figures:
    """Return the figures of so many chats for so long."""
    figures, shoppers = Figures(), [Shopper(server.url) for _ in range(chats)]
    for shopper in shoppers:
        await shopper.begin()
    end = time.monotonic() + seconds
    watching = asyncio.create_task(_watch(server.process.pid, figures))
    await asyncio.gather(*(shopper.go_on(end, think, figures) for shopper in shoppers))
    watching.cancel()
    return figures


async def _watch(pid: int, figures: Figures) -> None:
    process = psutil.Process(pid)
    while True:
        figures.memory.append((len(figures.whole), process.memory_info().rss / 2**20))
        await asyncio.sleep(1)


def _llm(address: "multiprocessing.Queue[str]", over: Event) -> None:
    with slow_llm(SAYS, TOKEN_S) as url:
        address.put(url)
        over.wait()


def growth(figures: Figures, chats: int, think: float) -> str:
    """Say how memory grew after the first third of the run, and what an hour of such chats would add at that rate."""
    points = figures.memory[len(figures.memory) // 3 :]
    if len(points) < 60 or points[-1][0] == points[0][0]:
        return "too short a run to say how memory grows"
    turns, mib = np.array(points).T
    slope = np.polyfit(turns, mib, 1)[0]
    hour = chats * 3600 / (think + float(np.mean(figures.whole)))
    return (
        f"{mib[0]:,.0f} MiB after {turns[0]:.0f} turns, {mib[-1]:,.0f} MiB after {turns[-1]:.0f}; "
        f"an hour of this is {hour:,.0f} turns, {100 * slope * hour / mib[0]:+.1f}% at this rate"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--think", type=float, default=30.0, help="mean seconds between a reply and the next message")
    parser.add_argument("--home", type=Path, help="a home with a shop in it; else the demo shop, loaded anew")
    parser.add_argument("--set", nargs="*", default=[], help="settings of the server, as name=value")
    at = parser.parse_args()
    home = at.home or Path(tempfile.mkdtemp(prefix="load-")) / "home"
    if not at.home:
        made = {**os.environ, "SHOP_HOME": str(home)}
        subprocess.run([sys.executable, "-m", "app", "demo"], check=True, env=made, stdout=subprocess.DEVNULL)
    over, address = multiprocessing.Event(), multiprocessing.Queue()
    llm = multiprocessing.Process(target=_llm, args=(address, over), daemon=True)
    llm.start()
    changed = dict(pair.split("=", 1) for pair in at.set)
    server = Server(home, llm_url=address.get(), llm_model="slow", **{**UNLIMITED, **changed}).wait(timeout_s=180)
    try:
        asyncio.run(load(server, 4, min(20.0, 20 * at.minutes), 1.0))  # what is slow for the first time only
        runs = {n: asyncio.run(load(server, n * at.chats, 60 * at.minutes, at.think)) for n in (1, 3)}
    finally:
        server.stop()
        over.set()
    text = report(runs, at.chats, at.minutes, at.think, changed)
    print(text)
    (RESULTS / "load.md").write_text(text)


def report(runs: dict[int, Figures], chats: int, minutes: float, think: float, changed: dict[str, str]) -> str:
    """Return the figures as a page."""
    slower = float(np.median(runs[3].whole) / np.median(runs[1].whole)) if runs[3].whole and runs[1].whole else 0.0
    lines = [
        "# Under load",
        "",
        f"`python tests/bench/load.py --chats {chats} --minutes {minutes:g} --think {think:g}`"
        + (f" with {', '.join(f'{k}={v}' for k, v in changed.items())}" if changed else ""),
        "",
        f"{os.cpu_count()} processors for server, LLM and shoppers together. The LLM writes {TOKENS} tokens at "
        f"{1 / TOKEN_S:.0f} a second. Times in ms; a refused shopper waits as Retry-After says and sends again.",
        "",
        "| chats | turns | errors | products p50 | p95 | first text p50 | p95 | whole p50 | p95 | refused | p95 |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
        *(run.row(str(n * chats)) for n, run in runs.items()),
        "",
        f"With three times as many chats an admitted reply took {slower:.2f} times as long (median).",
        "",
        *(f"- Memory with {n * chats} chats: {growth(run, n * chats, think)}." for n, run in runs.items()),
    ]
    wrong = sorted({error for run in runs.values() for error in run.errors})
    return "\n".join([*lines, *(f"- Error: {error}" for error in wrong[:10])]) + "\n"


if __name__ == "__main__":
    main()
