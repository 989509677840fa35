"""One conversation turn as a LangGraph graph: understand, retrieve, rerank, reply, record."""

import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, TypedDict
from uuid import uuid4
from weakref import WeakValueDictionary

from langgraph.config import get_stream_writer
from langgraph.graph import StateGraph
from langgraph.runtime import Runtime

from agents.acts import act
from agents.cards import cards_of, chips_of
from agents.dislikes import disliked_after, noted, said_disliked
from agents.handover import FAILED, called_for, heard, silent, with_person
from agents.message import clean
from agents.outcome import outcome_of
from agents.record import as_json, reply_from_json, state_from_json
from agents.replies.plan import Plan, plan_reply
from agents.replies.points import Done
from agents.replies.records import records_of
from agents.replies.write import write
from agents.retrieve import rerank, retrieve, talked_about
from agents.script import card_in, chip_in, choices_in, in_traditional, row_in, sentence_in
from agents.shop import Shop
from agents.together import kept
from agents.together import shown as set_shown
from agents.tools import shop_tools
from agents.turn import (
    DialogueState,
    Found,
    KeptSet,
    Message,
    ProductsReady,
    Progress,
    Received,
    Reply,
    Sentence,
    Understanding,
)
from agents.unclear import unclear
from agents.understanding.tagger import language_of
from agents.why import asks_why, explained
from knowledge.events import Event
from knowledge.pii import mask, without_marks
from knowledge.product import Product
from knowledge.records.conversations import StoredTurn
from knowledge.records.outcomes import TurnOutcome
from knowledge.sentiment import Mood, mood_of

CARDS = 8
PATIENCE_S = 1.5  # how long a checked sentence of the model may take before plain words stand in


class Turn(TypedDict, total=False):
    """What the nodes hand on. `ms` is the time of each stage, `started` the clock when the turn began."""

    message: Message
    number: int
    cancel: threading.Event
    started: float
    before: DialogueState
    understanding: Understanding
    mood: Mood
    about: tuple[Product, ...]
    done: tuple[Done, ...]
    found: Found
    plan: Plan
    ready: ProductsReady
    sentences: tuple[Sentence, ...]
    ms: dict[str, float]


@dataclass(frozen=True)
class Whose:
    """What a run of the graph is told beside the turn: whose turn it is."""

    assistant: "Assistant"


