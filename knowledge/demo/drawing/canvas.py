"""Shapes, shades and the frame that every illustration of the demo shop stands in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

INK, STEEL, PAPER, RUBBER = "#2e3138", "#aeb4bc", "#fbfaf7", "#3b3e45"
METAL, WOOD, GLASS, SCREEN, GLOW = "url(#m)", "url(#o)", "url(#g)", "url(#n)", "url(#l)"
BRASS, LEAF = "#c9a45c", "#6f8f68"
_BACK = ("#f6f4f1", "#e5e1db")


@dataclass(frozen=True)
class Paint:
    """A product's colour and the shades of it; `round`, `flat` and `slant` are gradients across, down and aslant."""

    base: str
    round: str = "url(#h)"
    flat: str = "url(#v)"
    slant: str = "url(#x)"

    def tint(self, share: float) -> str:
        """Return the colour mixed with white."""
        return mixed(self.base, "#ffffff", share)

    def shade(self, share: float) -> str:
        """Return the colour mixed with a cool dark."""
        return mixed(self.base, "#23262f", share)

    @property
    def line(self) -> str:
        """A shade for seams and edges that shows on this colour, dark or light."""
        return self.tint(0.22) if lightness(self.base) < 0.25 else self.shade(0.3)

    @property
    def deep(self) -> str:
        """A clearly darker shade."""
        return self.shade(0.45)


Drawing: TypeAlias = Callable[[Paint], str]


def mixed(first: str, second: str, share: float) -> str:
    """Return `first` with `share` of `second` in it, both "#rrggbb"."""
    pairs = [(int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lightness(color: str) -> float:
    """Return how light a colour is, 0 to 1."""
    return sum(int(color[i : i + 2], 16) * w for i, w in ((1, 0.3), (3, 0.59), (5, 0.11))) / 255


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0, more: str = "") -> str:
    """Return a rectangle with corners of radius `r`."""
    corner = f' rx="{r:g}"' if r else ""
    return f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}"{corner} fill="{fill}"{_with(more)}/>'


def path(d: str, fill: str, more: str = "") -> str:
    """Return a filled path."""
    return f'<path d="{d}" fill="{fill}"{_with(more)}/>'


def oval(x: float, y: float, rx: float, ry: float, fill: str, more: str = "") -> str:
    """Return an ellipse."""
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="{fill}"{_with(more)}/>'


def dot(x: float, y: float, r: float, fill: str, more: str = "") -> str:
    """Return a circle."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}"{_with(more)}/>'


def ring(x: float, y: float, r: float, stroke: str, width: float, more: str = "") -> str:
    """Return a circle's outline."""
    return dot(x, y, r, "none", f'stroke="{stroke}" stroke-width="{width:g}"{_with(more)}')


def line(d: str, stroke: str, width: float = 2, more: str = "") -> str:
    """Return a stroked path with round ends."""
    return (
        f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width:g}" stroke-linecap="round"'
        f' stroke-linejoin="round"{_with(more)}/>'
    )


def group(body: str, transform: str = "", more: str = "") -> str:
    """Return shapes moved, turned or faded together."""
    moved = f' transform="{transform}"' if transform else ""
    return f"<g{moved}{_with(more)}>{body}</g>"


def shadow(x: float = 200, y: float = 256, rx: float = 100, ry: float = 9) -> str:
    """Return the soft shadow that a thing throws on the ground."""
    return oval(x, y, rx, ry, "#4a4238", 'opacity=".28" filter="url(#s)"')


def lying(body: str) -> str:
    """Return shapes as a thing that lies on the table, with its shadow round it."""
    return group(body, more='filter="url(#f)"')


def seam(p: Paint, d: str, width: float = 2) -> str:
    """Return a seam in a garment of this colour."""
    return line(d, p.line, width, 'opacity=".6"')


def shine(d: str, width: float = 5, opacity: float = 0.35) -> str:
    """Return a streak of light."""
    return line(d, "#fff", width, f'opacity="{opacity:g}"')


def mirrored(body: str) -> str:
    """Return shapes and their mirror image across the middle."""
    return body + group(body, "matrix(-1 0 0 1 400 0)")


def frame(body: str, paint: Paint) -> str:
    """Return the whole picture; of the shared gradients and filters only those that the body uses."""
    used = "".join(text for name, text in _definitions(paint).items() if f"url(#{name})" in body or name == "b")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><defs>{used}</defs>'
        f'<path d="M0 0h400v300H0z" fill="url(#b)"/>{body}</svg>\n'
    )


def _with(more: str) -> str:
    return f" {more}" if more else ""


def _definitions(p: Paint) -> dict[str, str]:
    dark = lightness(p.base) < 0.25
    light, low = (0.34, 0.3) if dark else (0.28, 0.24)
    return {
        "b": (
            '<radialGradient id="b" cx=".5" cy=".42" r=".75">'
            f'<stop stop-color="{_BACK[0]}"/><stop offset="1" stop-color="{_BACK[1]}"/></radialGradient>'
        ),
        "h": _linear("h", "1 0", (p.shade(0.12), p.tint(light), p.base, p.shade(low)), (0, 0.2, 0.6, 1)),
        "v": _linear("v", "0 1", (p.tint(light * 0.6), p.base, p.shade(low * 0.7)), (0, 0.5, 1)),
        "x": _linear("x", "1 1", (p.tint(light), p.base, p.shade(low * 0.8)), (0, 0.5, 1)),
        "m": _linear("m", "1 0", ("#a9aeb6", "#f2f3f5", "#c6cad0", "#868c95"), (0, 0.22, 0.6, 1)),
        "o": _linear("o", "1 1", ("#dcb684", "#c79b63", "#ab7f4d"), (0, 0.5, 1)),
        "g": (
            '<linearGradient id="g" x2="1" y2="0"><stop stop-color="#c3d3d8" stop-opacity=".75"/>'
            '<stop offset=".25" stop-color="#fff" stop-opacity=".7"/>'
            '<stop offset="1" stop-color="#b4c6cc" stop-opacity=".7"/></linearGradient>'
        ),
        "n": _linear("n", "1 1", ("#f0b48e", "#b06f8f", "#3f4f86", "#22304f"), (0, 0.35, 0.7, 1)),
        "l": (
            '<radialGradient id="l"><stop stop-color="#ffdf9c" stop-opacity=".75"/>'
            '<stop offset="1" stop-color="#ffdf9c" stop-opacity="0"/></radialGradient>'
        ),
        "s": '<filter id="s" x="-.3" y="-2" width="1.6" height="5"><feGaussianBlur stdDeviation="7 4"/></filter>',
        "f": (
            '<filter id="f" x="-.2" y="-.2" width="1.4" height="1.4">'
            '<feDropShadow dx="2" dy="7" stdDeviation="7" flood-color="#4a4238" flood-opacity=".3"/></filter>'
        ),
    }


def _linear(name: str, end: str, colors: tuple[str, ...], offsets: tuple[float, ...]) -> str:
    x, y = end.split()
    stops = "".join(f'<stop offset="{o:g}" stop-color="{c}"/>' for c, o in zip(colors, offsets, strict=True))
    return f'<linearGradient id="{name}" x2="{x}" y2="{y}">{stops}</linearGradient>'
