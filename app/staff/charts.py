"""Charts as shapes: where bars, lines and bands lie in a drawing, for templates to draw as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

WIDTH, HEIGHT = 640.0, 180.0
LEFT, RIGHT, TOP, BOTTOM = 38.0, 6.0, 10.0, 22.0


@dataclass(frozen=True)
class Bar:
    """A rectangle of one series; `series` names its colour."""

    x: float
    y: float
    width: float
    height: float
    series: str


@dataclass(frozen=True)
class Chart:
    """A chart's shapes: `spots` are (x, label, value texts) under the pointer, `ticks` (y, text), `dates` (x, text)."""

    bars: tuple[Bar, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    band: str = ""
    marks: tuple[tuple[float, float], ...] = ()
    ticks: tuple[tuple[float, str], ...] = ()
    dates: tuple[tuple[float, str], ...] = ()
    spots: tuple[tuple[float, str, tuple[str, ...]], ...] = ()
    step: float = 0.0


def stacked(labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> Chart:
    """Return stacked bars, one for each label, the first series at the bottom."""
    totals = [sum(values[i] for _, values in series) for i in range(len(labels))]
    top = _round_up(max([*totals, 1]))
    step = _step(len(labels))
    bars: list[Bar] = []
    for i in range(len(labels)):
        base = HEIGHT - BOTTOM
        for name, values in series:
            tall = values[i] / top * (HEIGHT - TOP - BOTTOM)
            if tall > 0:
                base -= tall
                bars.append(Bar(_x(i, step) - step * 0.36, round(base, 2), step * 0.72, round(tall, 2), name))
    said = [tuple(f"{name}: {values[i]:,}" for name, values in series) for i in range(len(labels))]
    return replace(_frame(labels, said, step), bars=tuple(bars), ticks=_ticks(top, "{:,.0f}"))


def line(
    labels: Sequence[str],
    values: Sequence[float | None],
    top: float,
    name: str,
    form: str,
    band: Sequence[tuple[float, float]] = (),
    marks: Sequence[int] = (),
) -> Chart:
    """Return a line with gaps where a value is None, over an optional band, with marks at the places `marks`."""
    step = _step(len(labels))

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - min(value, top) / top * (HEIGHT - TOP - BOTTOM), 2)

    path, pen = [], "M"
    for i, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        path.append(f"{pen}{_x(i, step):.1f} {y(value)}")
        pen = "L"
    area = ""
    if band:
        over = [f"{_x(i, step):.1f} {y(high)}" for i, (_, high) in enumerate(band)]
        under = [f"{_x(i, step):.1f} {y(low)}" for i, (low, _) in enumerate(band)]
        area = "M" + "L".join([*over, *reversed(under)]) + "Z"
    said = []
    for i, value in enumerate(values):
        texts = [f"{name}: {'none' if value is None else form.format(value)}"]
        if band:
            texts.append(f"Usual: {form.format(band[i][0])} to {form.format(band[i][1])}")
        said.append(tuple(texts))
    there = [(i, v) for i, v in enumerate(values) if v is not None]
    dots = tuple((_x(i, step), y(v)) for i, v in there if i in set(marks))
    drawn = ((" ".join(path), name),)
    return replace(_frame(labels, said, step), lines=drawn, band=area, marks=dots, ticks=_ticks(top, form))


def _frame(labels: Sequence[str], said: Sequence[tuple[str, ...]], step: float) -> Chart:
    every = max(1, -(-len(labels) // 7))
    dates = tuple((_x(i, step), labels[i]) for i in range(0, len(labels), every))
    spots = tuple((_x(i, step), labels[i], said[i]) for i in range(len(labels)))
    return Chart(dates=dates, spots=spots, step=step)


def _step(count: int) -> float:
    return (WIDTH - LEFT - RIGHT) / max(1, count)


def _x(place: int, step: float) -> float:
    return LEFT + step * (place + 0.5)


def _ticks(top: float, form: str) -> tuple[tuple[float, str], ...]:
    ground = HEIGHT - BOTTOM
    return tuple((ground - part * (ground - TOP), form.format(top * part)) for part in (0.0, 0.5, 1.0))


def _round_up(value: float) -> float:
    """Return the next value that halves to a round one."""
    size = 1
    while True:
        for lead in (2, 4, 6, 10, 16):
            if lead * size >= value:
                return float(lead * size)
        size *= 10
