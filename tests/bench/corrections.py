"""Prints what 50 corrections change: each made through the console's own HTTP, learnt, and asked again in other words.

Run `python tests/bench/corrections.py [--data DIR]`, DIR being the folder of the open sets; writes
tests/bench/results/corrections.md. The cases are those of tests/cases/corrections.jsonl: `like` says each in words
close to it, `free` in freer ones; nothing reads either before the end.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx

sys.path.insert(0, str(Path(__file__).parents[2]))

from agents.corrections.cases import Case, run
from agents.turn import DialogueState, Message
from agents.understanding import evaluate
from agents.understanding.examples import parse_markup
from app.build import OpenShop
from app.learning import was_right
from app.loading import load_demo
from app.settings import Settings
from tests.bench.shared_data import ROOT as SHARED
from tests.console import Desk, add_staff
from tests.serving import Server

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "corrections.jsonl"
RESULTS = ROOT / "tests" / "bench" / "results" / "corrections.md"
KINDS = ("intent", "spans", "faq", "order", "reply")
Row = dict[str, Any]


def rows() -> list[Row]:
    """Return the cases of the file, the text of spans without its markup."""
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


def shop_of(home: Path) -> OpenShop:
    """Open a home with plain wording."""
    return OpenShop(Settings(home=home, llm="none"))


def marked(text: str) -> tuple[str, list[Row]]:
    """Return a text and its spans, of `a {red:c} dress`."""
    plain, spans = parse_markup(text)
    return plain, [{"label": label, "start": a, "end": b, "text": plain[a:b]} for a, b, label in spans]


def correct(desk: Desk, n: int, row: Row) -> Row:
    """Ask a case as a shopper does, correct its turn as staff do, and return what is right of it."""
    session, kind = f"correction-{n:03d}", row["kind"]
    text, spans = marked(row["text"]) if kind == "spans" else (row["text"], [])
    asked = {"session": session, "text": text}
    said = desk.client.post("/api/v1/chat", json=asked, headers={"accept": "application/json"}).raise_for_status()
    cards = [card["id"] for card in said.json()["cards"]]
    match kind:
        case "intent":
            right: Row = row["right"]
            form: Row = right
        case "spans":
            right = {"spans": spans}
            form = {"span": [s["text"] for s in spans], "label": [s["label"] for s in spans]}
        case "order":
            first, out = cards[row["first"] - 1], cards[row["out"] - 1]
            right = {"ids": [first, *(i for i in cards if i not in (first, out))], "not": [out]}
            form = right
        case _:
            right = row["right"]
            form = {**right, "language": "zh" if any(ord(c) > 0x3000 for c in text) else "en"}
    desk.correct(session, said.json()["turn"], kind, **form).raise_for_status()
    return right


def corrected(home: Path) -> list[Row]:
    """Serve the home, and correct every case in its console; return the cases with what is right."""
    server = Server(home, llm="none")
    try:
        server.wait(timeout_s=300)
        with httpx.Client(base_url=server.url, timeout=60) as client:
            desk = Desk(client, "ann")
            return [{**row, "right": correct(desk, n, row)} for n, row in enumerate(rows())]
    finally:
        server.stop()


def verb(home: Path, *words: str) -> Any:
    """Run `shopguide` over the home and return what it printed."""
    environment = {**os.environ, "SHOP_HOME": str(home), "SHOP_LLM": "none"}
    command = [sys.executable, "-m", "app", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout)


def paraphrases(cases: Sequence[Row], which: str) -> list[Case]:
    """Return the cases in their other words; what is right of spans stands in the words themselves."""
    found = []
    for n, row in enumerate(cases):
        for said in row[which]:
            text, spans = marked(said) if row["kind"] == "spans" else (said, [])
            found.append(Case(n, row["kind"], text, {"spans": spans} if row["kind"] == "spans" else row["right"]))
    return found


def measured(home: Path, cases: Sequence[Row], data: Path) -> Row:
    """Return how the paraphrases fare, the standard figures, and what other queries find."""
    shop = shop_of(home)
    told = {which: run(shop.assistant, paraphrases(cases, which)) for which in ("like", "free")}
    figures = evaluate.flat(evaluate.evaluate(shop.tagger, data))
    others = [r["text"] for r in rows() if r["kind"] == "order"]
    shown = {q: [c.id for c in _ask(shop, q).cards] for q in OTHERS if q not in others}
    shop.close()
    return {"told": told, "figures": figures, "shown": shown}


def _ask(shop: OpenShop, text: str) -> Any:
    return shop.assistant.rehearse(Message("", text), DialogueState())


OTHERS = ("a wool scarf", "table lamps", "hiking boots", "a blue mug", "cushions", "a tent for four", "office chairs",
          "bluetooth speakers", "a yoga mat", "toys for a baby", "水壶", "一条围巾")  # fmt: skip


def by_kind(passed: Sequence[tuple[str, bool]]) -> dict[str, str]:
    """Return "right of all" by kind, and over all."""
    of = {kind: [ok for k, ok in passed if k == kind] for kind in KINDS}
    of["all"] = [ok for _, ok in passed]
    return {kind: f"{sum(oks)} of {len(oks)}" for kind, oks in of.items() if oks}


def table(columns: Mapping[str, Mapping[str, str]]) -> str:
    """Return a Markdown table, a row for each kind."""
    lines = ["| kind | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    for kind in (*KINDS, "all"):
        if any(kind in of for of in columns.values()):
            lines.append(f"| {kind} | " + " | ".join(of.get(kind, "") for of in columns.values()) + " |")
    return "\n".join(lines)


def main() -> None:
    """Correct, learn, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--home", type=Path, help="a home with the demo shop, which is copied")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        before, home = Path(folder) / "before", Path(folder) / "home"
        if given.home:
            shutil.copytree(given.home, before)
        else:
            from rich.console import Console

            shop = shop_of(before)
            load_demo(shop, Console(quiet=True))
            shop.close()
        shutil.copytree(before, home)
        add_staff(home, "ann")
        cases = corrected(home)
        wrong_then = verdicts_then(home)
        before_learning = verb(home, "evaluate", "regressions", "--json")
        understanding = verb(home, "train", "understanding")
        reranker = verb(home, "train", "reranker")
        after = verb(home, "evaluate", "regressions", "--json")
        was, now = measured(before, cases, given.data), measured(home, cases, given.data)
    text = written(wrong_then, before_learning, after, was, now, understanding, reranker, time.monotonic() - began)
    RESULTS.write_text(text, "utf-8")
    print(text)


