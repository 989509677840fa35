"""How long staff wait for a list of 200,000 conversations: the page as a browser gets it, for each filter and search.

    python -m tests.bench.staff_lists [--conversations 200000] [--keep FOLDER]

Conversations are made of the demo shop's products in both languages, a year of them, with words, intents, ratings,
moods and reviews as often as a shop sees them. Each question is asked at random depths of the list.
"""

import argparse
import math
import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlencode

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import insert, text

from app.opening import Opening
from app.staff.pages import staff
from knowledge import demo
from knowledge.feeds import read_feed
from knowledge.records import Records, open_records
from knowledge.records.digests import INTENTS, REASONS
from knowledge.records.schema import digest, digest_product, feedback, pick, review, session, turn
from knowledge.records.spelling import spelt

RESULTS = Path(__file__).parent / "results" / "staff_lists.md"
PASSWORD = "a long password"
BATCH = 5000
BAR_MS = 300
SAID = {
    "en": (
        ("find_products", "I'm looking for a {thing} under ${price}"),
        ("find_products", "Do you have {thing} in {color}?"),
        ("refine", "Something cheaper please"), ("refine", "Rather {color}, and not over ${price}"),
        ("ask_product", "Is the {thing} waterproof?"), ("ask_product", "How heavy is the {thing}"),
        ("compare", "What is the difference between the first two?"), ("ask_policy", "How do I return a {thing}?"),
        ("ask_policy", "When will it be delivered to {town}?"), ("order_status", "Where is my order {order}"),
        ("complaint", "The {thing} arrived broken and nobody answers, this is ridiculous"),
        ("add_to_cart", "I'll take the {color} one"), ("human", "Let me talk to a person"),
        ("thanks", "Thanks, that helps"), ("greet", "Hello"), ("complement", "What goes with the {thing}?"),
        ("chitchat", "Nice weather in {town} today"),
    ),
    "zh": (
        ("find_products", "我想买一个{price}元以下的{thing}"), ("find_products", "有没有{color}的{thing}"),
        ("refine", "再便宜一点的"), ("ask_product", "这个{thing}防水吗"), ("ask_policy", "怎么退货"),
        ("ask_policy", "送到{town}要几天"), ("order_status", "我的订单{order}到哪里了"),
        ("complaint", "{thing}坏了，客服一直不回复，太差了"),
        ("add_to_cart", "加入购物车"), ("human", "转人工"), ("thanks", "谢谢"), ("greet", "你好"),
    ),
}  # fmt: skip
REPLY = {
    "en": (
        "The {name} fits best: ${price}, rated 4.{n} out of 5, and in stock.", "Returns are free within 30 days.",
        "Of these two the {name} is the lighter one.", "Nothing we have fits everything you asked for.",
    ),
    "zh": ("{name}最合适，{price}元，评分4.{n}，有货。", "30天内可以免费退货。", "抱歉，店里暂时没有符合的。"),
}  # fmt: skip
COLORS = {"en": ("red", "navy", "white", "olive green", "black"), "zh": ("红色", "白色", "蓝色", "黑色")}
TOWNS = {"en": ("Boston", "Leeds", "Cork", "Portland", "Austin"), "zh": ("上海", "北京", "成都", "杭州", "广州")}


def fill(records: Records, count: int, seed: int = 1) -> None:
    """Write `count` conversations with what staff find them by."""
    chance, goods = random.Random(seed), _goods()
    reviewers = [records.staff.add(f"Reader {n}", PASSWORD, "reviewer").id for n in range(6)]
    now = time.time()
    with records.database.write() as connection:
        for start in range(0, count, BATCH):
            tables: dict[Any, list[dict[str, Any]]] = {
                t: [] for t in (session, turn, digest, digest_product, feedback, pick, review)
            }
            words: list[dict[str, Any]] = []
            for number in range(start + 1, min(start + BATCH, count) + 1):
                began = now - (count - number) / count * 365 * 86_400
                _conversation(chance, goods, reviewers, number, began, tables, words)
            for table, rows in tables.items():
                if rows:
                    connection.execute(insert(table), rows)
            connection.execute(text("INSERT INTO conversation_text (rowid, body) VALUES (:number, :body)"), words)


