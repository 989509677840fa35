"""How fast the reply model is here: number formats, the shared prefix, and chats at once.

Wall time says what a shopper waits on this machine now; CPU time a token what the work costs, whoever else is at work.
Run: python tests/bench/reply_speed.py --data ../shared/data [--adapter DIR|none] [--threads 1] [--chats 1 4 16]
"""

import argparse
import json
import os
import threading
import time
from pathlib import Path
from typing import Any

import torch

from agents.replies.base import WEIGHTS
from agents.replies.embedded import EmbeddedModel
from agents.replies.examples import examples
from agents.replies.models import Prompt
from agents.replies.slots import Script
from agents.replies.worlds import worlds


def prompt_of(read: Script, seed: int) -> Prompt:
    """Return the prompt of a script."""
    return Prompt("", read.text, read.lines, seed)


def measured(model: EmbeddedModel, prompts: list[Prompt]) -> dict[str, Any]:
    """Return first-sentence times and tokens of these chats, all at once, and how long they took."""
    firsts, tokens = [0.0] * len(prompts), [0] * len(prompts)
    began, cpu = time.perf_counter(), time.process_time()

    def chat(i: int) -> None:
        said = ""
        for piece in model.stream(prompts[i], threading.Event()):
            said += piece
            tokens[i] += 1
            if not firsts[i] and said.endswith((".", "!", "?")):
                firsts[i] = time.perf_counter() - began

    threads = [threading.Thread(target=chat, args=(i,)) for i in range(len(prompts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, worked, said = time.perf_counter() - began, time.process_time() - cpu, sum(tokens)
    return {"firsts": firsts, "tokens": said, "took": took, "worked": worked}


def together(found: list[dict[str, Any]]) -> dict[str, float]:
    """Return one line of several rounds."""
    firsts = sorted(f for r in found for f in r["firsts"])
    said, took, worked = (sum(r[k] for r in found) for k in ("tokens", "took", "worked"))
    return {
        "chats": len(found[0]["firsts"]), "tokens": said, "tokens_a_second": round(said / took, 1),
        "cpu_ms_a_token": round(worked / said * 1000, 1), "first_sentence_p50_s": round(firsts[len(firsts) // 2], 2),
        "first_sentence_p95_s": round(firsts[min(len(firsts) - 1, int(len(firsts) * 0.95))], 2),
    }  # fmt: skip


WAYS = {
    "float32, nothing else": {"dtype": torch.float32, "share_prefix": False, "skip_ahead": False, "batch": False},
    "+ bfloat16": {"share_prefix": False, "skip_ahead": False, "batch": False},
    "+ prefix kept": {"skip_ahead": False, "batch": False},
    "+ skipping ahead": {"batch": False},
    "+ chats in one batch": {},
}


class Patient(EmbeddedModel):
    """Lets any number of chats wait, where the shop's would turn to plain words."""

    @property
    def ready(self) -> bool:
        """Whether the weights are loaded."""
        return self._loaded.is_set()


def opened(way: dict[str, Any], adapter: Path | None, threads: int, chats: int) -> EmbeddedModel:
    """Return the model with some of its speed-ups turned on, loaded and warm."""
    settings = {k: v for k, v in way.items() if k != "batch"}
    settings.setdefault("dtype", torch.bfloat16)
    model = Patient(adapter=adapter, threads=threads, chats=chats if way.get("batch", True) else 1, **settings)
    if not model.wait(900):
        raise SystemExit(model.problem)
    return model


def main() -> None:
    """Print one JSON line for each way and number of chats, and write the table to --out."""
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--data", type=Path, required=True)
    read.add_argument("--adapter", default=str(WEIGHTS))
    read.add_argument("--threads", type=int, default=2)
    read.add_argument("--chats", type=int, nargs="+", default=[1, 4, 16])
    read.add_argument("--repeat", type=int, default=12, help="chats measured at least, of each number at once")
    read.add_argument("--out", type=Path)
    asked = read.parse_args()
    scripts = [e.script for e in examples(worlds(asked.data), 60, seed=31) if e.kind == "offer"]
    adapter = None if asked.adapter == "none" else Path(asked.adapter)
    lines = []
    for name, way in WAYS.items():
        model = opened(way, adapter, asked.threads, max(asked.chats))
        measured(model, [prompt_of(scripts[0], 1)])
        for chats in asked.chats:
            rounds = max(1, asked.repeat // chats)
            prompts = [prompt_of(scripts[i % len(scripts)], i) for i in range(chats * rounds)]
            found = [measured(model, prompts[r * chats : (r + 1) * chats]) for r in range(rounds)]
            lines.append({"way": name, "load": round(os.getloadavg()[0], 1), **together(found)})
            print(json.dumps(lines[-1]), flush=True)
        model.close()
    if asked.out:
        asked.out.write_text(report(lines, asked.threads), "utf-8")


def report(lines: list[dict[str, Any]], threads: int) -> str:
    """Return the results file."""
    heads = list(lines[0])
    table = [heads, ["---"] * len(heads), *([str(v) for v in line.values()] for line in lines)]
    rows = "\n".join("| " + " | ".join(row) + " |" for row in table)
    return (
        "# How fast the reply model is\n\n`python tests/bench/reply_speed.py --data DATA`\n\n"
        f"{threads} threads on two cores; each line adds one speed-up to the one above it. The first sentence is\n"
        f"timed from the model's call to its full stop, before the gate.\n\n{rows}\n"
    )


if __name__ == "__main__":
    main()
