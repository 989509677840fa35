"""What Prometheus reads: turns, stages, open chats, the queue, refusals, the model's state and events."""

from collections.abc import Callable, Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST as CONTENT_TYPE

from agents.turn import INTENTS, Reply

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3.0, 6.0, 12.0, 25.0, 50.0)
_STAGES = ("understand", "retrieve", "rerank", "reply", "record", "first_text", "total")
_LLM = ("ready", "loading", "none")

__all__ = ["CONTENT_TYPE", "Metrics"]


disable_created_metrics()  # type: ignore[no-untyped-call]  # a second line for each figure, which nobody reads


class Metrics:
    """The figures of one server; no label holds anything of a shopper's."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._turns = self._counter("turns", "Turns by intent and how they ended", "intent", "outcome")
        self._refused = self._counter("refused", "Requests refused, by what was exceeded", "why")
        self._events = self._counter("events", "What shoppers did, as taken in", "name")
        self._requests = self._counter("requests", "Answered requests of the API", "method", "route", "status")
        self._stages = self._histogram("stage_seconds", "Time of a turn's stages", "stage")
        self._answers = self._histogram("request_seconds", "Time until a request was answered, streams whole", "route")

    def watch(self, name: str, text: str, read: Callable[[], float]) -> None:
        """Show a figure as it is when somebody reads."""
        Gauge(f"shopguide_{name}", text, registry=self.registry).set_function(read)

    def watch_model(self, state: Callable[[], str]) -> None:
        """Show the reply model's state: 1 for what it is, 0 for what it is not."""
        gauge = Gauge("shopguide_llm_state", "State of the reply model", ["state"], registry=self.registry)
        for name in _LLM:
            gauge.labels(name).set_function(lambda name=name: float(state() == name))  # type: ignore[misc]

    def answered(self, reply: Reply) -> None:
        """Count a turn that has its reply, and the time of its stages."""
        self._turns.labels(_known(reply.intent), _outcome(reply)).inc()
        for stage, ms in reply.ms.items():
            if stage in _STAGES:
                self._stages.labels(stage).observe(ms / 1000)

    def broke_off(self) -> None:
        """Count a turn that ended without a reply."""
        self._turns.labels("", "broke_off").inc()

    def refused(self, why: str) -> None:
        """Count a request that was refused: address, session, shop, busy, size or origin."""
        self._refused.labels(why).inc()

    def took_in(self, names: Mapping[str, int]) -> None:
        """Count events that were new, by name."""
        for name, n in names.items():
            self._events.labels(name).inc(n)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request by its route's template."""
        self._requests.labels(method, route, str(status)).inc()
        self._answers.labels(route).observe(seconds)

    def text(self) -> bytes:
        """Return all figures in Prometheus' text format."""
        return generate_latest(self.registry)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"shopguide_{name}", text, labels, registry=self.registry)

    def _histogram(self, name: str, text: str, *labels: str) -> Histogram:
        return Histogram(f"shopguide_{name}", text, labels, registry=self.registry, buckets=_SECONDS)


def _known(intent: str) -> str:
    return intent if intent in INTENTS else "other"


def _outcome(reply: Reply) -> str:
    if reply.handoff:
        return "handoff"
    if reply.asks_back:
        return "asked_back"
    return "products" if reply.cards else "text"