def _conversation(
    chance: random.Random,
    goods: Sequence[tuple[str, dict[str, str]]],
    reviewers: Sequence[int],
    number: int,
    began: float,
    tables: dict[Any, list[dict[str, Any]]],
    words: list[dict[str, Any]],
) -> None:
    id, language = f"{number:032x}", "zh" if chance.random() < 0.3 else "en"
    turns = min(12, 1 + int(chance.expovariate(0.45)))
    row: dict[str, Any] = {
        "number": number, "session": id, "started": began, "updated": began + 40 * turns, "language": language,
        "turns": turns, "intents": 0, "confidence": 1.0, "dropped": 0, "unanswered": 0, "handed_over": False,
        "sentiment": chance.choices((1, 0, -1, -2, None), (12, 60, 12, 3, 13))[0], "thumbs_up": 0, "thumbs_down": 0,
        "reviews": 0,
    }  # fmt: skip
    shown: set[str] = set()
    said: list[str] = []
    for n in range(1, turns + 1):
        item, names = goods[min(int(chance.paretovariate(0.7)) - 1, len(goods) - 1)]
        intent, message = chance.choice(SAID[language])
        values = {
            "thing": names[language], "name": names[language], "price": chance.choice((20, 50, 80, 100, 150, 200, 300)),
            "color": chance.choice(COLORS[language]), "town": chance.choice(TOWNS[language]), "n": chance.randrange(10),
            "order": f"HP-{chance.randrange(10_000, 99_999)}",
        }  # fmt: skip
        message, answer = message.format(**values), chance.choice(REPLY[language]).format(**values)
        dropped, missed, handed = chance.random() < 0.04, chance.random() < 0.06, intent == "human"
        sure = round(1 - chance.random() ** 3, 3)
        row["intents"] |= 1 << INTENTS.index(intent)
        row["confidence"] = min(row["confidence"], sure)
        row["dropped"] += dropped
        row["unanswered"] += missed
        row["handed_over"] |= handed
        shown.add(item)
        said += (message, answer)
        reply = {
            "text": answer,
            "intent": intent,
            "language": language,
            "cards": [{"id": item, "title": names[language], "price": values["price"], "currency": "USD", "near": ""}],
            "sources": [],
            "ms": {"understand": 30.0, "retrieve": 40.0, "total": 75.0},
            "dropped": int(dropped),
        }
        tables[turn].append({
            "session": id, "number": n, "message_id": f"{id}-{n}", "text": message, "received": began + 40 * n,
            "status": "answered", "intent": intent, "dropped": int(dropped), "reply": reply, "state": {},
        })  # fmt: skip
        if chance.random() < 0.08:
            up = chance.random() < 0.7
            row["thumbs_up" if up else "thumbs_down"] += 1
            tables[feedback].append({"session": id, "turn": n, "up": up, "reason": "", "time": began})
        why = {"dropped_claims": dropped, "unanswered": missed, "handed_over": handed, "low_confidence": sure < 0.2}
        reasons = [name for name, there in why.items() if there]
        if reasons:
            read = chance.random() < 0.1
            tables[pick].append({
                "session": id, "turn": n, "reasons": ",".join(reasons), "weight": sum(REASONS[r] for r in reasons),
                "time": began, "wanted": 1, "readings": int(read),
            })  # fmt: skip
            if read:
                row["reviews"] += 1
                tables[review].append({
                    "session": id, "turn": n, "reviewer": chance.choice(reviewers), "marks": {"helpful": "yes"},
                    "created": began, "updated": began,
                })  # fmt: skip
    tables[session].append({"id": id, "shopper": "", "language": language, "started": began, "updated": row["updated"]})
    tables[digest].append(row)
    tables[digest_product].extend({"product": item, "conversation": number} for item in sorted(shown))
    words.append({"number": number, "body": " ".join(_spelt(part) for part in said)})


@cache
def _spelt(said: str) -> str:
    return spelt(said)


def _goods() -> list[tuple[str, dict[str, str]]]:
    """Return the demo shop's products, each with its name in both languages."""
    file = demo.products_file()
    products = [row for row in read_feed(file, "jsonl") if hasattr(row, "titled")]
    return [(p.id, {"en": p.titled("en"), "zh": p.titled("zh")}) for p in cast(list[Any], products)]


def questions(chance: random.Random, goods: Sequence[str], reviewer: int) -> dict[str, Callable[[], dict[str, Any]]]:
    """Return what is asked of the list, by name; each call asks it of another value."""
    en = (
        "kettle",
        "waterproof jacket",
        "return",
        "broken",
        "fits best",
        "Boston",
        "order HP-4",
        "the",
        "stock",
        "ridiculous",
    )
    zh = ("退货", "防水", "有货", "坏了", "上海", "我", "客服 不回复", "评分4", "订单", "转人工")
    return {
        "no filter": dict,
        "time: a week of the year": lambda: _week(chance),
        "language": lambda: {"language": chance.choice(("en", "zh"))},
        "intent": lambda: {"intent": chance.choice(INTENTS)},
        "product": lambda: {"product": chance.choice(goods)},
        "mood": lambda: {"mood": chance.choice(("angry", "negative", "neutral", "positive"))},
        "rating": lambda: {"rating": chance.choice(("up", "down", "none"))},
        "handed over": lambda: {"flag": "handed_over"},
        "dropped claims": lambda: {"flag": "dropped"},
        "unanswered": lambda: {"flag": "unanswered"},
        "unsure": lambda: {"flag": "unsure"},
        "reviewed by one reader": lambda: {"reviewed": reviewer},
        "reviewed by nobody": lambda: {"reviewed": "nobody"},
        "search, English": lambda: {"q": chance.choice(en)},
        "search, Chinese": lambda: {"q": chance.choice(zh)},
        "search, quoted": lambda: {"q": chance.choice(('"fits best"', '"nobody answers"', '"免费退货"'))},
        "search for nothing there": lambda: {"q": chance.choice(("zzzz", "kettle zzzz", "龘"))},
        "search, week and three filters": lambda: {
            "q": chance.choice(en + zh), "language": "en", "mood": "angry", "flag": "dropped", **_week(chance),
        },
        "four filters that nothing fits": lambda: {
            "mood": "angry", "rating": "down", "flag": ["dropped", "handed_over", "unanswered"], "intent": "account",
        },
    }  # fmt: skip


