"""Shoppers who chat with a server over plain sockets, what they waited for, and a scripted LLM beside them."""

import argparse
import asyncio
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import numpy as np
import uvloop

from tests.serving import Server

PAGE = Path(__file__).parent / "results" / "load.md"
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


def ms(seconds: Sequence[float], percentile: int) -> str:
    """Return a percentile in milliseconds, to be printed."""
    return f"{1000 * float(np.percentile(seconds, percentile)):,.0f}" if seconds else "-"


class Shopper:
    """One chat, over plain sockets, so that reading the replies takes little of the processor."""

    def __init__(self, url: str) -> None:
        self.host, self.port = urlsplit(url).hostname, urlsplit(url).port
        self.session, self.token = uuid4().hex, ""

    async def begin(self) -> None:
        """Get a session."""
        reader, writer = await self._send("/api/v1/sessions", b"", "application/json")
        body = await reader.read()
        writer.close()
        self.token = json.loads(body[body.index(b"{") : body.rindex(b"}") + 1])["token"]

    async def ask(self, text: str, figures: Figures, id: str = "") -> float:
        """Send a message and read its reply; return how long to wait where the shop refused it, else 0."""
        body = json.dumps({"session": self.session, "text": text, "id": id}).encode()
        start = time.perf_counter()
        try:
            reader, writer = await self._send("/api/v1/chat", body, "text/event-stream")
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 60)
            status = int(head.split(b" ", 2)[1])
            if status == 200:
                await self._read(reader, start, figures)
            writer.close()
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            figures.errors.append(f"{type(error).__name__} {error}")
            return 0.0
        return 0.0 if status == 200 else _refused(status, head, time.perf_counter() - start, figures)

    async def _read(self, reader: asyncio.StreamReader, start: float, figures: Figures) -> None:
        seen: set[bytes] = set()
        async with asyncio.timeout(60):
            while line := await reader.readline():
                if not line.startswith(b"event: "):
                    continue
                name, spent = line[7:].strip(), time.perf_counter() - start
                if name not in seen:
                    seen.add(name)
                    {b"products": figures.products, b"sentence": figures.first}.get(name, []).append(spent)
                if name == b"error":
                    figures.errors.append("the reply broke off")
                if name == b"done":
                    figures.whole.append(spent)
        if not seen & {b"done", b"error"}:
            figures.errors.append("the stream ended early")

    async def _send(self, path: str, body: bytes, accept: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        head = f"POST {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nConnection: close\r\nAccept: {accept}\r\n"
        head += f"Authorization: Bearer {self.token}\r\n" if self.token else ""
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        return reader, writer


def _refused(status: int, head: bytes, seconds: float, figures: Figures) -> float:
    if status not in (429, 503):
        figures.errors.append(f"status {status}")
        return 1.0
    figures.refused.append(seconds)
    wait = re.search(rb"retry-after: *(\d+)", head, re.IGNORECASE)
    return float(wait[1]) if wait else 1.0


@dataclass(frozen=True)
class ScriptedLLM:
    """An OpenAI-compatible server in a process of its own."""

    url: str
    pid: int


@contextmanager
def scripted_llm(pieces: list[str], pause_s: float) -> Iterator[ScriptedLLM]:
    """Stream `pieces` with a pause before each to whoever asks, until the block ends."""
    over, address = multiprocessing.Event(), multiprocessing.Queue()
    llm = multiprocessing.Process(target=_serve, args=(pieces, pause_s, address, over), daemon=True)
    llm.start()
    try:
        yield ScriptedLLM(address.get(timeout=60), llm.pid or 0)
    finally:
        over.set()
        llm.join(5)


def _serve(pieces: list[str], pause_s: float, address: "multiprocessing.Queue[str]", over: Event) -> None:
    chunks = [b"data: " + json.dumps(_chunk(piece)).encode() + b"\n\n" for piece in pieces]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, RuntimeError, asyncio.IncompleteReadError):  # uvloop: who went away
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)[1]))  # type: ignore[index]
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
            for chunk in chunks:
                await asyncio.sleep(pause_s)
                writer.write(chunk)
                await writer.drain()
            writer.write(b"data: [DONE]\n\n")
            await writer.drain()
        writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        address.put(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1")
        await asyncio.to_thread(over.wait)

    uvloop.run(serve())


def _chunk(piece: str) -> dict[str, object]:
    choice = {"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}
    return {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "scripted", "choices": [choice]}


def arguments(about: str | None) -> argparse.ArgumentParser:
    """Return what both measurements of a shop are told."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="a home with a shop in it; else the demo shop, loaded anew")
    parser.add_argument("--set", nargs="*", default=[], help="settings of the server, as name=value")
    parser.add_argument("--print-only", action="store_true", help="leave results/load.md as it is")
    return parser


@contextmanager
def serving(at: argparse.Namespace, says: list[str], pause_s: float) -> Iterator[tuple[Server, ScriptedLLM]]:
    """Serve the shop that the arguments name, without limits, its replies worded by a scripted LLM."""
    home = at.home or Path(tempfile.mkdtemp(prefix="load-")) / "home"
    if not at.home:
        made = {**os.environ, "SHOP_HOME": str(home)}
        subprocess.run([sys.executable, "-m", "app", "demo"], check=True, env=made, stdout=subprocess.DEVNULL)
    changed = dict(pair.split("=", 1) for pair in at.set)
    with scripted_llm(says, pause_s) as llm:
        server = Server(home, llm_url=llm.url, llm_model="scripted", **{**UNLIMITED, **changed})
        try:
            yield server.wait(timeout_s=600), llm
        finally:
            server.stop()


def keep_part(title: str, text: str) -> None:
    """Write one part of results/load.md, in the place of the one with the same title."""
    parts = re.split(r"(?m)^## ", PAGE.read_text("utf-8")) if PAGE.exists() else ["# Under load\n\n"]
    new = f"{title}\n\n{text.strip()}\n\n"
    named = [i for i, part in enumerate(parts) if part.split("\n", 1)[0] == title]
    parts[named[0] if named else len(parts) :] = [new, *parts[named[0] + 1 :]] if named else [new]
    PAGE.write_text("## ".join(parts).rstrip() + "\n", "utf-8")
