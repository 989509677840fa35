"""Pans, knives and tins."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    GLASS,
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


def pan(p: Paint) -> str:
    return lying(
        group(
            path("M70 -13H200Q214 -13 214 0Q214 13 200 13H70Z", RUBBER)
            + dot(200, 0, 5, "#d9d6d0")
            + path("M52 -17H104L96 17H52Z", METAL)
            + dot(0, 0, 92, p.slant)
            + dot(0, 0, 78, p.shade(0.35))
            + dot(0, 0, 74, p.shade(0.22))
            + ring(0, 0, 60, p.tint(0.16), 1.5, 'opacity=".5"')
            + line("M-58 -36A68 68 0 0 1 -14 -66", "#fff", 6, 'opacity=".28"'),
            "translate(154 168) rotate(-24)",
        )
    )


def wok(p: Paint) -> str:
    return (
        shadow(190, 246, 92)
        + line("M282 150L350 118", "#a87a48", 15)
        + path("M84 144H292Q280 246 188 246Q96 246 84 144Z", p.round)
        + oval(188, 144, 104, 25, p.shade(0.32))
        + oval(188, 147, 94, 20, p.tint(0.12))
        + oval(178, 144, 66, 11, p.shade(0.1), 'opacity=".6"')
        + line("M80 142Q60 132 66 150Q70 164 90 162", p.shade(0.2), 7)
        + shine("M106 176Q118 214 146 228", 6, 0.25)
    )


def pot(p: Paint) -> str:
    return (
        shadow(190, 250, 90)
        + line("M270 152L358 138", RUBBER, 14)
        + path("M108 138H272V228Q272 248 250 248H130Q108 248 108 228Z", p.round)
        + oval(190, 138, 84, 17, METAL)
        + path("M106 136Q190 92 274 136Q190 158 106 136Z", GLASS)
        + path("M106 136Q190 158 274 136", "none", 'stroke="#8d939c" stroke-width="4"')
        + oval(190, 112, 13, 8, RUBBER)
        + shine("M126 164V226", 7)
    )


def cocotte(p: Paint) -> str:
    return (
        shadow(200, 250, 104)
        + mirrored(path("M104 164Q74 160 78 180Q82 194 106 188Z", p.shade(0.12)))
        + path("M100 150H300V206Q300 248 256 248H144Q100 248 100 206Z", p.round)
        + path("M94 150Q96 110 200 104Q304 110 306 150Q200 168 94 150Z", p.flat)
        + path("M94 150Q200 168 306 150V158Q200 176 94 158Z", p.shade(0.25))
        + oval(200, 98, 18, 9, "#c9a45c")
        + rect(194, 100, 12, 9, "#a5843f")
        + shine("M122 134Q150 118 186 116", 6)
        + shine("M120 186V206Q122 226 136 232", 6, 0.25)
    )


def stockpot(p: Paint) -> str:
    return (
        shadow(200, 254, 96)
        + mirrored(line("M112 142H92V172H112", STEEL, 8))
        + rect(110, 112, 180, 140, METAL, 14)
        + rect(110, 220, 180, 32, p.round, 12)
        + oval(200, 112, 92, 15, "#d9dce0")
        + path("M108 110Q200 74 292 110Q200 128 108 110Z", METAL)
        + rect(184, 76, 32, 12, RUBBER, 6)
        + shine("M132 136V210", 9, 0.5)
    )


def potset(p: Paint) -> str:
    small = (
        line("M44 20L96 12", RUBBER, 10)
        + path("M-46 0H46V42Q46 54 34 54H-34Q-46 54 -46 42Z", p.round)
        + oval(0, 0, 46, 10, p.deep)
        + shine("M-34 16V40", 5)
    )
    return (
        shadow(200, 254, 134, 10)
        + group(small, "translate(250 130) scale(1.15)")
        + group(small, "translate(110 176) scale(1.35)")
        + group(small, "translate(248 206) scale(.86)")
    )


def _blade(edge: str, p: Paint) -> str:
    return lying(
        group(
            path(edge, METAL)
            + line("M-150 4L40 6", "#fff", 2, 'opacity=".7"')
            + rect(38, -14, 16, 34, "#9aa0a9", 3)
            + path("M52 -13H146Q162 -12 160 6Q158 24 142 20L52 17Z", p.slant)
            + "".join(dot(x, 3, 4, "#d9dce0") for x in (74, 102, 130)),
            "translate(200 158) rotate(-28)",
        )
    )


def knife(p: Paint) -> str:
    return _blade("M40 -14H-60Q-130 -12 -168 26Q-100 40 40 36Z", p)


def breadknife(p: Paint) -> str:
    return _blade(f"M40 -12H-146Q-170 -8 -158 20{'q4.5 9 9 0' * 22}Z", p)


def knifeblock(p: Paint) -> str:
    handle = rect(-7, -52, 14, 54, INK, 5) + dot(0, -38, 2.5, STEEL) + dot(0, -20, 2.5, STEEL)
    knives = "".join(group(handle, f"translate({x} {y})") for x, y in ((-38, 8), (-14, 0), (10, -8), (34, -16)))
    return (
        shadow(206, 254, 84)
        + group(knives, "translate(196 122) rotate(-16)")
        + path("M136 132L232 104L276 244Q276 252 266 252H158Q150 252 148 244Z", p.slant)
        + path("M232 104L262 118L292 240Q292 250 282 250L276 246Z", p.shade(0.2))
        + line("M166 160L180 232M196 152L212 236", p.line, 1.5, 'opacity=".4"')
    )


def board(p: Paint) -> str:
    grain = "".join(
        line(f"M92 {y}Q170 {y - 8} 300 {y + 3}", p.shade(0.22), 1.6, 'opacity=".5"') for y in range(112, 220, 17)
    )
    return lying(
        group(
            rect(80, 86, 236, 150, p.slant, 18)
            + grain
            + rect(94, 100, 208, 122, "none", 10, f'stroke="{p.shade(0.22)}" stroke-width="3"')
            + dot(292, 110, 9, "#eae6e0"),
            "rotate(-7 200 160)",
        )
    )


def loaftin(p: Paint) -> str:
    return (
        shadow(200, 252, 124)
        + path("M112 128Q112 92 152 100Q176 78 204 98Q240 80 258 104Q290 98 290 128Z", "#c98d4f")
        + path(
            "M124 116Q140 102 158 112M176 106Q196 92 214 108M232 108Q252 98 270 112",
            "none",
            'stroke="#e8bd83" stroke-width="5" stroke-linecap="round"',
        )
        + path("M88 126H312L296 240Q295 250 284 250H116Q105 250 104 240Z", p.round)
        + rect(78, 120, 244, 14, p.tint(0.14), 6)
        + shine("M112 148L122 234", 5, 0.25)
    )


def roastdish(p: Paint) -> str:
    food = "".join(oval(x, y, 20, 13, c) for x, y, c in (
        (136, 150, "#d98a4a"), (176, 142, "#8a9a5b"), (216, 150, "#c9524a"), (256, 144, "#e0b45c"), (156, 162, "#c9524a"),
        (198, 164, "#e0b45c"), (240, 164, "#d98a4a"),
    ))  # fmt: skip
    return (
        shadow(200, 246, 132)
        + mirrored(path("M84 162Q50 158 54 178Q60 190 92 186Z", p.shade(0.12)))
        + oval(200, 158, 124, 28, p.shade(0.35))
        + food
        + path("M76 158Q90 240 130 244H270Q310 240 324 158Q324 190 200 190Q76 190 76 158Z", p.round)
        + path("M76 158Q76 190 200 190Q324 190 324 158", "none", f'stroke="{p.tint(0.35)}" stroke-width="5"')
        + shine("M104 200Q112 226 130 232", 5)
    )


def santoku(p: Paint) -> str:
    return _blade("M40 -16H-118Q-160 -10 -168 34Q-166 40 -156 40H40Z", p)


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        pan, wok, pot, cocotte, stockpot, potset, knife, breadknife, knifeblock, board, loaftin, roastdish, santoku,
    )
}  # fmt: skip