def _week(chance: random.Random) -> dict[str, str]:
    then = time.time() - chance.uniform(10, 355) * 86_400
    day = lambda seconds: time.strftime("%Y-%m-%d", time.gmtime(seconds))  # noqa: E731
    return {"since": day(then), "until": day(then + 6 * 86_400)}


def measure(client: TestClient, addresses: Sequence[str]) -> list[tuple[float, float]]:
    """Return the milliseconds of each request: by the clock, and of processor time, whatever else runs."""
    times = list[tuple[float, float]]()
    for address in addresses:
        clock, work = time.perf_counter(), time.process_time()
        answer = client.get(address)
        times.append(((time.perf_counter() - clock) * 1000, (time.process_time() - work) * 1000))
        assert answer.status_code == 200, (address, answer.status_code)
    return times


def addresses(count: int, asked: Callable[[], dict[str, Any]], rounds: int) -> list[str]:
    """Return addresses of lists, every second one at a random depth."""
    chance = random.Random(7)
    depths = [{"before": chance.randrange(2, count)} if n % 2 else {} for n in range(rounds)]
    return ["/staff/conversations?" + urlencode({**asked(), **depth}, doseq=True) for depth in depths]


def signed_in(records: Records) -> TestClient:
    """Return a browser of somebody who is signed in to the console over these records."""
    app = FastAPI()
    app.include_router(staff(cast(Opening, SimpleNamespace(held=SimpleNamespace(records=records), shop=None))))
    client = TestClient(app, headers={"accept": "text/html"})
    form = re.search(r'name="csrf" value="([^"]+)', client.get("/staff/sign-in").text)
    assert form is not None
    client.post("/staff/sign-in", data={"name": "Reader 0", "password": PASSWORD, "csrf": form[1]})
    return client


def main() -> None:
    """Generate, measure and write the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--conversations", type=int, default=200_000)
    options.add_argument("--rounds", type=int, default=60)
    options.add_argument("--keep", type=Path, help="a folder to keep the generated shop in, or to find it in")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        records, start = open_records(folder), time.perf_counter()
        if not records.staff.people():
            fill(records, chosen.conversations)
        seconds, megabytes = time.perf_counter() - start, (folder / "shopguide.db").stat().st_size / 1e6
        client, rows, worst = signed_in(records), list[str](), 0.0
        chance = random.Random(3)
        asked = questions(chance, [id for id, _ in _goods()], records.staff.people()[0].id)
        queue = {"review queue": "/staff/review", "next to review": "/staff/review/next"}
        lists = {name: addresses(chosen.conversations, question, chosen.rounds) for name, question in asked.items()}
        pages = {name: [address] * (chosen.rounds // 3) for name, address in queue.items()}
        for name, asked_for in {**lists, **pages}.items():
            times = measure(client, asked_for)
            worst = max(worst, _at([clock for clock, _ in times], 0.95))
            rows.append(_row(name, times))
        records.close()
    print(report := _report(chosen, seconds, megabytes, rows, worst))
    RESULTS.write_text(report)


def _row(name: str, times: Sequence[tuple[float, float]]) -> str:
    clock, work = zip(*times, strict=True)
    figures = (_at(clock, 0.5), _at(clock, 0.95), max(clock), _at(work, 0.5), _at(work, 0.95))
    return f"| {name} | " + " | ".join(f"{figure:.0f}" for figure in figures) + " |"


def _at(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, math.ceil(share * len(times)) - 1)]


def _report(chosen: Any, seconds: float, megabytes: float, rows: Sequence[str], worst: float) -> str:
    made = f", made in {seconds:,.0f} s" if seconds > 5 else ""
    return "\n".join(
        [
            "# Lists of the staff console on SQLite",
            "",
            f"{chosen.conversations:,} conversations ({megabytes:,.0f} MB{made}); the whole page",
            f"as a browser gets it, {chosen.rounds} requests each, every second one at a random depth of the list.",
            f"Load of the machine meanwhile: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.",
            f"Slowest p95: {worst:.0f} ms (bar: {BAR_MS} ms). `python -m tests.bench.staff_lists`",
            "",
            "| question | p50 ms | p95 ms | slowest ms | p50 ms of processor | p95 ms of processor |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    main()
