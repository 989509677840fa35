"""What a shop learns from staff's corrections: at once, and when it is told to learn; and how its cases fare."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from agents.corrections.cases import Outcome, case_from, case_of, cases_of, judged, run, run_like
from agents.corrections.learn import restrained
from agents.corrections.lessons import Lesson, lessons_of
from agents.corrections.memory import Memory
from agents.corrections.replies import example_of
from agents.record import state_from_json
from agents.replies.examples import Example
from agents.turn import Message
from agents.understanding import evaluate
from agents.understanding.examples import read_jsonl
from agents.understanding.intents import situation
from agents.understanding.tagger import language_of
from app.build import OpenShop
from knowledge.catalogue import content_hash
from knowledge.ranking.preferences import Ordered, Preferences, learnt, save_preferences
from knowledge.records.corrections import ANSWERS, KINDS, Correction, passage_id, passage_of

Tell = Callable[[str], None]
UNDERSTOOD = ("intent", "spans", "faq")
_LEARNING = threading.Lock()
_SAID: dict[str, str] = {}  # by home: how the last learning in this process went


@dataclass(frozen=True)
class Learnt:
    """What learning did: regression cases passed before and after, held-out figures before and after."""

    installed: bool
    why: str
    examples: int
    passed_before: int
    passed: int
    cases: int
    before: dict[str, float]
    after: dict[str, float]
    to_the_word: int = 0
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the figures as the command line shows them."""
        return dict(self.__dict__)


def publish(shop: OpenShop, made: Correction) -> None:
    """Let a FAQ correction answer from the next turn on, or no longer, as `becomes` says."""
    passage = passage_of(made)
    if "faq" in made.becomes:
        shop.records.passages.write([(passage, content_hash(passage))], ANSWERS)
        shop.shop.passages.write([passage])
    else:
        shop.records.passages.remove([passage.id])
        shop.shop.passages.remove([passage.id])
    others = [x for x in shop.lessons if x.id != made.id]
    shop.teach([*others, *_lessons([made])] if "faq" in made.becomes else others)


def withdraw(shop: OpenShop, made: Correction) -> None:
    """Unlearn what a correction taught: it was taken back."""
    shop.teach([x for x in shop.lessons if x.id != made.id])
    _prefer(shop, [p for p in shop.personal.ranker.preferences.of if p.id != made.id])
    if made.kind == "faq":
        publish(shop, replace(made, becomes=()))


def forget(shop: OpenShop, corrections: Sequence[Correction]) -> None:
    """Unlearn what came of a shopper's turns; staff's own answers stay, less those that ask in the shopper's words."""
    ids = {c.id for c in corrections}
    if any(x.id in ids for x in shop.lessons):
        shop.teach([x for x in shop.lessons if x.id not in ids])
    if any(p.id in ids for p in shop.personal.ranker.preferences.of):
        _prefer(shop, [p for p in shop.personal.ranker.preferences.of if p.id not in ids])
    theirs = [c for c in corrections if c.kind == "faq" and c.right.get("question", "").strip() == c.text.strip()]
    if gone := [passage_id(c.id) for c in theirs]:
        shop.records.passages.remove(gone)
        shop.shop.passages.remove(gone)


def check(shop: OpenShop, after: str, kinds: Sequence[str] = KINDS) -> list[Outcome]:
    """Run the home's regression cases through the assistant and keep how they fared, under the words `after`."""
    outcomes = run(shop.assistant, cases_of(shop.records.corrections.all("regression", kinds)))
    if outcomes:
        trials = {o.case.id: (o.passed, _told(o)) for o in outcomes}
        shop.records.corrections.keep_run(after, trials)
    return outcomes


def _told(outcome: Outcome) -> dict[str, Any]:
    shown = {"intent": ("intent",), "spans": ("spans",), "reply": ("text",), "order": ("ids",)}
    return {name: outcome.got[name] for name in shown.get(outcome.case.kind, ("text", "sources"))}


def learn_understanding(shop: OpenShop, tell: Tell, data: Path | None = None, extra: Path | None = None) -> Learnt:
    """Learn the intents and spans that staff corrected; keep it if more cases pass and no held-out figure falls."""
    began, present = time.monotonic(), shop.lessons
    every = shop.records.corrections.all(kinds=UNDERSTOOD)
    made = [c for c in every if "training" in c.becomes or "faq" in c.becomes]
    lessons = [*_lessons(made), *(_from_file(extra) if extra else ())]
    if not lessons and not present:
        return _nothing("There are no corrections to learn from: correct some turns in the console first.")
    was = run(shop.assistant, cases_of(shop.records.corrections.all("regression", UNDERSTOOD)))
    before = evaluate.evaluate(shop.tagger, data)
    empty = Memory([], shop.embedder)
    lessons = restrained(lessons, empty, shop.plain_tagger, evaluate.own_test())
    shop.teach(lessons)
    now = run(shop.assistant, [o.case for o in was])
    after = evaluate.evaluate(shop.tagger, data)
    tell(f"{len(lessons)} lessons: {_passed(was)} of {len(was)} cases passed before, {_passed(now)} now")
    worse = _passed(now) < _passed(was) or evaluate.overall(after) < evaluate.overall(before) - 1e-9
    if worse:
        shop.teach(present)
    why = "That would be worse than what was there, which stays." if worse else "No held-out figure fell."
    only = sum(x.to_the_word for x in lessons)
    return Learnt(
        not worse, why, len(lessons), _passed(was), _passed(now), len(was), evaluate.flat(before),
        evaluate.flat(after), only, round(time.monotonic() - began, 1),
    )  # fmt: skip


