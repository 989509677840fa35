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


def measured(model: EmbeddedModel, prompts: list[Prompt]) -> dict[str, float]:
    """Return first-sentence times and tokens a second of these chats, all at once."""
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
    ordered = sorted(firsts)
    return {
        "chats": len(prompts), "tokens": said, "tokens_a_second": round(said / took, 1),
        "cpu_ms_a_token": round(worked / said * 1000, 1), "first_sentence_p50_s": round(ordered[len(ordered) // 2], 2),
        "first_sentence_p95_s": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 2),
    }  # fmt: skip


def main() -> None:
    """Print one JSON line for each format and number of chats."""
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--data", type=Path, required=True)
    read.add_argument("--adapter", default=str(WEIGHTS))
    read.add_argument("--threads", type=int, default=1)
    read.add_argument("--chats", type=int, nargs="+", default=[1, 4, 16])
    read.add_argument("--formats", nargs="+", default=["bfloat16", "float32"])
    asked = read.parse_args()
    scripts = [e.script for e in examples(worlds(asked.data), max(asked.chats), seed=31) if e.kind == "offer"]
    for name in asked.formats:
        adapter = None if asked.adapter == "none" else Path(asked.adapter)
        model = EmbeddedModel(
            adapter=adapter, threads=asked.threads, dtype=getattr(torch, name), chats=max(asked.chats)
        )
        if not model.wait(900):
            raise SystemExit(model.problem)
        measured(model, [prompt_of(scripts[0], 1)])
        for chats in asked.chats:
            prompts = [prompt_of(scripts[i % len(scripts)], i) for i in range(chats)]
            load = round(os.getloadavg()[0], 1)
            print(
                json.dumps({"format": name, "threads": asked.threads, "load": load, **measured(model, prompts)}),
                flush=True,
            )
        model.close()


if __name__ == "__main__":
    main()
