"""Lamps, candles and fans."""

import math

from knowledge.demo.drawing.canvas import (
    BRASS,
    GLOW,
    INK,
    METAL,
    PAPER,
    STEEL,
    Drawing,
    Paint,
    dot,
    group,
    line,
    oval,
    path,
    rect,
    ring,
    shadow,
    shine,
)


def lamp(p: Paint) -> str:
    return (
        shadow(200, 256, 72)
        + oval(200, 150, 160, 120, GLOW)
        + path("M166 156Q134 186 148 222Q158 252 200 252Q242 252 252 222Q266 186 234 156Z", p.round)
        + rect(192, 132, 16, 28, BRASS)
        + path("M152 52H248L274 138H126Z", "#f3dfb4", 'stroke="#d9bf8c" stroke-width="1.5"')
        + path("M152 52H248L251 62H149Z", "#dfc593")
        + path("M129 128H271L274 138H126Z", "#dfc593")
        + shine("M158 186Q152 212 166 232", 6)
    )


def desklamp(p: Paint) -> str:
    return (
        shadow(180, 254, 90)
        + path("M262 118L330 250H196Z", "#ffe9b8", 'opacity=".4"')
        + oval(150, 250, 56, 9, p.shade(0.2))
        + oval(150, 245, 56, 9, p.flat)
        + line("M150 242L118 150L214 74", p.deep, 8)
        + dot(118, 150, 10, BRASS)
        + dot(214, 74, 9, BRASS)
        + path("M206 66L232 52Q288 66 296 124L226 140Q202 104 206 66Z", p.round)
        + path("M226 140Q260 112 296 124L294 132Q260 126 230 146Z", "#fff3cf")
    )


def floorlamp(p: Paint) -> str:
    return (
        shadow(260, 268, 50, 7)
        + oval(142, 150, 120, 110, GLOW)
        + oval(262, 264, 46, 8, p.shade(0.15))
        + line("M262 262V110C262 30 150 20 142 84", p.shade(0.08), 6)
        + path("M98 126Q102 80 142 80Q182 80 186 126Z", p.round)
        + path("M98 126H186Q184 134 142 134Q100 134 98 126Z", "#fff1cc")
        + shine("M112 116Q118 96 134 90", 5)
    )


def tripodlamp(p: Paint) -> str:
    return (
        shadow(200, 270, 74, 7)
        + oval(200, 110, 160, 110, GLOW)
        + line("M200 126L142 268M200 126L258 268M200 126V266", p.base, 8)
        + line("M200 126L142 268", p.shade(0.2), 3)
        + oval(200, 196, 16, 4, BRASS)
        + path("M140 44H260L270 128H130Z", "#f3dfb4", 'stroke="#d9bf8c" stroke-width="1.5"')
        + path("M140 44H260L261 54H139Z", "#dfc593")
        + path("M131 119H269L270 128H130Z", "#dfc593")
    )


def candle(p: Paint) -> str:
    return (
        shadow(200, 252, 72)
        + dot(200, 96, 84, GLOW)
        + path("M136 122H264V232Q264 250 246 250H154Q136 250 136 232Z", p.round)
        + oval(200, 122, 64, 13, p.shade(0.2))
        + oval(200, 124, 57, 10, "#f6ecd8")
        + line("M200 124V108", INK, 3)
        + path("M200 72Q216 96 200 110Q184 96 200 72Z", "#f5b54a")
        + path("M200 88Q207 100 200 108Q193 100 200 88Z", "#fff2c9")
        + rect(164, 158, 72, 56, PAPER, 3)
        + line("M178 178H222M184 192H216", "#a79c8a", 3)
        + shine("M150 142V230", 6)
    )


def pillarcandle(p: Paint) -> str:
    def one(x: int, y: int, r: int) -> str:
        return (
            rect(x - r, y, r * 2, 250 - y, p.round, 5)
            + oval(x, y, r, r * 0.24, p.tint(0.4))
            + line(f"M{x} {y}v-12", INK, 2.5)
            + path(f"M{x} {y - 42}q12 18 0 30q-12 -12 0 -30Z", "#f5a83a")
        )

    return shadow(200, 252, 104) + one(152, 104, 32) + one(216, 142, 30) + one(272, 174, 27)


def _fan(p: Paint, y: int, r: int) -> str:
    blade = path(
        f"M0 -6Q{r * 0.5:g} -{r * 0.62:g} {r * 0.2:g} -{r * 0.88:g}Q-{r * 0.45:g} -{r * 0.7:g} 0 -6Z", p.shade(0.12)
    )
    blades = "".join(group(blade, f"rotate({a})") for a in (0, 120, 240))
    ends = ((math.cos(a * math.pi / 9) * r, math.sin(a * math.pi / 9) * r) for a in range(18))
    wires = line("".join(f"M0 0L{x:.0f} {y:.0f}" for x, y in ends), p.line, 1.2, 'opacity=".55"')
    return group(
        dot(0, 0, r, "#fff", 'opacity=".45"') + blades + wires + ring(0, 0, r, p.base, 7)
        + ring(0, 0, r + 3, p.line, 1.5, 'opacity=".5"') + dot(0, 0, 14, p.round),
        f"translate(200 {y})",
    )  # fmt: skip


def fan(p: Paint) -> str:
    return (
        shadow(200, 266, 66, 7)
        + rect(194, 160, 12, 100, METAL)
        + path("M140 264Q144 250 200 248Q256 250 260 264Z", p.flat)
        + _fan(p, 104, 74)
    )


def deskfan(p: Paint) -> str:
    return (
        shadow(200, 256, 74)
        + path("M186 190H214L222 240H178Z", p.round)
        + path("M138 254Q142 234 200 232Q258 234 262 254Z", p.flat)
        + _fan(p, 130, 86)
        + dot(200, 244, 4, STEEL)
    )


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        lamp, desklamp, floorlamp, tripodlamp, candle, pillarcandle, fan, deskfan,
    )
}  # fmt: skip
