"""How long each stage of a turn takes over a real catalogue: 200 questions through `shopguide chat` and `search`.

    python tests/bench/stages.py --data FOLDER [--home HOME] [--out FILE]

FOLDER holds icecat/ and webshop/. HOME is a home with the Icecat feed in it, made (and timed) where it is missing.
"""

import argparse
import csv
import gzip
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from agents.record import reply_for_scripts
from agents.replies.embedded import EmbeddedModel
from agents.turn import Message
from app.build import OpenShop
from app.settings import Settings

STAGES = ("understand", "retrieve", "rerank", "first_text", "total")


def questions(data: Path, n: int) -> list[str]:
    """Return `n` texts: every rated query, and shopping instructions for the rest."""
    with (data / "icecat" / "ratings_dev.csv").open() as file:
        rated = sorted({row["query"] for row in csv.DictReader(file)})
    told = [json.loads(line)["text"] for line in (data / "webshop" / "instructions.jsonl").open()]
    return [*rated, *random.Random(7).sample(told, n - len(rated))]


def run(home: Path, *verb: str, lines: list[dict[str, object]] | None = None) -> list[dict[str, object]]:
    """Run a verb of the command line and return the JSON lines it prints."""
    text = None if lines is None else "".join(json.dumps(line) + "\n" for line in lines)
    command = [sys.executable, "-m", "app", *verb, "--home", str(home)]
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr[-2000:])
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def ingest(home: Path, data: Path) -> str:
    """Ingest Icecat twice and return a line with both times and the peak memory of the first."""
    feed = Path(tempfile.gettempdir()) / "icecat.jsonl"
    feed.write_bytes(gzip.decompress((data / "icecat" / "products.jsonl.gz").read_bytes()))
    timed = ["/usr/bin/time", "-f", "%e %M", sys.executable, "-m", "app", "ingest", str(feed), "--home", str(home)]
    first = subprocess.run(timed, capture_output=True, text=True, check=True).stderr.split()[-2:]
    start = time.perf_counter()
    run(home, "ingest", str(feed))
    again = time.perf_counter() - start
    peak = int(first[1]) / 1024
    return f"Ingest of 19,406 products: {float(first[0]):.0f} s, peak {peak:.0f} MB; unchanged: {again:.1f} s."


def answered(home: Path, texts: list[str]) -> list[dict[str, object]]:
    """Return the turns of a shop whose reply model is there: while it loads, replies come at once, in plain words."""
    shop = OpenShop(Settings(home=home))
    shop.warm_up()
    shop.personal.open()
    if isinstance(shop.model, EmbeddedModel) and not shop.model.wait(600):
        raise SystemExit(shop.model.problem)
    run_id, turns = time.time_ns(), []
    for i, text in enumerate(texts):
        *_, reply = shop.assistant.respond(Message(f"bench-{run_id}-{i:04}", text))
        turns.append(reply_for_scripts(reply))  # type: ignore[arg-type]
    shop.close()
    return turns


def quantiles(values: list[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    cuts = statistics.quantiles(values, n=20, method="inclusive")
    return statistics.median(values), cuts[18]


def main() -> None:
    """Measure and print a table; keep it where --out says."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--home", type=Path)
    asked.add_argument("--out", type=Path)
    asked.add_argument("-n", type=int, default=200)
    args = asked.parse_args()
    home = args.home or Path(tempfile.mkdtemp()) / "home"
    lines = [] if (home / "shopguide.db").exists() else [ingest(home, args.data), ""]
    texts = questions(args.data, args.n)
    found = run(home, "search", "--json", lines=[{"query": t} for t in texts])
    turns = answered(home, texts)
    lines += ["| stage | p50 ms | p95 ms |", "|---|---|---|"]
    rows = {"search verb": [float(f["ms"]) for f in found]}  # type: ignore[arg-type]
    rows |= {stage: [float(t["ms"][stage]) for t in turns] for stage in STAGES}  # type: ignore[index]
    to_products = [t["ms"]["understand"] + t["ms"]["retrieve"] + t["ms"]["rerank"] for t in turns]  # type: ignore[index]
    rows["products on screen"] = to_products
    lines += [f"| {name} | {p50:.1f} | {p95:.1f} |" for name, v in rows.items() for p50, p95 in [quantiles(v)]]
    shown = sum(bool(t["products"]) for t in turns)
    lines += ["", f"{len(turns)} turns, {shown} with products."]
    print("\n".join(lines))
    if args.out:
        args.out.write_text("# Time by stage\n\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
