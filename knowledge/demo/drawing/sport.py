"""Bicycles, weights and balls."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    INK,
    METAL,
    RUBBER,
    STEEL,
    Drawing,
    Paint,
    dot,
    group,
    line,
    lying,
    mirrored,
    oval,
    path,
    rect,
    ring,
    shadow,
    shine,
)


def _wheel(x: int, y: int, r: int) -> str:
    spokes = "".join(
        f"M{x} {y}l{dx} {dy}"
        for dx, dy in (
            (r, 0),
            (-r, 0),
            (0, r),
            (0, -r),
            (r * 0.7, r * 0.7),
            (-r * 0.7, -r * 0.7),
            (r * 0.7, -r * 0.7),
            (-r * 0.7, r * 0.7),
        )
    )
    return (
        ring(x, y, r, "#2f3237", 7)
        + ring(x, y, r - 6, "#c6cad0", 3)
        + line(spokes, "#b9bec5", 1.2)
        + dot(x, y, 6, STEEL)
    )


def _bicycle(p: Paint, bars: str, more: str) -> str:
    return (
        shadow(200, 250, 150, 7)
        + _wheel(104, 184, 62)
        + _wheel(298, 184, 62)
        + line("M104 184L152 118L254 114L194 188Z", p.base, 8)
        + line("M152 118L194 188M104 184H194", p.base, 7)
        + line("M298 184L252 92", p.shade(0.15), 8)
        + line("M194 188L144 96", p.base, 7)
        + path("M116 90Q142 82 172 92Q164 102 142 102Q122 102 116 90Z", "#4a3526")
        + ring(194, 188, 16, STEEL, 5)
        + line("M194 188L206 216M198 218H218", INK, 5)
        + line(bars, INK, 6)
        + more
    )


def bicycle(p: Paint) -> str:
    return _bicycle(
        p,
        "M252 94L248 78M248 78Q232 64 216 78",
        rect(262, 84, 44, 34, "#b98a55", 5)
        + line("M264 96H304M264 106H304", "#8d6438", 2)
        + line("M48 152Q66 110 112 116M262 128Q312 104 346 148", p.shade(0.25), 6)
        + line("M80 116H146", INK, 5),
    )


def roadbike(p: Paint) -> str:
    return _bicycle(
        p,
        "M252 94L248 82L276 80Q292 92 274 106H262",
        rect(196, 130, 16, 36, "#e9e6df", 5) + path("M200 118L236 117L212 146Z", "#4a4d55"),
    )


def ebike(p: Paint) -> str:
    return _bicycle(
        p,
        "M252 94L248 74M248 74Q232 60 216 72",
        group(rect(-36, -9, 72, 18, RUBBER, 8) + dot(24, 0, 3, "#7fd0a0"), "translate(224 150) rotate(-51)")
        + dot(194, 188, 19, RUBBER)
        + line("M48 152Q66 110 112 116M262 128Q312 104 346 148", p.shade(0.25), 6)
        + dot(264, 104, 7, "#ffe9b8"),
    )


def helmet(p: Paint) -> str:
    return (
        shadow(200, 246, 112)
        + line("M130 196Q150 254 190 250M252 200Q230 250 190 250", RUBBER, 6)
        + path("M84 188Q80 84 200 74Q312 80 322 176Q324 198 300 198H120Q92 204 84 188Z", p.round)
        + path("M84 188Q120 176 200 180Q290 180 322 176Q324 200 300 202H120Q90 206 84 188Z", p.shade(0.3))
        + path(
            "M146 112Q168 92 190 90L178 146Q150 148 126 158Q128 132 146 112ZM208 88Q232 90 246 100L240 146Q218 144 196 146ZM264 108Q288 126 294 156L258 148Z",
            p.deep,
            'opacity=".75"',
        )
        + shine("M104 156Q110 124 130 106", 6)
    )


def ulock(p: Paint) -> str:
    return lying(
        group(
            line("M-56 60V-36A56 56 0 0 1 56 -36V60", p.deep, 25)
            + line("M-56 60V-36A56 56 0 0 1 56 -36V60", p.base, 18)
            + line("M-61 40V-36A61 61 0 0 1 -20 -82", "#fff", 4, 'opacity=".35"')
            + rect(-92, 52, 184, 42, p.flat, 14)
            + dot(46, 73, 11, STEEL)
            + rect(43, 66, 6, 14, INK, 2)
            + rect(-72, 62, 60, 22, "#e0813a", 4),
            "translate(200 140) rotate(-14)",
        )
    )


def yogamat(p: Paint) -> str:
    return (
        shadow(196, 248, 138)
        + path("M118 200L330 186Q352 210 346 236L120 246Z", p.slant)
        + rect(78, 118, 224, 96, p.flat, 46)
        + oval(102, 182, 52, 62, p.shade(0.14))
        + line("M102 138A36 44 0 1 0 136 186A24 30 0 1 0 100 206A15 18 0 1 0 104 172", p.tint(0.45), 5)
        + line("M186 118Q174 166 188 214M256 118Q244 166 258 214", "#5d5347", 7)
        + line("M190 120Q220 62 258 120", "#5d5347", 6)
    )


def dumbbell(p: Paint) -> str:
    hexa = "M-32 -28L0 -44L32 -28V28L0 44L-32 28Z"
    one = (
        rect(-56, -11, 112, 22, METAL, 6)
        + group(path(hexa, p.round) + path("M-18 -15L0 -24L18 -15V15L0 24L-18 15Z", p.shade(0.2)), "translate(-76 0)")
        + group(path(hexa, p.round) + path("M-18 -15L0 -24L18 -15V15L0 24L-18 15Z", p.shade(0.2)), "translate(76 0)")
    )
    return shadow(200, 252, 136) + group(one, "translate(214 130) rotate(-9)") + group(one, "translate(188 206)")


def adjdumbbell(p: Paint) -> str:
    plates = "".join(
        rect(
            88 + i * 13, 118 - i * 7 if i < 4 else 97 + (i - 3) * 7, 11, 108 + (i if i < 4 else 6 - i) * 14, p.round, 4
        )
        for i in range(5)
    )
    return (
        shadow(200, 252, 140)
        + path("M70 226H330L344 250H56Z", RUBBER)
        + rect(150, 154, 100, 32, METAL, 10)
        + line("M166 158V182M182 158V182M198 158V182M214 158V182M230 158V182", "#8d939c", 3)
        + mirrored(plates + rect(74, 146, 15, 50, "#d9583f", 5))
    )


def bands(p: Paint) -> str:
    hues = ("#e5836c", "#e8c24a", "#6fae8d", "#5b8fc7", "#73559b")
    return lying(
        "".join(
            group(
                rect(-104, -28, 208, 56, "none", 28, f'stroke="{c}" stroke-width="{9 + i * 2}"'),
                f"translate(200 {92 + i * 32}) rotate({(i % 2) * 6 - 3})",
            )
            for i, c in enumerate(hues)
        )
    )


def goggles(p: Paint) -> str:
    lens = (
        path("M76 132Q120 112 172 130Q188 154 172 184Q128 206 84 186Q62 162 76 132Z", p.round)
        + path("M90 140Q126 126 162 140Q174 156 162 176Q126 190 94 176Q80 158 90 140Z", "#6fb0c9")
        + path("M96 146Q112 136 134 136L108 174Q90 164 96 146Z", "#fff", 'opacity=".45"')
    )
    return lying(
        line("M72 150Q26 90 92 62Q200 30 308 62Q374 90 328 150", p.shade(0.2), 12)
        + mirrored(lens)
        + line("M178 152Q200 138 222 152", p.deep, 9)
    )


def racket(p: Paint) -> str:
    strings = line(
        "".join(f"M{x} -132V-6" for x in range(-44, 45, 11)) + "".join(f"M-58 {y}H58" for y in range(-120, -14, 11)),
        "#e9e6df",
        1.4,
    )
    return lying(
        group(
            oval(0, -70, 58, 72, "#fff", 'opacity=".35"')
            + strings
            + oval(0, -70, 60, 75, "none", f'stroke="{p.base}" stroke-width="12"')
            + line("M-36 -10L-6 44M36 -10L6 44", p.base, 10)
            + line("M-44 -124Q-60 -90 -54 -50", "#fff", 4, 'opacity=".5"')
            + rect(-11, 40, 22, 104, INK, 8)
            + line("M-10 62L10 54M-10 80L10 72M-10 98L10 90M-10 116L10 108", "#6d737d", 2.5),
            "translate(222 146) rotate(34)",
        )
        + dot(112, 92, 27, "#d5de52")
        + line("M90 80Q112 92 108 118M118 66Q116 88 138 92", "#fff", 3)
    )


def football(p: Paint) -> str:
    return (
        shadow(200, 250, 84)
        + dot(200, 154, 94, p.slant)
        + path("M200 122L231 144L219 180H181L169 144Z", "#2f3a4f")
        + "".join(
            group(
                path("M0 -92L24 -82L18 -58H-18L-24 -82Z", "#2f3a4f") + line("M0 -32V-58", p.line, 2.5),
                f"translate(200 154) rotate({a})",
            )
            for a in (0, 72, 144, 216, 288)
        )
        + shine("M132 120Q148 92 172 80", 8, 0.4)
    )


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        bicycle, roadbike, ebike, helmet, ulock, yogamat, dumbbell, adjdumbbell, bands, goggles, racket, football,
    )
}  # fmt: skip
