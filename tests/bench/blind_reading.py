"""A blind reading: replies of our reply model beside plain wording, in an order that the reader does not know.

    python tests/bench/blind_reading.py sheet [--adapter DIR]    writes results/reading_sheet.jsonl, reading_key.json
    python tests/bench/blind_reading.py score READING...         reads {"n", "helpful", "natural"}: "A", "B" or "same"

The same turn of the demo shop is worded twice; turns in which the model said nothing of its own are left out. A reader
gets the sheet alone. The result goes to results/reading.md.
"""

import argparse
import json
import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from agents.assistant import Assistant
from agents.replies.base import WEIGHTS
from agents.replies.embedded import EmbeddedModel
from agents.turn import Message, Reply, Sentence
from app.build import OpenShop
from app.loading import load_demo
from app.settings import Settings

RESULTS = Path(__file__).parent / "results"
SHEET, KEY, REPORT = (RESULTS / n for n in ("reading_sheet.jsonl", "reading_key.json", "reading.md"))
READ = 60
ASKED = """
I need a waterproof jacket for hiking
something warm for winter under 80
running shoes for the gym
show me a quiet kettle
a desk lamp for late nights
headphones for long flights
best rated coffee maker
cheapest backpack
a tent for two people
wool blanket for the sofa
a gift for someone who loves cooking
non-stick frying pan
a bottle that keeps tea hot
office chair that is good for my back
a board game for four
white sneakers
a yoga mat
noise cancelling earbuds under 150
a black dress
jeans for men
a puzzle for a rainy weekend
a monitor for working from home
mechanical keyboard
bluetooth speaker for the garden
a small sofa
bookshelf for a narrow wall
rain boots
a sleeping bag for cold nights
a chef's knife
linen shirt in blue
a suitcase for cabin
something to make espresso
hair dryer with several speeds
electric toothbrush
a soft towel set
a mug for the office
notebook with dotted pages
a fountain pen
a scarf as a present
gloves for cycling
bike helmet
a smart watch
a phone charger
a tablet for reading
a camera for beginners
sunglasses
a wallet made of leather
a belt in brown
trousers for work
a hoodie in grey
a cardigan
pyjamas
a cushion for the sofa
a rug for the living room
bedside lamp
dining table
a stool for the kitchen
baking tin
a cutting board
plates for six
wine glasses
a lunch box
toy cars for a three year old
a doll's house
building blocks
a football
dumbbells
a skipping rope
a camping stove
hiking boots for women
a daypack under 60
trekking poles
a warm hat
socks for hiking
an umbrella
a travel pillow
face cream for dry skin
a razor
a planner for next year
running shorts for summer
a rain jacket for a cyclist under 200
headphones for calls
a standing desk for a small room
warm gloves for the touchscreen
a frying pan for induction
a tent for a family
wireless earphones for running
a leather belt under 60
a water bottle for hiking
something to read by in bed
a coffee grinder
a keyboard that is quiet
a chair for gaming
a dress for a wedding
a silk scarf
a toy for a baby
a robot vacuum for pet hair
a power bank for travel
a kettle that looks good
a messenger bag for work
a jumper in merino
trainers for trail running
a swimsuit
a portable speaker that is waterproof
markers in many colours
compare your two best rated blenders
compare the cheapest and the dearest kettle
earbuds under 40
a laptop sleeve
a usb hub
a standing desk
a floor lamp
string lights
a coat rack
storage boxes
""".strip().splitlines()


@dataclass(frozen=True)
class Worded:
    """A turn as one way of wording told it; `own` says that the model wrote a part of it."""

    text: str
    shown: tuple[str, ...]
    own: bool


def told(assistant: Assistant, session: str, text: str) -> Worded:
    """Return what an assistant says to a message."""
    steps = list(assistant.respond(Message(session, text, id="1")))
    own = any(isinstance(s, Sentence) and s.origin == "model" for s in steps)
    reply = next(s for s in steps if isinstance(s, Reply))
    return Worded(reply.text, tuple(f"{c.title}, {c.price:.2f} {c.currency}" for c in reply.cards[:4]), own)


def sheet(adapter: Path) -> None:
    """Write what readers get, and the key to it."""
    rng, lines, key = random.Random(60), [], {}
    with tempfile.TemporaryDirectory() as folder:
        shop = OpenShop(Settings(home=Path(folder), llm="none"))
        load_demo(shop, Console(stderr=True))
        model = EmbeddedModel(adapter=adapter)
        if not model.wait(600):
            raise SystemExit(model.problem)
        plain, ours = shop.assistant, Assistant(shop.shop, shop.understand_message, model)
        for n, text in enumerate(ASKED):
            if len(lines) == READ:
                break
            pair = [told(ours, f"reading-ours-{n}", text), told(plain, f"reading-plain-{n}", text)]
            if not pair[0].own or pair[0].text == pair[1].text:
                continue
            names = ["model", "plain"]
            if rng.random() < 0.5:
                pair, names = pair[::-1], names[::-1]
            number = len(lines) + 1
            key[number] = names
            lines.append({"n": number, "asked": text, "shown": pair[0].shown, "A": pair[0].text, "B": pair[1].text})
        model.close()
        shop.close()
    SHEET.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    KEY.write_text(json.dumps(key))
    print(f"{len(lines)} pairs in {SHEET}")


def score(readings: list[Path]) -> None:
    """Say how often each wording was preferred, by reader and together."""
    key = json.loads(KEY.read_text())
    lines = ["# A blind reading", "", "Command: `python tests/bench/blind_reading.py sheet`, then `score`.", ""]
    lines += ["| reader | asked | model | plain | same |", "| --- | --- | --- | --- | --- |"]
    every: dict[str, Counter[str]] = {"helpful": Counter(), "natural": Counter()}
    for file in readings:
        read = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        for asked, together in every.items():
            said = Counter(_meant(key[str(r["n"])], r[asked]) for r in read)
            together.update(said)
            lines.append(f"| {file.stem} | {asked} | {said['model']} | {said['plain']} | {said['same']} |")
    for asked, said in every.items():
        lines.append(f"| together | {asked} | {said['model']} | {said['plain']} | {said['same']} |")
    REPORT.write_text("\n".join(lines) + "\n")
    print(REPORT.read_text())


def _meant(names: list[str], choice: str) -> str:
    return names["AB".index(choice)] if choice in ("A", "B") else "same"


def main() -> None:
    """Write the sheet, or score what readers wrote."""
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("what", choices=("sheet", "score"))
    read.add_argument("readings", type=Path, nargs="*")
    read.add_argument("--adapter", type=Path, default=WEIGHTS)
    asked = read.parse_args()
    sheet(asked.adapter) if asked.what == "sheet" else score(asked.readings)


if __name__ == "__main__":
    main()
