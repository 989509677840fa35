"""Servers for tests: `shopguide serve` as a process of its own, and a slow OpenAI-compatible LLM."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """Serve an application in this process until the block ends; yield its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=free_port(), log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.config.port}"
    end = time.monotonic() + 90
    while not server.started or httpx.get(f"{url}/healthz").json()["shop"] != "open":
        if time.monotonic() > end:
            raise TimeoutError("The shop did not open in 90 s.")
        time.sleep(0.05)
    try:
        yield url
    finally:
        server.should_exit = True
        thread.join(10)


class Server:
    """`shopguide serve` over a home, as a process that can be killed."""

    def __init__(self, home: Path, port: int = 0, **settings: str) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        environment = {**os.environ, "SHOP_HOME": str(home), **{f"SHOP_{k.upper()}": v for k, v in settings.items()}}
        self.log = (home / "server.log").open("ab")
        command = [sys.executable, "-m", "app", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=environment, stdout=self.log, stderr=self.log)

    def wait(self, open_shop: bool = True, timeout_s: float = 90) -> "Server":
        """Return when the server answers, and its shop is open."""
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"The server ended: {Path(self.log.name).read_text()[-2000:]}")
            try:
                health = httpx.get(f"{self.url}/healthz", timeout=2).json()
            except httpx.TransportError:
                health = {}
            if health and (health["shop"] == "open" or not open_shop):
                return self
            time.sleep(0.05)
        raise TimeoutError(f"No server after {timeout_s} s: {Path(self.log.name).read_text()[-2000:]}")

    def kill(self) -> None:
        """Kill the process as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask the process to end, and wait."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


@contextmanager
def slow_llm(pieces: list[str], pause_s: float) -> Iterator[str]:
    """Serve one model that streams `pieces` with a pause before each; yield its base URL."""

    class Chat(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                for piece in pieces:
                    time.sleep(pause_s)
                    delta = {"role": "assistant", "content": piece}
                    chunk: dict[str, object] = {
                        "id": "c",
                        "object": "chat.completion.chunk",
                        "created": 0,
                        "model": "slow",
                    }
                    chunk["choices"] = [{"index": 0, "delta": delta, "finish_reason": None}]
                    self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
                    self.wfile.flush()
                self.wfile.write(b"data: [DONE]\n\n")
            except (BrokenPipeError, ConnectionResetError):
                pass  # the client went away

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Chat)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
