"""A live chat as server-sent events: what the records hold after the last event heard, then each change as it comes."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias

import orjson

from knowledge.records.bell import Bell

AGAIN_S = 5.0  # after so long without a ring the records are read again: another process may have written to them
Told: TypeAlias = dict[str, str]


async def rings(bell: Bell, place: str, again_s: float = AGAIN_S) -> AsyncIterator[tuple[str, Mapping[str, Any]]]:
    """Yield (name, values) of each ring at a place, and ("news", {}) at the start and after every silence."""
    loop, heard = asyncio.get_running_loop(), asyncio.Queue[tuple[str, Mapping[str, Any]]]()

    def hear(name: str, values: Mapping[str, Any]) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(heard.put_nowait, (name, values))

    leave = bell.listen(place, hear)
    try:
        yield "news", {}
        while True:
            try:
                yield await asyncio.wait_for(heard.get(), again_s)
            except TimeoutError:
                yield "news", {}
    finally:
        leave()


async def live(
    bell: Bell,
    place: str,
    news: Callable[[], Awaitable[Sequence[Told]]],
    typing: Callable[[Mapping[str, Any]], Told | None],
) -> AsyncGenerator[Told, None]:
    """Yield what `news` returns at each ring, and what `typing` makes of somebody who types."""
    async for name, values in rings(bell, place):
        if name == "typing":
            if told := typing(values):
                yield told
            continue
        for one in await news():
            yield one


def event(name: str, values: Mapping[str, Any], id: int = 0) -> Told:
    """Return an event; one with an id is taken up again from there."""
    told = {"event": name, "data": orjson.dumps(values).decode()}
    return {"id": str(id), **told} if id else told


def heard_until(last_event_id: str, after: int = 0) -> int:
    """Return the id of the last event that a client heard."""
    return max(after, int(last_event_id) if last_event_id.isdecimal() and len(last_event_id) < 16 else 0)