def verdicts_then(home: Path) -> list[tuple[str, bool]]:
    """Return whether each turn was right when it was corrected."""
    shop = shop_of(home)
    then = [(c.kind, was_right(c)) for c in shop.records.corrections.all("regression")]
    shop.close()
    return then


def written(
    then: Sequence[tuple[str, bool]], before: Any, after: Any, was: Row, now: Row, understanding: Row, reranker: Row,
    seconds: float,
) -> str:  # fmt: skip
    """Return the page of results."""
    cases = table({
        "right when corrected": by_kind(then),
        "right before learning": by_kind([(r["kind"], r["passed"]) for r in before]),
        "right after": by_kind([(r["kind"], r["passed"]) for r in after]),
    })  # fmt: skip
    others = table({
        f"{name}, {when}": by_kind([(o.case.kind, o.passed) for o in side["told"][which]])
        for which, name in (("like", "close words"), ("free", "freer words"))
        for when, side in (("before", was), ("after", now))
    })  # fmt: skip
    figures = "\n".join(f"| {k} | {v:.4f} | {now['figures'][k]:.4f} |" for k, v in was["figures"].items())
    same = sum(now["shown"][q] == ids for q, ids in was["shown"].items())
    missed = "\n".join(f"- {r['kind']}: {r['text']}" for r in after if not r["passed"]) or "- none"
    lost = "\n".join(
        f"- {o.case.kind}: {o.got['asked']} -> {o.got['intent']}"
        for o in (*now["told"]["like"], *now["told"]["free"])
        if not o.passed
    )
    what = f"""# What 50 corrections change

`python tests/bench/corrections.py`, {time.strftime("%Y-%m-%d")}: 50 messages that the assistant read or answered
wrongly when they were gathered, {by_kind(then)["all"]} rightly by now (`tests/cases/corrections.jsonl`), each asked
over HTTP and corrected over HTTP with the console's own forms; then `shopguide train understanding`
({understanding["seconds"]:.0f} s) and `shopguide train reranker`. A FAQ answer is live at once, before learning. A
reply changes only what `train replies` learns, and is kept as a case.
"""
    ranked = f"NDCG@10 of held baskets: {reranker['before']['ndcg10']} before, {reranker['after']['ndcg10']} after."
    trees = reranker["why"] if reranker["after"]["ndcg10"] is None else ranked
    rest = f"""Of {len(was["shown"])} other queries, {same} show the same products in the same order. The ranker
itself: {trees}
{understanding["to_the_word"]} of {understanding["examples"]} lessons were held to their very words, since they would
have made a held-out text be read wrongly. The whole run took {seconds / 60:.0f} minutes.
"""
    return f"""{what}
## The cases themselves

{cases}

Still wrong after learning:

{missed}

## The same in words that nothing has read

{others}

Wrong after learning:

{lost or "- none"}

## What it does to the rest

Standard figures, with the lessons in front of the tagger (held-out sets, no lesson was made from them):

| figure | before | after |
|---|---|---|
{figures}

{rest}"""


if __name__ == "__main__":
    main()
