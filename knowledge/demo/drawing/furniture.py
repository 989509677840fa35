"""Tables, shelves, beds and mirrors."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    LEAF,
    PAPER,
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


def coffeetable(p: Paint) -> str:
    return (
        shadow(200, 238, 136, 9)
        + mirrored(path("M112 160H130L116 238H106Z", p.shade(0.25)))
        + mirrored(path("M158 164H170L166 222H158Z", p.shade(0.38)))
        + path("M62 150Q60 128 200 126Q340 128 338 150Q340 168 200 170Q60 168 62 150Z", p.shade(0.2))
        + path("M62 146Q60 124 200 122Q340 124 338 146Q340 162 200 164Q60 162 62 146Z", p.slant)
        + line("M110 142Q190 134 284 142M130 152Q210 146 300 150", p.shade(0.2), 1.5, 'opacity=".6"')
        + path("M236 116H276L272 140H240Z", PAPER)
        + group(line("M0 0Q-4 -26 -16 -36M0 0Q4 -30 12 -44M0 0V-34", LEAF, 4), "translate(256 118)")
        + path("M128 136L178 132L184 142L134 146Z", "#8a9bb0")
    )


def drumtable(p: Paint) -> str:
    flutes = line("".join(f"M{x} 154V238" for x in range(146, 260, 13)), p.line, 2, 'opacity=".3"')
    return (
        shadow(200, 250, 84)
        + path("M134 146H266V236Q200 254 134 236Z", p.round)
        + flutes
        + oval(200, 144, 88, 22, p.shade(0.22))
        + oval(200, 136, 88, 22, p.slant)
        + line("M136 134Q176 146 190 130Q214 116 262 140", p.line, 2, 'opacity=".45"')
    )


def table(p: Paint) -> str:
    return (
        shadow(200, 250, 152, 8)
        + mirrored(path("M72 150H94L88 248H76Z", p.shade(0.18)))
        + mirrored(path("M118 148H132L128 222H120Z", p.shade(0.35)))
        + rect(70, 138, 260, 20, p.shade(0.2), 2)
        + path("M92 104H308L350 132H50Z", p.slant)
        + path("M50 132H350V144H50Z", p.shade(0.12))
        + line("M98 114H310M80 124H324", p.shade(0.2), 1.3, 'opacity=".5"')
        + path("M184 84Q180 100 188 116H216Q224 100 220 84Z", PAPER)
        + group(line("M0 0Q-8 -28 -24 -38M0 0Q6 -30 22 -42M0 0Q-2 -30 2 -50", LEAF, 4), "translate(202 86)")
    )


def roundtable(p: Paint) -> str:
    return (
        shadow(200, 256, 90)
        + path("M188 140H212L220 232H180Z", p.shade(0.2))
        + path("M132 254Q140 230 200 228Q260 230 268 254Z", p.shade(0.12))
        + oval(200, 136, 132, 29, p.shade(0.24))
        + oval(200, 128, 132, 29, p.slant)
        + line("M112 122Q200 106 288 122M96 134Q200 122 304 134", p.shade(0.2), 1.3, 'opacity=".5"')
        + path("M186 96Q182 112 190 130H214Q222 112 218 96Z", "#b9705a")
        + group(line("M0 0Q-8 -28 -22 -36M0 0Q6 -30 22 -40M0 0Q-2 -30 2 -48", LEAF, 4), "translate(202 98)")
    )


def bookcase(p: Paint) -> str:
    hues = ("#b9524a", "#d9b56d", "#4f7a86", "#8a9a5b", "#e4d8c3", "#5a6178")
    books = ""
    for row, (y, start) in enumerate(((54, 0), (104, 34), (154, 10), (204, 52))):
        for i in range(6 - row % 2):
            tall = 26 + (i * 7 + row * 5) % 11
            books += rect(136 + start * 0.6 + i * 13, y + 40 - tall, 11, tall, hues[(i + row) % 6], 1)
    return (
        shadow(200, 266, 92, 8)
        + rect(118, 36, 164, 228, p.slant, 4)
        + rect(128, 46, 144, 208, p.shade(0.42))
        + books
        + "".join(rect(126, y, 148, 8, p.base) for y in (94, 144, 194, 244))
        + path("M230 74H258L254 94H234Z", PAPER)
        + dot(244, 66, 13, LEAF)
        + rect(228, 126, 34, 18, "#c08a55", 3)
    )


def cubeshelf(p: Paint) -> str:
    def cell(x: int, y: int) -> str:
        return rect(x, y, 66, 66, p.shade(0.34), 2) + path(
            f"M{x} {y}H{x + 66}L{x + 56} {y + 10}H{x + 8}Z", p.shade(0.45)
        )

    cells = "".join(cell(x, y) for y in (48, 120, 192) for x in (130, 204))
    things = (
        rect(138, 74, 10, 40, "#b9524a")
        + rect(149, 68, 10, 46, "#d9b56d")
        + rect(160, 78, 10, 36, "#4f7a86")
        + rect(210, 148, 54, 38, "#c9a878", 5)
        + line("M226 166H248", "#8d6f47", 4)
        + path("M222 94H252L248 114H226Z", PAPER)
        + dot(237, 84, 14, LEAF)
        + dot(163, 166, 20, "#e4d8c3")
        + rect(136, 220, 54, 38, "#8b97a5", 5)
        + line("M152 238H174", "#5b6675", 4)
    )
    return shadow(200, 268, 92, 8) + rect(122, 40, 156, 226, p.slant, 4) + cells + things


def bed(p: Paint) -> str:
    return (
        shadow(200, 256, 160, 9)
        + rect(58, 72, 284, 116, p.flat, 14)
        + line("M128 80V150M200 78V150M272 80V150", p.line, 2, 'opacity=".4"')
        + rect(84, 122, 104, 46, "#fbfaf7", 18)
        + rect(212, 122, 104, 46, "#fbfaf7", 18)
        + path("M66 162Q200 148 334 162L348 226H52Z", "#f1ede6")
        + path("M60 182Q200 166 340 182L350 228H50Z", "#c9d0d3")
        + path("M60 182Q200 166 340 182L342 194Q200 178 58 194Z", "#fbfaf7")
        + rect(46, 222, 308, 20, p.shade(0.16), 6)
        + rect(58, 240, 14, 16, "#8d6438", 2)
        + rect(328, 240, 14, 16, "#8d6438", 2)
    )


def mirror(p: Paint) -> str:
    return (
        shadow(200, 268, 72, 7)
        + path("M134 264V108Q134 34 200 34Q266 34 266 108V264Z", p.slant)
        + path("M142 258V110Q142 44 200 44Q258 44 258 110V258Z", "#dbe5e8")
        + path("M142 200L258 84V150L150 258H142Z", "#fff", 'opacity=".5"')
        + path("M142 170L244 68L252 84L142 190Z", "#fff", 'opacity=".35"')
    )


def roundmirror(p: Paint) -> str:
    return (
        lying(dot(200, 156, 104, p.slant))
        + dot(200, 156, 91, "#dbe5e8")
        + path("M124 206L250 80Q272 96 282 116L160 238Q138 228 124 206Z", "#fff", 'opacity=".45"')
        + path("M112 174L214 66L228 70L118 190Z", "#fff", 'opacity=".35"')
        + ring(200, 156, 91, p.deep, 2, 'opacity=".5"')
    )


def clock(p: Paint) -> str:
    marks = "".join(group(rect(-2.5, -82, 5, 15, p.line), f"translate(200 152) rotate({a})") for a in range(0, 360, 30))
    return (
        lying(dot(200, 152, 106, p.deep) + dot(200, 152, 97, p.slant))
        + marks
        + line("M200 152L162 122", p.deep, 7)
        + line("M200 152L238 92", p.deep, 5)
        + line("M200 172V78", "#c9523f", 2)
        + dot(200, 152, 7, "#c9523f")
    )


def _plant() -> str:
    leaf = path("M0 0Q-26 -46 0 -92Q26 -46 0 0Z", LEAF) + line("M0 -4V-80", "#587552", 2)
    turns = ((-64, 0.8), (-36, 0.98), (62, 0.82), (34, 1), (-4, 1.12))
    return "".join(group(leaf, f"translate(200 152) rotate({a}) scale({s})") for a, s in turns)


def plantpot(p: Paint) -> str:
    return (
        shadow(200, 254, 78)
        + _plant()
        + path("M136 150H264L250 234Q248 246 236 246H164Q152 246 150 234Z", p.round)
        + rect(130, 142, 140, 20, p.flat, 6)
        + rect(146, 244, 108, 9, p.shade(0.2), 4)
        + shine("M154 172L162 230", 6)
    )


def basketpot(p: Paint) -> str:
    weave = "".join(f"M{137 + (y - 160) * 0.15:g} {y}H{263 - (y - 160) * 0.15:g}" for y in range(164, 246, 11))
    rows = line(weave, p.shade(0.28), 3, 'stroke-dasharray="8 5"')
    return (
        shadow(200, 256, 80)
        + _plant()
        + path("M130 150H270L254 240Q252 254 238 254H162Q148 254 146 240Z", p.round)
        + rows
        + oval(200, 150, 70, 9, p.shade(0.35), 'opacity=".45"')
        + mirrored(line("M132 168Q104 162 116 186Q122 196 136 192", p.shade(0.2), 6))
    )


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        coffeetable, drumtable, table, roundtable, bookcase, cubeshelf, bed, mirror, roundmirror, clock, plantpot, basketpot,
    )
}  # fmt: skip
