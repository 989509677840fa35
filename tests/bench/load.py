"""Show how a shop holds under load: many chats at once, then three times as many, with an LLM at 20 tokens a second.

    python tests/bench/load.py [--chats 200] [--minutes 5] [--minutes-over 2] [--home DIR] [--set turns_wait_s=0.2 ...]

The server, the scripted LLM and the shoppers are processes of their own on this machine, and share its processors.
Each shopper has a session, sends a message, reads the reply to its end, thinks for about `--think` seconds and goes on;
one who is refused waits for as long as Retry-After says and sends the same message again. Writes results/load.md.
"""

import asyncio
import os
import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import numpy as np
import psutil
import uvloop

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench.shoppers import Figures, Shopper, arguments, keep_part, ms, serving
from tests.serving import Server

TOKENS, TOKEN_S = 40, 0.05
SAYS = [
    "Here is what fits. ",
    *["Take your time to look. " if i % 5 == 0 else "It is good. " for i in range(TOKENS - 1)],
]
ASKED = (
    "a kettle under $80", "a rain jacket", "how long does delivery take?", "under $50 please", "a table lamp in brass",
    "a gift for my sister", "do you have it in blue?", "can I return it?", "电水壶", "compare the first two",
)  # fmt: skip


@dataclass
class Run:
    """One run's figures, and what of the processors and of time the measuring itself took."""

    figures: Figures = field(default_factory=Figures)
    memory: list[float] = field(default_factory=list)  # MiB of the server, each second
    late: list[float] = field(default_factory=list)  # seconds that the shoppers' own process woke too late
    cores: dict[str, float] = field(default_factory=dict)  # processors that each process kept busy

    def row(self, chats: int) -> str:
        """Return the figures as a line of a table; times in ms."""
        seen = self.figures
        cells = [f"{chats}", f"{len(seen.whole)}", f"{len(seen.errors)}"]
        for seconds in (seen.products, seen.first, seen.whole):
            cells += [ms(seconds, 50), ms(seconds, 95)]
        return "| " + " | ".join([*cells, f"{len(seen.refused)}", ms(seen.refused, 50), ms(seen.refused, 95)]) + " |"


async def chatting(shopper: Shopper, end: float, think: float, figures: Figures) -> None:
    """Chat until the end: ask, think, ask again; a message that is refused is sent again when the shop says."""
    await asyncio.sleep(random.uniform(0, min(think, max(0.0, end - time.monotonic()))))
    text, id = random.choice(ASKED), uuid4().hex
    while time.monotonic() < end:
        wait = await shopper.ask(text, figures, id)
        if not wait:
            text, id = random.choice(ASKED), uuid4().hex
        pause = wait or random.uniform(0.5 * think, 1.5 * think)
        await asyncio.sleep(min(pause, max(0.0, end - time.monotonic())))


async def load(server: Server, llm: int, chats: int, seconds: float, think: float) -> Run:
    """Return the figures of so many chats for so long."""
    run, shoppers = Run(), [Shopper(server.url) for _ in range(chats)]
    for shopper in shoppers:
        await shopper.begin()
    processes = {"server": psutil.Process(server.process.pid), "LLM": psutil.Process(llm), "shoppers": psutil.Process()}
    before, start = {name: _busy(p) for name, p in processes.items()}, time.monotonic()
    watching = asyncio.create_task(_watch(processes["server"], run))
    await asyncio.gather(*(chatting(shopper, start + seconds, think, run.figures) for shopper in shoppers))
    watching.cancel()
    run.cores = {name: (_busy(p) - before[name]) / (time.monotonic() - start) for name, p in processes.items()}
    return run


async def _watch(server: psutil.Process, run: Run) -> None:
    while True:
        run.memory.append(server.memory_info().rss / 2**20)
        for _ in range(20):
            due = time.perf_counter() + 0.05
            await asyncio.sleep(0.05)
            run.late.append(time.perf_counter() - due)


def _busy(process: psutil.Process) -> float:
    return sum(process.cpu_times()[:2])


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--minutes-over", type=float, default=2.0, help="of the runs with more chats than --chats")
    parser.add_argument("--think", type=float, default=30.0, help="mean seconds between a reply and the next message")
    parser.add_argument("--times", type=int, nargs="*", default=[1, 3], help="how many times as many chats to try")
    at, runs = parser.parse_args(), dict[int, Run]()
    with serving(at, SAYS, TOKEN_S) as (server, llm):
        uvloop.run(load(server, llm.pid, 4, min(20.0, 20 * at.minutes), 1.0))  # what is slow the first time only
        for n in at.times:
            minutes = at.minutes if n == 1 else at.minutes_over
            runs[n] = uvloop.run(load(server, llm.pid, n * at.chats, 60 * minutes, at.think))
    minutes = f"--minutes {at.minutes:g} --minutes-over {at.minutes_over:g}"
    command = f"python tests/bench/load.py --chats {at.chats} {minutes} --think {at.think:g}"
    text = report(runs, at.chats, command + (f" --set {' '.join(at.set)}" if at.set else ""))
    print(text)
    if not at.print_only:
        keep_part("Many chats at once", text)


def report(runs: dict[int, Run], chats: int, command: str) -> str:
    """Return the figures as a part of the page."""
    lines = [
        f"`{command}`",
        "",
        f"{os.cpu_count()} processors for server, LLM and shoppers together. The LLM writes {TOKENS} tokens at "
        f"{1 / TOKEN_S:.0f} a second. Times in ms; a refused shopper waits as Retry-After says and sends again.",
        "",
        "| chats | turns | errors | products p50 | p95 | first text p50 | p95 | whole p50 | p95 "
        "| refused | p50 | p95 |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
        *(run.row(n * chats) for n, run in runs.items()),
        "",
        *(_slower(runs[1].figures, run.figures, n) for n, run in runs.items() if n > 1 and 1 in runs),
        *(_beside(n * chats, run) for n, run in runs.items()),
    ]
    wrong = sorted({error for run in runs.values() for error in run.figures.errors})
    return "\n".join([*lines, *(f"- Error: {error}" for error in wrong[:10])])


def _slower(usual: Figures, many: Figures, times: int) -> str:
    pairs = {"products": "products", "first text": "first", "the whole reply": "whole"}
    if not (usual.whole and many.whole):
        return "- No reply came."
    told = (
        f"{name} {np.median(getattr(many, f)) / np.median(getattr(usual, f)):.2f} "
        f"({np.percentile(getattr(many, f), 95) / np.percentile(getattr(usual, f), 95):.2f} at p95)"
        for name, f in pairs.items()
    )
    return (
        f"- With {times} times as many chats, admitted turns took so many times as long, by medians: {', '.join(told)}."
    )


def _beside(chats: int, run: Run) -> str:
    cores = ", ".join(f"{name} {busy:.2f}" for name, busy in run.cores.items())
    memory = f"{run.memory[0]:,.0f} MiB at the start and {run.memory[-1]:,.0f} at the end" if run.memory else "unknown"
    return (
        f"- {chats} chats: processors busy with {cores}; the shoppers' own process woke {ms(run.late, 95)} ms late "
        f"(p95), which is part of every figure. The server held {memory}."
    )


if __name__ == "__main__":
    main()