def learn_order(shop: OpenShop, tell: Tell) -> Learnt:
    """Learn the orders that staff gave as preferences, and keep them if no fewer of those cases pass than before."""
    began, present = time.monotonic(), shop.personal.ranker.preferences
    made = shop.records.corrections.all("training", ["order"])
    if not made and not present.of:
        return _nothing("There are no corrected orders to learn from.")
    was = run(shop.assistant, cases_of(made))
    # What they took out is gone before the rest is scored: relevance is told against the best that is left.
    shop.personal.prefer(Preferences(tuple(learnt(replace(_ordered(c), ids=()), {}) for c in made)))
    learning = [learnt(_ordered(c), _scores(shop, c)) for c in made]
    _prefer(shop, learning)
    now = run(shop.assistant, [o.case for o in was])
    tell(f"{len(learning)} orders: {_passed(was)} of {len(was)} cases passed before, {_passed(now)} now")
    worse = _passed(now) < _passed(was)
    if worse:
        _prefer(shop, present.of)
    why = "Fewer cases passed: what was there stays." if worse else "Other queries stay as they were."
    spent = round(time.monotonic() - began, 1)
    return Learnt(not worse, why, len(learning), _passed(was), _passed(now), len(was), {}, {}, 0, spent)


def learn(shop: OpenShop, tell: Tell) -> dict[str, Learnt]:
    """Learn from every correction and keep how all cases fare before and after; RuntimeError if it runs already."""
    if not _LEARNING.acquire(blocking=False):
        raise RuntimeError("The shop is learning already: wait until it is done.")
    try:
        check(shop, "before learning")
        done = {"understanding": learn_understanding(shop, tell), "order": learn_order(shop, tell)}
        check(shop, "after learning")
        return done
    finally:
        _LEARNING.release()


def corrected_examples(shop: OpenShop) -> list[Example]:
    """Return the replies that staff wrote as examples for the reply model, those that it could have worded itself."""
    made = shop.records.corrections.all("training", ["reply"])
    found = (example_of(c.text, dict(c.wrong.get("plan", {})), str(c.right["text"])) for c in made)
    return [example for example in found if example]


def regressions(shop: OpenShop, data: Path | None) -> list[dict[str, Any]]:
    """Return each case with whether it passed before and passes now; the home's cases, or those of a file."""
    if data is not None:
        rows = [orjson.loads(line) for line in data.read_text("utf-8").splitlines() if line.strip()]
        cases = [case_from(row, n) for n, row in enumerate(rows, 1)]
        return [_row(o, None) for o in [*run(shop.assistant, cases), *run_like(shop.assistant, cases)]]
    earlier = {c.id: was_right(c) for c in shop.records.corrections.all("regression")}
    return [_row(o, earlier.get(o.case.id)) for o in check(shop, "evaluate regressions")]


def was_right(made: Correction) -> bool:
    """Whether the turn that was corrected was right as it stood: judged by what was done then."""
    return judged(case_of(made), {"sources": [], "ids": [], "text": "", "intent": "", "spans": [], **made.wrong})


def learn_in_background(shop: OpenShop) -> bool:
    """Start learning beside the serving of turns; False where the shop is learning already."""
    if _LEARNING.locked():
        return False
    threading.Thread(target=_learn, args=(shop,), name="learn", daemon=True).start()
    return True


def progress(shop: OpenShop) -> dict[str, Any]:
    """Return whether the shop is learning, and what the last learning came to."""
    return {"running": _LEARNING.locked(), "said": _SAID.get(str(shop.home.folder), "")}


def _learn(shop: OpenShop) -> None:
    key = str(shop.home.folder)
    try:
        done = learn(shop, lambda line: _SAID.update({key: line}))
        parts = [f"{name.capitalize()}: {d.passed_before} of {d.cases} cases right before, {d.passed} now. {d.why}"
                 for name, d in done.items() if d.cases or d.examples]  # fmt: skip
        _SAID[key] = " ".join(parts) or "There was nothing to learn."
    except Exception as error:
        _SAID[key] = f"Learning broke off: {error}"
        raise


def _row(outcome: Outcome, before: bool | None) -> dict[str, Any]:
    case = outcome.case
    told = {"case": case.id, "kind": case.kind, "text": outcome.got["asked"], "right": dict(case.right)}
    return {**told, "before": before, "passed": outcome.passed, "got": _told(outcome)}


def _lessons(made: Sequence[Correction]) -> list[Lesson]:
    when = {c.id: situation(state_from_json(dict(c.before) if c.before else None)) for c in made}
    return lessons_of(made, when)


def _from_file(file: Path) -> list[Lesson]:
    rows = read_jsonl(file, language_of)
    return [Lesson(-n, e.text, e.language, intent=(e.intents or ("",))[0]) for n, e in enumerate(rows, 1) if e.intents]


def _ordered(made: Correction) -> Ordered:
    right = made.right
    return Ordered(made.id, str(right.get("query", "")), tuple(right["ids"]), tuple(right.get("not", ())))


def _scores(shop: OpenShop, made: Correction) -> dict[str, float]:
    """Return the scores that the ranker gives the products of a corrected turn."""
    before = state_from_json(dict(made.before) if made.before else None)
    reply = shop.assistant.rehearse(Message("", made.text, locale=made.language), before)
    return {r["id"]: float(r["score"]) for r in reply.trace["ranked"]}


def _prefer(shop: OpenShop, preferences: Sequence[Any]) -> None:
    kept = Preferences(tuple(preferences))
    save_preferences(kept, shop.home.folder / "weights" / "ranking")
    shop.personal.prefer(kept)


def _passed(outcomes: Sequence[Outcome]) -> int:
    return sum(o.passed for o in outcomes)


def _nothing(why: str) -> Learnt:
    return Learnt(False, why, 0, 0, 0, 0, {}, {})
