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
a raincoat for walking the dog
thermal base layer for skiing
slippers for my grandmother
a stand mixer
headphones for a child
toaster for two slices
a lamp for the hallway
which drill bits do you sell
a throw for cold evenings
something to slice bread with
a bean bag
board games for two players
a winter coat for women
black leggings for yoga
a teapot for four people
wireless charger for the bedside
a vintage looking wall clock
office chair under 250
a bluetooth headset for meetings
a shirt for an interview
hiking socks for summer
a backpack for a 14 inch laptop
compare your two cheapest office chairs
curtains for the bedroom
a mirror for the hall
espresso cups
a sleeping mat for camping
lightweight jacket for running
a cast iron pot
best rated frying pan
a novel gift for a tea lover
scented candle as a gift
leather boots for men
sandals for the beach
a necklace for my sister
a robot toy for a six year old
storage basket for toys
a baby monitor
cheapest desk lamp
a table for a balcony
fitness tracker for swimming
a laptop stand
an e-reader
smartphone with a good camera
a mouse for small hands
action camera for diving
a tripod
printer that also scans
the best rated headphones you have
a water filter
a thermos for the office
knife sharpener
a picnic blanket
bike lights
cycling jersey
goggles for swimming
climbing rope
a basketball
kettlebell
hand weights
resistance bands for travel
sun cream for children
vegan shampoo
lip balm
perfume for my wife
electric shaver under 100
hand soap
beard oil
nail polish
a diary
sticky notes
coloured pencils for school
a desk organiser
a stapler
markers
a soft toy for a newborn
wooden train set
a scooter for a girl
a stroller for travel
high chair
duvet for winter
pillow for side sleepers
linen bedding
bath towels in white
a shower curtain
bedside table in oak
a bookcase
tv stand
a double bed
a sofa for a small flat
armchair
pendant light for the kitchen
plant pot for indoors
salad bowl
dinner plates
wine rack
measuring cups
a blender for smoothies
a microwave
rice cooker
slow cooker for a family
vacuum cleaner for pet hair
ironing board
a fan heater
air purifier for allergies
compare the two best rated suitcases
a cabin bag under 150
travel adapter
a poncho
trail shoes for men
white trainers under 100
merino t-shirt
shorts for the gym
a blouse for work
maxi dress for a garden party
navy chinos
denim jacket
a cap
wool gloves
a tie for a wedding
sports bra
swim shorts
a smart speaker
gaming headset under 120
4k monitor
external hard drive
wifi router for a big house
laptop for students under 600
tablet under 300
folding bike
rain cover for a backpack
head torch for night runs
two person tent
camping table
cool box
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