class Assistant:
    """Answers shoppers, one turn at a time in each conversation."""

    def __init__(
        self, shop: Shop, understand: Any, model: Any, message_limit: int = 2000, patience_s: float = PATIENCE_S
    ) -> None:
        self._shop, self._understand_text, self._model = shop, understand, model
        self._limit, self._patience_s = message_limit, patience_s
        self._tools = shop_tools(shop)
        self._turns: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()

    def respond(self, message: Message, cancel: threading.Event | None = None) -> Iterator[Progress]:
        """Yield the turn as it happens: Received, ProductsReady, each checked Sentence, and the Reply.

        Personal data in the message is masked before anything else is done with it; its originals go into the vault.
        A message that was answered before is answered with what was said then. Setting `cancel`, or closing the
        iterator, stops the model.
        """
        masked = mask(clean(message.text)[: 4 * self._limit])  # what is much too long is not answered anyway
        message = replace(message, text=masked.text)
        cancel = cancel or threading.Event()
        conversations = self._shop.records.conversations
        with self._turns.setdefault(message.session, threading.Lock()):
            kept = conversations.receive(
                message.session,
                message.id or uuid4().hex,
                message.text,
                message.shopper,
                message.locale or "en",
                message.owner,
            )
            if kept.reply is None:
                self._shop.records.vault.keep(message.session, kept.number, masked.items)
            yield Received(message.session, kept.number)
            if kept.reply is not None:
                yield reply_from_json(kept.reply)
                return
            if self._shop.records.live.holder(message.session) == "person":
                yield self._leave_to_person(message, kept.number)
                return
            turn = Turn(message=message, number=kept.number, cancel=cancel, started=time.perf_counter(), ms={})
            # A web server may ask for each step on another thread: one context keeps the graph's own variables whole.
            context = copy_context()
            steps: Iterator[Progress] = _graph(True).stream(turn, context=Whose(self), stream_mode="custom")
            try:
                while (step := context.run(next, steps, None)) is not None:
                    yield step
            finally:
                cancel.set()
                context.run(list, steps)  # a reader who went away leaves a turn that is recorded all the same

    def rehearse(self, message: Message, before: DialogueState) -> Reply:
        """Return what would be answered to a stranger after `before`; no conversation is kept of it."""
        stranger = replace(message, session=f"rehearsal-{uuid4().hex}", shopper="", text=mask(clean(message.text)).text)
        turn = Turn(message=stranger, number=0, cancel=threading.Event(), started=time.perf_counter(), ms={})
        turn["before"] = before
        try:
            played: Any = _graph(False).invoke(turn, context=Whose(self))
        finally:
            self._shop.records.shoppers.empty_cart(stranger.session)
        return _reply_of(played)

    def transcript(self, session: str) -> list[StoredTurn]:
        """Return the conversation's turns as kept, oldest first."""
        return self._shop.records.conversations.transcript(session)

    def feedback(self, session: str, turn: int, up: bool, reason: str) -> None:
        """Keep a thumb; raises LookupError where there is no such turn."""
        self._shop.records.conversations.rate(session, turn, up, reason)

    def events(self, told: Sequence[Event], may_keep: bool = True) -> list[bool]:
        """Keep what shoppers did and return which acts were new; without consent, not whose they are."""
        shoppers = self._shop.records.shoppers
        agreed = {who for who in {e.shopper for e in told} if may_keep and who and shoppers.permissions(who).consent}
        new = shoppers.keep_events([e if e.shopper in agreed else replace(e, shopper="", session="") for e in told])
        self._shop.personal.saw(
            [e for e, is_new in zip(told, new, strict=True) if is_new and e.shopper and e.shopper not in agreed]
        )
        return new

    def _understand(self, turn: Turn) -> Turn:
        message = _without_marks(turn["message"])
        before = turn.get("before") or state_from_json(self._shop.records.conversations.state(message.session))
        understood = unclear(message, before, self._limit) or self._understand_text(message, before)
        understood = heard(understood, before)
        if asks_why(message.text, before):
            understood = replace(understood, intent="ask_product", in_scope=True, ask=None)
        state = replace(
            understood.state,
            disliked=disliked_after(understood, before, message),
            traditional=in_traditional(message.text, before.traditional),
        )
        return {"before": before, "understanding": replace(understood, state=state), "mood": mood_of(message.text)}

    def _retrieve(self, turn: Turn) -> Turn:
        message, understood = turn["message"], turn["understanding"]
        about = talked_about(understood, message, self._shop.records.products, self._tools)
        if about and understood.ask and understood.ask.key == "which_product":
            understood = replace(understood, ask=None)  # it was named after all
        told = explained(understood, turn["before"], message, about, self._shop, self._tools)
        told = told or noted(understood, turn["before"], self._shop.personal.may_keep(message.shopper, message.objects))
        if told:
            return {"about": about, "done": told, "found": Found(about=about)}
        done = act(understood, message, about, self._shop.records)
        found = retrieve(understood, about, bool(done), self._tools)
        return {"about": about, "understanding": understood, "done": done, "found": found}

    def _rerank(self, turn: Turn) -> Turn:
        understood = turn["understanding"]
        found = rerank(understood, turn["found"], turn["message"], self._tools)
        wanted, language = understood.state.constraints, understood.language
        cards, chips = cards_of(found, wanted, language, CARDS), chips_of(wanted, language)
        old = understood.state.traditional
        cards, chips = tuple(card_in(c, old) for c in cards), tuple(chip_in(c, old) for c in chips)
        ready = ProductsReady(cards, chips, understood, set_shown(found.whole))
        get_stream_writer()(ready)
        return {"found": found, "ready": ready}

    def _reply(self, turn: Turn) -> Turn:
        understood, found = turn["understanding"], turn["found"]
        plan = plan_reply(understood, found, now=datetime.now(), done=turn["done"], shop=self._shop.name)
        live = self._shop.records.live
        holder, there = live.holder(turn["message"].session), bool(live.on_duty())
        plan = with_person(plan, understood, turn["before"], turn["mood"], holder, there)
        tell, sentences = get_stream_writer(), list[Sentence]()
        records = records_of(found, plan, turn["done"])
        words = write(plan, records, self._model, turn["cancel"], deadline_s=self._patience_s, seed=_seed(turn))
        for sentence in words:
            if not sentences:
                turn["ms"]["first_text"] = _since(turn["started"])
            sentences.append(sentence_in(sentence, understood.state.traditional))
            tell(sentences[-1])
        return {"plan": plan, "sentences": tuple(sentences), "ms": turn["ms"]}

    def _record(self, turn: Turn) -> Turn:
        reply = _reply_of(turn)
        state = _state_after(turn)
        body, outcome = as_json(reply), _outcome_of(turn, reply)
        with self._shop.records.together():
            self._shop.records.conversations.answer(reply.session, reply.turn, body, as_json(state), reply.language)
            self._shop.records.outcomes.record(outcome)
        said = said_disliked(turn["understanding"])
        message = turn["message"]
        self._shop.personal.keep_dislikes(message.shopper, reply.session, said, message.objects)
        if why := called_for(turn["plan"], turn["understanding"], turn["before"]):
            self._shop.records.live.call(reply.session, why)
            self._shop.records.outcomes.hand_over(reply.session)
        self._shop.records.live.note_turn(reply.session, reply.turn)
        get_stream_writer()(replace(reply, held_by=self._shop.records.live.holder(reply.session)))
        return {}

    def _leave_to_person(self, message: Message, number: int) -> Reply:
        """Keep a message that a person will answer, and say nothing."""
        records = self._shop.records
        reply = silent(message, number, state_from_json(records.conversations.state(message.session)))
        records.conversations.leave(message.session, number, as_json(reply))
        records.outcomes.record(outcome_of(reply, None, None, message, mood_of(message.text)))
        records.live.note_turn(message.session, number)
        return reply


