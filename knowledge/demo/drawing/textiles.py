"""Linen, rugs and curtains."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    BRASS,
    Drawing,
    Paint,
    dot,
    group,
    line,
    lying,
    mirrored,
    path,
    rect,
    shadow,
    shine,
)


def bedding(p: Paint) -> str:
    return (
        shadow(200, 250, 138, 9)
        + rect(76, 92, 112, 62, p.tint(0.42), 22)
        + rect(212, 92, 112, 62, p.tint(0.42), 22)
        + path("M60 156Q60 132 90 132H310Q340 132 340 156V236Q340 248 326 248H74Q60 248 60 236Z", p.flat)
        + path("M60 158Q120 176 200 160Q290 146 340 168V150Q336 128 310 128H90Q62 130 60 158Z", p.tint(0.3))
        + line("M110 186Q126 214 118 246M206 176Q222 210 210 246M292 182Q284 214 296 246", p.line, 2.5, 'opacity=".35"')
        + line("M92 118Q130 106 172 118M228 118Q266 106 308 118", p.line, 2, 'opacity=".25"')
    )


def pillow(p: Paint) -> str:
    return (
        shadow(200, 234, 118)
        + path(
            "M84 116Q130 96 200 98Q270 96 316 116Q304 166 316 218Q270 238 200 234Q130 238 84 218Q96 166 84 116Z",
            p.slant,
        )
        + line(
            "M96 128Q120 140 130 156M304 128Q282 140 272 154M98 208Q122 196 132 184M302 208Q280 198 270 186",
            p.line,
            2.5,
            'opacity=".4"',
        )
        + line("M92 122Q130 104 200 106Q270 104 308 122", "#fff", 3, 'opacity=".6"')
    )


def _rug(p: Paint, pattern: str) -> str:
    fringe = line("".join(f"M{64 + i * 8.5:g} 226v9M{96 + i * 6.5:g} 96v-7" for i in range(33)), "#e0d5bf", 2)
    return lying(path("M92 96H308L340 226H60Z", p.slant) + pattern + fringe)


def rug(p: Paint) -> str:
    return _rug(
        p,
        path("M106 108H294L318 212H82Z", "none", f'stroke="{p.tint(0.55)}" stroke-width="4"')
        + path("M128 124H272L290 196H110Z", p.tint(0.25))
        + line("M124 140H276M120 160H280M115 180H285", p.shade(0.12), 3, 'stroke-dasharray="7 7"'),
    )


def diamondrug(p: Paint) -> str:
    one = path("M0 -36L30 0L0 36L-30 0Z", "none", f'stroke="{p.line}" stroke-width="5"') + path(
        "M0 -14L12 0L0 14L-12 0Z", p.line
    )
    return _rug(p, "".join(group(one, f"translate({x} 161) scale(.95 1.1)") for x in (120, 200, 280)))


def cushion(p: Paint) -> str:
    return (
        shadow(200, 246, 92)
        + path(
            "M108 84Q156 96 200 88Q244 96 292 84Q280 130 288 164Q280 204 292 244Q244 234 200 240Q156 234 108 244Q120 204 112 164Q120 130 108 84Z",
            p.slant,
        )
        + path(
            "M116 92Q158 103 200 95Q242 103 284 92Q273 130 280 164Q273 202 284 236Q242 227 200 232Q158 227 116 236Q127 202 120 164Q127 130 116 92Z",
            "none",
            f'stroke="{p.line}" stroke-width="2" opacity=".5"',
        )
        + shine("M136 116Q146 146 138 178", 8, 0.2)
        + line("M200 108Q196 150 206 216", p.line, 2, 'opacity=".2"')
    )


def towels(p: Paint) -> str:
    fold = "".join(
        rect(96 + i * 3, 214 - i * 38, 208 - i * 6, 38, p.flat, 17)
        + line(f"M{112 + i * 3} {233 - i * 38}H{286 - i * 3}", p.line, 2, 'opacity=".4"')
        for i in range(3)
    )
    roll = dot(0, 0, 25, p.flat) + line("M-14 2A14 14 0 1 1 4 13A8 8 0 1 1 -2 -4", p.line, 2.5, 'opacity=".6"')
    return (
        shadow(200, 254, 118)
        + fold
        + "".join(group(roll, f"translate({x} 112)") for x in (148, 200, 252))
        + line("M112 224H288", "#fff", 3, 'opacity=".35"')
    )


def throw(p: Paint) -> str:
    fringe = line("".join(f"M{122 + i * 10} 234v16" for i in range(16)), p.tint(0.2), 3)
    return (
        shadow(200, 252, 106)
        + fringe
        + path("M112 106Q112 84 136 84H264Q288 84 288 106V236H112Z", p.flat)
        + path("M112 106Q112 84 136 84H264Q288 84 288 106L284 128Q200 112 116 128Z", p.tint(0.2))
        + line("M112 196H288M112 206H288M112 220H288", p.line, 2, 'opacity=".35"')
        + line("M146 122V236M180 122V236M220 122V236M254 122V236", p.line, 2, 'opacity=".22"')
    )


def curtains(p: Paint) -> str:
    folds = line("".join(f"M{x} 66Q{x + 4} 160 {x - 4} 258" for x in (84, 104, 124, 146)), p.line, 3, 'opacity=".35"')
    return (
        rect(122, 62, 156, 172, "#eef4f6")
        + path("M122 62H278V150L122 234Z", "#fff", 'opacity=".6"')
        + line("M200 62V234M122 148H278", "#d9dcdc", 5)
        + mirrored(path("M66 58H168Q160 160 172 262H62Q72 160 66 58Z", p.round) + folds)
        + line("M48 54H352", BRASS, 7)
        + mirrored(dot(46, 54, 8, BRASS))
    )


def foampillow(p: Paint) -> str:
    return (
        shadow(200, 236, 128)
        + path(
            "M76 158Q86 112 134 124Q196 146 262 136Q318 118 326 160L328 212Q326 236 300 236H100Q74 236 72 212Z", p.slant
        )
        + path(
            "M76 158Q86 112 134 124Q196 146 262 136Q318 118 326 160Q318 150 262 160Q196 170 134 150Q90 140 76 158Z",
            p.shade(0.1),
        )
        + line("M72 208H328", p.line, 2, 'stroke-dasharray="3 5" opacity=".6"')
        + line("".join(f"M{x} 176V198" for x in range(96, 316, 18)), p.line, 4, 'stroke-dasharray="0 11" opacity=".4"')
    )


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        bedding, pillow, rug, diamondrug, cushion, towels, throw, curtains, foampillow,
    )
}  # fmt: skip
