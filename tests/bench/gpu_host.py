"""An LLM server behind our whole stack, beside calling it bare: 1 to 64 chats at once.

For each model (an 8B-shaped Llama with random weights, and our exported one) and each server (`transformers serve`, and
vLLM where it is installed) the same prompts go through `Assistant.respond` and straight to the server. Printed: time to
the first token, tokens a second, and our time to products and to the first token as a ratio to the bare call.

Run: python tests/bench/gpu_host.py [--shape 8b|tiny] [--chats 1 4 16 64] [--device auto] [--out FILE]
"""

import argparse
import importlib.util
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import torch
from rich.console import Console
from transformers import LlamaConfig, LlamaForCausalLM

from agents.replies.base import WEIGHTS, load_tokenizer
from agents.replies.export import export, serve_command
from agents.replies.models import Prompt, ServerModel
from agents.turn import Message, ProductsReady
from app.build import OpenShop
from app.loading import load_demo
from app.settings import Settings

SHAPES = {
    "8b": {"hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
           "num_key_value_heads": 8},
    "tiny": {"hidden_size": 128, "intermediate_size": 256, "num_hidden_layers": 2, "num_attention_heads": 4,
             "num_key_value_heads": 2},
}  # fmt: skip
ASKED = ("a waterproof jacket under 100", "running shoes for a wide foot", "a quiet kettle", "headphones for flights",
         "a desk lamp", "a gift for a cook", "a tent for two", "a warm blanket")  # fmt: skip
TURNS = 3  # of each chat


@dataclass
class Heard:
    """What one chat heard: seconds to products and to the first token, tokens, and when the last one came."""

    first: float = 0.0
    tokens: int = 0
    products: float = 0.0
    end: float = 0.0
    prompts: list[Prompt] = field(default_factory=list)


class Watched(ServerModel):
    """A server's model that notes when its tokens come, by the thread that asks."""

    def watch(self) -> None:
        """Begin to note."""
        self.heard: dict[int, Heard] = {}

    def stream(self, prompt: Prompt, cancel: threading.Event) -> Iterator[str]:
        """Yield what the server writes."""
        heard = self.heard.setdefault(zlib_of(prompt), Heard())
        heard.prompts.append(prompt)
        began = time.perf_counter()
        for piece in super().stream(prompt, cancel):
            heard.first = heard.first or (time.perf_counter() - began if piece else 0.0)
            heard.tokens += bool(piece)
            yield piece
        heard.end = time.perf_counter()


def zlib_of(prompt: Prompt) -> int:
    """Return a number of the prompt's own."""
    return hash((prompt.user, prompt.seed, threading.get_ident()))


@contextmanager
def served(command: Callable[[int], list[str]]) -> Iterator[str]:
    """Run a server until the block ends; yield its base URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command(port), stdout=log, stderr=log)
        try:
            end = time.monotonic() + 600
            while not answers(f"http://127.0.0.1:{port}/health"):
                if process.poll() is not None or time.monotonic() > end:
                    log.seek(0)
                    raise SystemExit(log.read().decode("utf-8", "replace")[-3000:])
                time.sleep(0.5)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()
            process.wait(60)


def answers(url: str) -> bool:
    """Say whether a server is up."""
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except OSError:
        return False


def at_once(chats: int, one: Callable[[int], Heard]) -> tuple[list[Heard], float]:
    """Run chats side by side; return what each heard, and the seconds that all took."""
    heard: list[Heard] = [Heard()] * chats
    began = time.perf_counter()

    def run(i: int) -> None:
        heard[i] = one(i)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(chats)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard, time.perf_counter() - began


def through_us(shop: OpenShop, model: Watched, run: str) -> Callable[[int], Heard]:
    """Return a chat through the whole stack."""

    def one(i: int) -> Heard:
        products = []
        for turn in range(TURNS):
            began = time.perf_counter()
            message = Message(f"{run}-{i:04}-bench", ASKED[(i + turn) % len(ASKED)], id=str(turn))
            for step in shop.assistant.respond(message):
                if isinstance(step, ProductsReady):
                    products.append(time.perf_counter() - began)
        return Heard(products=statistics.median(products))

    return one


def bare(model: Watched, prompts: list[Prompt]) -> Callable[[int], Heard]:
    """Return a chat that sends a prompt of the stack's straight to the server."""

    def one(i: int) -> Heard:
        heard, firsts = Heard(), []
        for turn in range(TURNS):
            began, first = time.perf_counter(), 0.0
            for piece in ServerModel.stream(model, prompts[(i + turn) % len(prompts)], threading.Event()):
                first = first or (time.perf_counter() - began if piece else 0.0)
                heard.tokens += bool(piece)
            firsts.append(first)
        heard.first = statistics.median(firsts)
        return heard

    return one