@cache
def _graph(recorded: bool) -> Any:
    """Return the steps of a turn as a graph, one for all assistants: whose turn it is comes as the run's context."""
    steps = (Assistant._understand, Assistant._retrieve, Assistant._rerank, Assistant._reply, Assistant._record)
    graph = StateGraph(Turn, context_schema=Whose)
    graph.add_sequence([(s.__name__[1:], _node(s)) for s in steps[: None if recorded else -1]])
    return graph.set_entry_point("understand").compile()


def _reply_of(turn: Turn) -> Reply:
    understood, found, plan = turn["understanding"], turn["found"], turn["plan"]
    joined = ("" if understood.language == "zh" else " ").join(s.text for s in turn["sentences"])
    ms = {k: round(v, 1) for k, v in {**turn["ms"], "total": _since(turn["started"])}.items()}
    return Reply(
        session=turn["message"].session,
        turn=turn["number"],
        text=joined,
        intent=understood.intent,
        constraints=understood.state.constraints,
        asks_back=plan.ask is not None,
        cards=turn["ready"].cards,
        sources=found.passages,
        grounded=True,
        dropped=sum(s.dropped for s in turn["sentences"]),
        handoff=plan.handoff,
        ms={"first_text": ms["total"], **ms},
        choices=choices_in(plan.choices, understood.state.traditional),
        comparison=tuple(row_in(r, understood.state.traditional) for r in found.comparison),
        language=understood.language,
        trace=_trace(turn),
        whole=turn["ready"].whole,
        cart_changes={id: n for did in turn["done"] for id, n in did.moved.items()},
    )


def _without_marks(message: Message) -> Message:
    """Return the message without what stands for personal data; where nothing is left, its language is still known."""
    said = without_marks(message.text)
    return replace(message, text=said, locale=message.locale or ("" if said else language_of(message.text)))


def _outcome_of(turn: Turn, reply: Reply) -> TurnOutcome:
    return outcome_of(reply, turn["plan"], turn["understanding"], turn["message"], turn["mood"])


def _trace(turn: Turn) -> dict[str, Any]:
    """Return what staff see of why the reply is what it is."""
    found = turn["found"]
    ranked = [*found.matches, *(miss.match for miss in found.near)]
    return {
        "understanding": as_json(turn["understanding"]),
        "before": as_json(turn["before"]),
        "ranked": [
            {"id": m.product.id, "score": m.score, "signals": dict(m.signals), "reasons": as_json(m.reasons)}
            for m in ranked[:CARDS]
        ],
        "blocked_by": found.blocked_by,
        "plan": turn["plan"].as_json(),
        "set": as_json(turn["ready"].whole),
        "sentences": as_json(turn["sentences"]),
    }


def _state_after(turn: Turn) -> DialogueState:
    """Return where the conversation stands: what was shown, what is talked about, and what was asked."""
    state, plan, found, shown = turn["understanding"].state, turn["plan"], turn["found"], turn["ready"].cards
    first = tuple(c.id for c in shown[:1])  # the reply speaks of the first
    about = () if found.whole or (found.relation == "instead" and found.matches) else turn["about"]
    about = (found.anchor,) if found.relation == "with" and found.anchor else about
    focus = tuple(p.id for p in about) or first
    failed = plan.kind in FAILED
    if found.lacking == "other_brand" and not found.matches:
        state = replace(state, constraints=turn["before"].constraints)  # nobody else makes it: the wish is spent
    cards = tuple(c.id for c in shown) if found.matches or found.near or found.comparison else ()
    pointed = turn["understanding"].intent == "ask_product" or turn["understanding"].references
    if pointed and set(cards) <= set(state.shown):
        cards = ()  # a word about one of those shown leaves the others where they are: "and the second one?"
    return replace(
        state,
        shown=cards or state.shown,
        focus=focus or state.focus,
        intent=turn["understanding"].intent,
        asked=plan.ask,
        failures=state.failures + 1 if failed else 0,
        language=turn["understanding"].language,
        whole=_set_after(turn),
    )


def _set_after(turn: Turn) -> KeptSet | None:
    """Return the set that the conversation is about: a new one, or the one that stood until other products came."""
    found, understood = turn["found"], turn["understanding"]
    if found.whole is not None:
        return kept(found.whole)
    return None if found.matches and understood.intent == "find_products" else understood.state.whole


def _seed(turn: Turn) -> int:
    """Return a number of this turn's own, so that wording varies from chat to chat and a replay reads the same."""
    return zlib.crc32(f"{turn['message'].session}/{turn['number']}".encode())


def _node(step: Callable[[Assistant, Turn], Turn]) -> Any:
    """Return the step as a node that also notes how long it took, in milliseconds."""

    def node(turn: Turn, runtime: Runtime[Whose]) -> Turn:
        start = time.perf_counter()
        out = step(runtime.context.assistant, turn)
        return {**out, "ms": {**turn["ms"], **out.get("ms", {}), step.__name__[1:]: _since(start)}}

    return node


def _since(start: float) -> float:
    return (time.perf_counter() - start) * 1000
