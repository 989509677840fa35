"""Games, books, art, and what small children ride and need."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    INK,
    PAPER,
    RUBBER,
    STEEL,
    Drawing,
    Paint,
    dot,
    group,
    line,
    lying,
    oval,
    path,
    rect,
    ring,
    shadow,
    shine,
)

RED, SUN, GRASS, SKY, PLUM = "#d9604f", "#ecc251", "#6fae8d", "#5b94c9", "#8a6aae"


def gamebox(p: Paint) -> str:
    return (
        shadow(204, 252, 128)
        + path("M92 84L286 70L304 232L110 248Z", p.shade(0.3))
        + path("M84 76L278 62L296 222L102 238Z", p.slant)
        + group(
            path("M-6 60L2 -18H22L30 60Z", PAPER) + rect(1, 6, 22, 14, RED) + rect(-2, 34, 28, 14, RED) + path("M-2 -18H26L20 -36H4Z", SUN)
            + path("M26 -30L100 -48V-12L26 -22ZM-2 -30L-76 -48V-12L-2 -22Z", SUN, 'opacity=".55"') + line("M-76 64Q-50 50 -26 64T24 64T74 64T100 60", PAPER, 6, 'opacity=".8"'),
            "translate(178 158) rotate(-5)",
        )
        + rect(280, 226, 28, 28, PAPER, 6) + dot(288, 234, 3.5, INK) + dot(294, 240, 3.5, INK) + dot(300, 246, 3.5, INK)
        + dot(330, 230, 9, RED) + path("M316 254L330 230L344 254Z", RED)
    )  # fmt: skip


def cards(p: Paint) -> str:
    def card(x: int, y: int, turn: int, c: str) -> str:
        return group(
            rect(-44, -64, 88, 128, PAPER, 9, 'stroke="#d9d4ca" stroke-width="1.5"')
            + rect(-34, -54, 68, 108, c, 5)
            + path("M0 -26L20 0L0 26L-20 0Z", "#fff", 'opacity=".85"')
            + dot(0, 0, 8, c),
            f"translate({x} {y}) rotate({turn})",
        )

    return lying(card(118, 164, -24, GRASS) + card(164, 148, -9, SKY) + card(214, 146, 6, RED)) + lying(
        card(272, 160, 21, p.base)
    )


def chess(p: Paint) -> str:
    def at(u: float, v: float) -> str:
        return f"{200 + (u - 4) * (18 + 1.9 * v):.0f} {164 + v * (7 + v * 0.62):.0f}"

    dark = "".join(
        f"M{at(u, v)}L{at(u + 1, v)} {at(u + 1, v + 1)} {at(u, v + 1)}Z"
        for v in range(8)
        for u in range(8)
        if (u + v) % 2
    )
    pawn = path("M-20 0H20L15 -12Q6 -22 8 -42H-8Q-6 -22 -15 -12Z", "#f1e2c6") + dot(0, -52, 14, "#f6ead2")
    king = (
        path("M-24 0H24L18 -14Q9 -30 13 -76H-13Q-9 -30 -18 -14Z", p.round)
        + path("M-18 -76H18L23 -98H-23Z", p.shade(0.2))
        + line("M0 -100V-124M-9 -114H9", p.shade(0.2), 6)
    )
    rook = path("M-24 0H24L17 -14Q10 -30 12 -58H-12Q-10 -30 -17 -14Z", p.round) + path(
        "M-20 -58H20V-84H11V-76H4V-84H-4V-76H-11V-84H-20Z", p.shade(0.2)
    )
    return (
        shadow(200, 262, 140, 8)
        + path(f"M{at(-0.5, -0.5)}L{at(8.5, -0.5)} {at(8.6, 8.5)} {at(-0.6, 8.5)}Z", p.shade(0.3))
        + path(f"M{at(0, 0)}L{at(8, 0)} {at(8, 8)} {at(0, 8)}Z", "#ecd9b6")
        + path(dark, p.tint(0.12))
        + group(pawn, "translate(172 196) scale(.85)")
        + group(rook, "translate(274 206) scale(.95)")
        + group(king, "translate(228 224) scale(1.15)")
        + group(pawn, "translate(138 232) scale(1.15)")
    )


def puzzle(p: Paint) -> str:
    piece = "M0 0H24Q18 -18 32 -18Q46 -18 40 0H64V24Q82 18 82 32Q82 46 64 40V64H40Q46 46 32 46Q18 46 24 64H0V40Q18 46 18 32Q18 18 0 24Z"
    spots = ((110, 92, p.base), (174, 92, p.tint(0.3)), (110, 156, SUN), (174, 156, GRASS), (238, 156, p.tint(0.15)))
    out = "".join(
        group(path(piece, c, 'stroke="#fff" stroke-width="1.5" stroke-opacity=".6"'), f"translate({x} {y})")
        for x, y, c in spots
    )
    return lying(out) + lying(
        group(path(piece, RED, 'stroke="#fff" stroke-width="1.5" stroke-opacity=".6"'), "translate(262 62) rotate(18)")
    )


def balancebike(p: Paint) -> str:
    def wheel(x: int) -> str:
        return (
            ring(x, 198, 48, INK, 13)
            + dot(x, 198, 15, p.base)
            + line("".join(f"M{x} 198l{a} {b}" for a, b in ((0, 40), (0, -40), (40, 0), (-40, 0))), "#c6cad0", 5)
        )

    return (
        shadow(200, 258, 130, 7) + wheel(114) + wheel(288)
        + line("M288 198L258 98", p.shade(0.15), 10) + line("M114 198Q150 150 264 128", p.base, 15) + line("M172 154L160 116", STEEL, 8)
        + path("M118 110Q160 98 204 114Q198 128 160 126Q126 126 118 110Z", "#4a3526") + line("M258 98L254 80M232 76L278 84", INK, 8) + line("M226 75L240 77M270 83L284 85", "#8a5a36", 11)
    )  # fmt: skip


def scooter(p: Paint) -> str:
    return (
        shadow(200, 258, 120, 7)
        + path("M92 220H250Q268 220 276 206L286 220Q274 240 250 240H92Q80 240 80 230Q80 220 92 220Z", p.flat)
        + line("M100 226H240", p.line, 4, 'stroke-dasharray="8 6" opacity=".6"')
        + line("M282 216L250 74", STEEL, 10) + line("M268 154L250 74", p.base, 13)
        + line("M214 80L284 64", INK, 8) + line("M206 82L228 77M272 67L294 62", RED, 14)
        + "".join(dot(x, 238, r, INK) + dot(x, 238, r * 0.45, SUN) for x, r in ((104, 18), (270, 22), (306, 22)))
    )  # fmt: skip


def crayons(p: Paint) -> str:
    hues = ("#d9604f", "#e08a3a", "#ecc251", "#6fae8d", "#5b94c9", "#3f5f9e", "#8a6aae", "#d9869e")
    sticks = "".join(
        path(f"M{106 + i * 24} {112 - (i % 3) * 9}l7 -26h8l7 26v60h-22Z", c)
        + rect(106 + i * 24, 122 - (i % 3) * 9, 22, 5, "#fff", 0, 'opacity=".45"')
        for i, c in enumerate(hues)
    )
    return (
        shadow(200, 252, 118)
        + sticks
        + path("M92 140H308V236Q308 248 296 248H104Q92 248 92 236Z", "#d9b57a")
        + path("M92 140Q200 176 308 140V160Q200 196 92 160Z", "#c49c5c")
        + rect(158, 186, 84, 42, PAPER, 5)
        + "".join(dot(178 + i * 15, 207, 6, c) for i, c in enumerate((RED, SUN, GRASS, SKY)))
    )


def watercolour(p: Paint) -> str:
    hues = (
        "#d9604f",
        "#e08a3a",
        "#ecc251",
        "#a9c268",
        "#6fae8d",
        "#5b94c9",
        "#3f5f9e",
        "#8a6aae",
        "#d9869e",
        "#8a5a3c",
        "#6d737d",
        "#2e3138",
    )
    pans = "".join(
        rect(84 + (i % 6) * 39, 150 + i // 6 * 42, 33, 34, c, 5)
        + shine(f"M{90 + (i % 6) * 39} {157 + i // 6 * 42}h9", 3, 0.5)
        for i, c in enumerate(hues)
    )
    lid = (
        oval(128, 92, 34, 19, "#8fc3d6", 'opacity=".8"')
        + oval(200, 90, 30, 19, "#e7a999", 'opacity=".8"')
        + oval(268, 94, 32, 18, "#f0d888", 'opacity=".9"')
    )
    return lying(
        rect(70, 56, 260, 78, "#f3f4f5", 10)
        + lid
        + rect(70, 138, 260, 104, STEEL, 10)
        + rect(77, 144, 246, 92, "#fbfaf7", 6)
        + pans
    ) + group(
        line("M-96 0H40", "#2f5a47", 9)
        + rect(38, -6, 26, 12, STEEL, 2)
        + path("M64 -6Q86 -8 100 0Q86 8 64 6Z", "#5b94c9"),
        "translate(214 250) rotate(-6)",
    )


def _pram(p: Paint, travel: bool) -> str:
    r = 22 if travel else 33
    return (
        shadow(196, 262, 116, 7)
        + line("M108 238L262 120L316 74M268 238L150 140", "#6d737d", 8) + line("M302 82L334 66", RUBBER, 13)
        + path("M112 132H276Q276 208 196 208Q118 208 112 132Z", p.flat)
        + path("M112 136Q104 48 196 50Q206 92 198 136Z", p.shade(0.14)) + line("M198 136Q182 92 148 58M198 136Q158 100 116 100", p.line, 2.5, 'opacity=".6"')
        + rect(196, 128, 84, 13, p.shade(0.3), 6) + line("M212 132Q244 96 280 130", RUBBER, 7)
        + "".join(ring(x, 258 - r, r - 5, INK, 9) + dot(x, 258 - r, 6, STEEL) for x in (112, 270))
        + line("M140 166Q190 186 254 162", p.line, 2.5, 'opacity=".5"')
    )  # fmt: skip


def pram(p: Paint) -> str:
    return _pram(p, False)


def nappies(p: Paint) -> str:
    return (
        shadow(200, 254, 112)
        + path("M100 88Q150 74 200 84Q250 74 300 88L308 240Q252 256 200 248Q148 256 92 240Z", p.round)
        + path("M160 66Q200 56 240 66L252 86Q200 78 148 86Z", p.shade(0.14)) + rect(176, 54, 48, 15, p.shade(0.28), 7)
        + path("M122 118H278V214H122Z", PAPER, 'opacity=".95"')
        + path("M150 146Q200 134 250 146L246 168Q226 172 222 198H178Q174 172 154 168Z", p.tint(0.5)) + path("M150 146Q200 134 250 146L249 156Q200 144 151 156Z", p.base)
        + shine("M110 108L104 226", 6, 0.3)
    )  # fmt: skip


def wipes(p: Paint) -> str:
    return (
        shadow(200, 250, 122)
        + path("M176 122Q172 78 206 70Q240 84 228 122Z", "#fff") + line("M198 114Q192 92 206 78", "#d9dee0", 2.5)
        + path("M84 148Q90 118 120 118H280Q310 118 316 148L322 222Q322 244 298 244H102Q78 244 78 222Z", p.round)
        + rect(140, 110, 120, 34, "#fbfaf7", 14) + rect(158, 116, 84, 15, p.shade(0.3), 7)
        + path("M200 170Q222 200 200 220Q178 200 200 170Z", "#8fc3d6") + shine("M104 140Q96 166 98 210", 6, 0.4)
    )  # fmt: skip


def babybottle(p: Paint) -> str:
    def one(x: int, s: float) -> str:
        return group(
            path("M-14 -92Q-12 -122 0 -124Q12 -122 14 -92Z", "#f0d9b8") + rect(-34, -94, 68, 24, p.flat, 6)
            + path("M-32 -70H32Q30 -20 38 10V72Q38 88 22 88H-22Q-38 88 -38 72V10Q-30 -20 -32 -70Z", "url(#g)")
            + path("M-35 -4H35L37 12V72Q37 86 22 86H-22Q-37 86 -37 72V12Z", "#fffdf6") + line("M10 10H26M10 26H26M10 42H26M10 58H26", p.shade(0.15), 3) + shine("M-24 -56V70", 5, 0.7),
            f"translate({x} {256 - 88 * s:g}) scale({s})",
        )  # fmt: skip

    return shadow(200, 258, 124) + one(112, 0.92) + one(288, 0.92) + one(200, 1.1)


def book(p: Paint) -> str:
    return (
        shadow(204, 256, 104)
        + path("M118 54L288 44L300 236L130 248Z", "#f3eee2") + line("M296 62L306 240M300 236L136 250", "#cfc7b5", 4)
        + path("M106 48Q106 40 114 40L278 32Q286 32 287 40L298 228Q298 236 290 236L128 246Q118 246 117 238Z", p.slant) + path("M106 48Q106 40 114 40L124 40L138 245L128 246Q118 246 117 238Z", p.deep)
        + group(dot(34, -48, 19, SUN) + path("M-56 34Q-30 20 -4 34T48 34T76 30V60H-56Z", "#8fc3d6") + path("M-34 26H40Q34 52 22 52H-16Q-30 50 -34 26Z", RED) + path("M2 20V-36L38 16Z", PAPER) + path("M-4 20V-22L-28 18Z", "#fff", 'opacity=".8"'), "translate(212 148) rotate(-3)")
        + rect(160, 60, 92, 12, PAPER, 3, 'opacity=".85" transform="rotate(-3 200 66)"')
    )  # fmt: skip


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        gamebox, cards, chess, puzzle, balancebike, scooter, crayons, watercolour, pram, nappies, wipes, babybottle, book,
    )
}  # fmt: skip