def measured(shop: OpenShop, url: str, folder: Path, chats: int, run: str) -> dict[str, object]:
    """Return a line of the table."""
    model = Watched(url, str(folder), timeout_s=120.0, waiting=256)
    model.watch()
    shop.assistant._model = model  # the one thing that differs from line to line
    ours, took = at_once(chats, through_us(shop, model, run))
    inside = [h for h in model.heard.values() if h.tokens]
    prompts = [h.prompts[0] for h in model.heard.values()]
    plain, plain_took = at_once(chats, bare(model, prompts))
    first, first_bare = [h.first for h in inside] or [float("nan")], [h.first for h in plain if h.tokens]
    return {
        "chats": chats,
        "products_p50_s": round(statistics.median(h.products for h in ours), 3),
        "first_token_p50_s": round(statistics.median(first), 3),
        "first_token_p95_s": round(sorted(first)[int(0.95 * (len(first) - 1))], 3),
        "bare_p50_s": round(statistics.median(first_bare), 3),
        "ratio": round(statistics.median(first) / statistics.median(first_bare), 2),
        "tokens_a_second": round(sum(h.tokens for h in inside) / took, 1),
        "bare_tokens_a_second": round(sum(h.tokens for h in plain) / plain_took, 1),
    }


def random_model(shape: str, out: Path) -> Path:
    """Write a Llama of a shape, with random weights in bfloat16 and SmolLM2's words."""
    config = LlamaConfig(
        vocab_size=49152, bos_token_id=1, eos_token_id=2, pad_token_id=2, max_position_embeddings=8192, **SHAPES[shape]
    )
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_default_dtype(torch.bfloat16)
    with torch.device(device):
        model = LlamaForCausalLM(config)
    torch.set_default_dtype(torch.float32)
    model.config.architectures = ["LlamaForCausalLM"]
    model.save_pretrained(out)
    load_tokenizer().save_pretrained(out)
    return out


def servers(device: str) -> dict[str, Callable[[Path], Callable[[int], list[str]]]]:
    """Return how each server that is installed here is started on a folder."""
    found = {"transformers serve": lambda folder: lambda port: serve_command(folder, port=port, device=device)}
    if importlib.util.find_spec("vllm") and device != "cpu":
        found["vllm"] = lambda folder: lambda port: [
            sys.executable, "-m", "vllm.entrypoints.openai.api_server", "--model", str(folder), "--port", str(port),
        ]  # fmt: skip
    return found


def main() -> None:
    """Print one JSON line for each model, server and number of chats, and a table."""
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("--shape", choices=sorted(SHAPES), default="8b")
    read.add_argument("--chats", type=int, nargs="+", default=[1, 4, 16, 64])
    read.add_argument("--device", default="auto")
    read.add_argument("--out", type=Path)
    asked = read.parse_args()
    where = torch.cuda.get_device_name() if torch.cuda.is_available() and asked.device != "cpu" else "two CPU cores"
    with tempfile.TemporaryDirectory() as scratch:
        shop = OpenShop(Settings(home=Path(scratch) / "home", llm="none"))
        load_demo(shop, Console(stderr=True))
        shop.warm_up()
        folders = {
            f"{asked.shape}, random weights": random_model(asked.shape, Path(scratch) / "random"),
            "shopguide, exported": export(Path(scratch) / "shopguide-replies", WEIGHTS),
        }
        lines = []
        for server, start in servers(asked.device).items():
            for name, folder in folders.items():
                with served(start(folder)) as url:
                    warm = ServerModel(url, str(folder), timeout_s=300.0)
                    list(warm.stream(Prompt("Word the plan.", "a jacket"), threading.Event()))
                    for chats in asked.chats:
                        row = measured(shop, url, folder, chats, f"run-{len(lines)}")
                        lines.append({"server": server, "model": name, **row})
                        print(json.dumps(lines[-1]), flush=True)
        shop.close()
    if asked.out:
        heads = list(lines[0])
        table = [heads, ["---"] * len(heads), *([str(v) for v in line.values()] for line in lines)]
        text = "\n".join("| " + " | ".join(row) + " |" for row in table)
        asked.out.write_text(f"# Our stack in front of an LLM server\n\nMeasured on {where}.\n\n{text}\n", "utf-8")


if __name__ == "__main__":
    main()
