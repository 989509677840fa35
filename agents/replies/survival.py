"""How much of a reply model's own wording survives the gate, over invented turns: by it weights are judged."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from agents.replies.examples import example_turn
from agents.replies.models import ReplyModel
from agents.replies.plan import Plan
from agents.replies.slots import can_word
from agents.replies.worlds import World
from agents.replies.write import write
from agents.turn import Sentence

KINDS = ("offer", "offer", "offer", "offer", "near", "near", "nothing", "compare")
SEED = 990_001  # far from the seeds of training


@dataclass(frozen=True)
class Survival:
    """Of `turns`, those `whole` in the model's own words: nothing dropped or added but the closing question."""

    turns: int
    whole: int
    sentences: int
    by_model: int
    dropped: int
    whole_by_kind: dict[str, float] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """The share of turns whose own words survived whole."""
        return self.whole / self.turns if self.turns else 0.0


def survival(
    model: ReplyModel,
    worlds: Sequence[World],
    turns: int,
    *,
    deadline_s: float = 60.0,
    told: Callable[[Plan, list[Sentence]], None] = lambda plan, said: None,
) -> Survival:
    """Have the model word `turns` plans that it was not trained on; the long deadline judges words, not speed."""
    counts, kinds, wholes = Counter[str](), Counter[str](), Counter[str]()
    rng = random.Random(SEED)
    while counts["turns"] < turns:
        turn = example_turn(rng.choice(KINDS), rng.choice(worlds), rng)
        if turn is None or not can_word(turn[0]):
            continue
        plan, records = turn
        said = list(write(plan, records, model, threading.Event(), deadline_s=deadline_s, seed=counts["turns"]))
        own = said[:-1] if plan.ask else said
        whole = all(s.origin == "model" for s in own) and not any(s.dropped for s in said)
        counts.update(turns=1, whole=whole, sentences=len(own), by_model=sum(s.origin == "model" for s in own))
        counts.update(dropped=sum(s.dropped for s in said))
        kinds[plan.kind] += 1
        wholes[plan.kind] += whole
        told(plan, said)
    shares = {kind: round(wholes[kind] / n, 3) for kind, n in kinds.items()}
    return Survival(
        counts["turns"], counts["whole"], counts["sentences"], counts["by_model"], counts["dropped"], shares
    )
