"""Paper, and what is written with."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    BRASS,
    GLASS,
    INK,
    METAL,
    PAPER,
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
    shadow,
    shine,
)


def notebook(p: Paint) -> str:
    return lying(
        group(
            rect(-82, -104, 168, 212, "#efe8d8", 8) + rect(-88, -108, 168, 212, p.slant, 9) + rect(-88, -108, 26, 212, p.shade(0.18), 9)
            + line("M54 -108V104", p.shade(0.45), 6) + path("M8 104V130L15 122L22 130V104Z", "#c9523f") + rect(-40, -72, 74, 34, p.tint(0.25), 3) + line("M-26 -60H20M-26 -50H6", p.shade(0.3), 2.5),
            "translate(206 148) rotate(9)",
        )
    )  # fmt: skip


def pocketbooks(p: Paint) -> str:
    def one(x: int, y: int, turn: int, c: str) -> str:
        return group(
            rect(-52, -76, 104, 152, c, 5)
            + rect(-52, -76, 14, 152, "#000", 5, 'opacity=".14"')
            + rect(-24, -46, 56, 30, PAPER, 2)
            + line("M-12 -36H20M-12 -26H8", "#8d8779", 2.5),
            f"translate({x} {y}) rotate({turn})",
        )

    return lying(one(126, 156, -14, p.base)) + lying(one(200, 150, -2, "#c9b58c")) + lying(one(276, 158, 11, "#4f6a7a"))


def pen(p: Paint) -> str:
    return lying(
        group(
            path("M-166 0L-128 -9L-118 -8V8L-128 9Z", BRASS) + line("M-160 0H-134", "#7a5f28", 1.5) + rect(-120, -11, 44, 22, p.deep, 5)
            + rect(-80, -15, 150, 30, p.flat, 8) + rect(62, -16, 14, 32, BRASS, 2) + path("M74 -15H140Q162 -13 162 0Q162 13 140 15H74Z", p.flat)
            + line("M-70 -7H136", "#fff", 4, 'opacity=".35"') + path("M82 -15L150 -22Q158 -20 150 -14L100 -13Z", BRASS),
            "translate(204 156) rotate(-30)",
        )
        + line("M64 250Q92 232 112 248T158 244", "#33406e", 3)
    )  # fmt: skip


def gelpens(p: Paint) -> str:
    hues = (
        "#d9604f",
        "#e08a3a",
        "#ecc251",
        "#6fae8d",
        "#3d9aa0",
        "#5b94c9",
        "#3f5f9e",
        "#8a6aae",
        "#d9869e",
        "#4a4d55",
    )
    pens = "".join(
        group(
            rect(-8, -96, 16, 152, "#f4f3f0", 5)
            + rect(-8, -96, 16, 58, c, 5)
            + path("M-8 56H8L3 76H-3Z", c)
            + rect(-3, -34, 6, 82, c, 3, 'opacity=".6"')
            + rect(6, -90, 4, 40, "#fff", 2, 'opacity=".7"'),
            f"translate({88 + i * 25} {150 + (i - 4.5) ** 2 * 0.7:g}) rotate({(i - 4.5) * 3:g})",
        )
        for i, c in enumerate(hues)
    )
    return lying(pens)


def inkbottle(p: Paint) -> str:
    return (
        shadow(200, 254, 98)
        + rect(156, 62, 88, 48, INK, 8) + line("M168 66V106M180 66V106M192 66V106M204 66V106M216 66V106M228 66V106", "#4a4d55", 3) + rect(164, 108, 72, 18, GLASS)
        + path("M150 124H250L300 160V230Q300 250 280 250H120Q100 250 100 230V160Z", GLASS) + path("M116 168H284V226Q284 238 272 238H128Q116 238 116 226Z", p.base, 'opacity=".88"')
        + rect(150, 174, 100, 52, PAPER, 3) + path("M200 182Q214 200 200 212Q186 200 200 182Z", p.base) + shine("M112 168V228", 6, 0.7)
    )  # fmt: skip


def paper(p: Paint) -> str:
    def ream(y: int, turn: float) -> str:
        return group(
            rect(94, y, 212, 42, "#fdfcfa", 3, 'stroke="#d9d3c6" stroke-width="1.5"')
            + rect(94, y, 96, 42, "#6fae8d")
            + line(f"M112 {y + 16}H168M112 {y + 27}H150", "#fff", 4)
            + line(f"M200 {y + 10}H300M200 {y + 18}H300M200 {y + 26}H300M200 {y + 34}H300", "#e3dfd6", 1.5),
            f"rotate({turn} 200 {y + 20})",
        )

    return shadow(200, 256, 124) + ream(212, 0) + ream(168, -1.2) + ream(124, 0.8) + ream(80, -0.6)


def organiser(p: Paint) -> str:
    return (
        shadow(200, 254, 122)
        + line("M124 160L116 66", "#3f5f9e", 9) + line("M140 160L146 58", "#d9604f", 9) + line("M156 160L164 78", SUNNY, 9) + path("M212 130L216 84H262L266 130Z", "#f4ecd2") + rect(222, 96, 44, 40, "#ecc251")
        + path("M94 130H184V248H94Z", p.flat) + path("M184 166H306V248H184Z", p.slant) + line("M184 166V248", p.line, 3, 'opacity=".5"') + rect(198, 190, 94, 42, p.shade(0.16), 4) + dot(245, 210, 6, BRASS)
        + path("M94 130H184V142H94ZM184 166H306V176H184Z", p.shade(0.2), 'opacity=".6"') + line("M104 160Q140 152 176 162M104 196Q140 188 176 200", p.shade(0.2), 1.5, 'opacity=".5"')
    )  # fmt: skip


SUNNY = "#ecc251"


def deskmat(p: Paint) -> str:
    return lying(
        rect(42, 92, 316, 148, p.slant, 12) + rect(49, 99, 302, 134, "none", 8, f'stroke="{p.line}" stroke-width="2" stroke-dasharray="6 5" opacity=".6"') + rect(330, 206, 40, 26, "#8a5a36", 3)
    ) + lying(rect(82, 128, 160, 62, "#f1efea", 8)) + line("M94 142H232M94 156H232M94 170H232", "#d5d1c8", 9, 'stroke-dasharray=".1 12.4"') + lying(path("M280 132Q304 128 306 158Q306 192 286 192Q266 192 266 158Q266 134 280 132Z", "#f1efea"))  # fmt: skip


def lettertray(p: Paint) -> str:
    def tier(y: int) -> str:
        bars = line("".join(f"M{x} {y + 8}v26" for x in range(108, 300, 12)), p.base, 2)
        sheets = path(f"M118 {y + 10}L134 {y - 14}H284L296 {y + 10}Z", PAPER) + rect(112, y + 8, 184, 14, "#efece5")
        return sheets + bars + rect(94, y + 6, 212, 29, "none", 5, f'stroke="{p.base}" stroke-width="5"')

    return shadow(200, 258, 120) + line("M100 86V254M300 86V254", p.shade(0.15), 7) + tier(92) + tier(150) + tier(208)


def stapler(p: Paint) -> str:
    return (
        shadow(200, 246, 138)
        + rect(66, 222, 268, 21, p.shade(0.3), 9) + rect(82, 214, 44, 10, STEEL, 2) + path("M92 194L316 170V196L92 210Z", METAL)
        + path("M70 172Q68 156 86 152L270 108Q318 100 332 138Q340 172 320 196L300 190Q290 176 262 176L84 192Q72 190 70 172Z", p.flat) + dot(304, 186, 11, STEEL) + shine("M100 158L270 122", 6)
    )  # fmt: skip


def calculator(p: Paint) -> str:
    keys = "".join(
        rect(132 + c * 36, 138 + r * 29, 28, 21, "#e0813a" if c == 3 else p.tint(0.55), 6)
        for r in range(4)
        for c in range(4)
    )
    return (
        lying(rect(114, 34, 172, 230, p.slant, 18))
        + rect(130, 50, 140, 52, "#c9d8c4", 7)
        + line("M236 64V78M236 82V92M252 64H244V78H252V92H244", "#46553f", 4)
        + rect(130, 112, 58, 15, "#4a3a34", 3)
        + keys
    )


def markers(p: Paint) -> str:
    hues = ("#2e3138", "#d9604f", "#3d74b5", "#4f8a5b", "#e08a3a", "#8a6aae", "#3d9aa0", "#d9869e")
    return lying(
        "".join(
            rect(80 + i * 31, 76 + (i % 2) * 8, 25, 62, c, 6)
            + rect(80 + i * 31, 136 + (i % 2) * 8, 25, 96, "#f7f6f3", 5)
            + rect(80 + i * 31, 168 + (i % 2) * 8, 25, 36, c, 0, 'opacity=".85"')
            + shine(f"M{86 + i * 31} {84 + (i % 2) * 8}v46", 3, 0.35)
            for i, c in enumerate(hues)
        )
    )


def scissors(p: Paint) -> str:
    half = (
        path("M-10 6L6 -138Q22 -126 20 -100L12 12Z", METAL)
        + line("M8 -120L4 -10", "#fff", 2, 'opacity=".7"')
        + oval(-28, 76, 27, 43, "none", f'stroke="{p.base}" stroke-width="15" transform="rotate(20 -28 76)"')
        + path("M-12 0H12L-4 40L-22 36Z", p.base)
    )
    return lying(
        group(
            group(half, "rotate(13)") + group(half, "scale(-1 1) rotate(13)") + dot(0, 2, 8, STEEL),
            "translate(204 154) rotate(32)",
        )
    )


def stickynotes(p: Paint) -> str:
    pads = (
        (124, 108, -8, "#8fc3d6"),
        (204, 100, 4, "#a8d5c0"),
        (282, 112, 9, "#6fa6c4"),
        (136, 196, 5, "#ecd37f"),
        (214, 190, -5, "#e7a999"),
        (290, 200, 3, "#9fb8d9"),
    )
    return "".join(
        lying(
            group(
                rect(-36, -36, 72, 72, c, 2)
                + path("M36 36H10Q32 30 36 8Z", "#fff", 'opacity=".5"')
                + line("M-22 -14H18M-22 0H10", "#46566a", 2.5, 'opacity=".35"'),
                f"translate({x} {y}) rotate({t})",
            )
        )
        for x, y, t, c in pads
    )


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        notebook, pocketbooks, pen, gelpens, inkbottle, paper, organiser, deskmat, lettertray, stapler, calculator, markers, scissors, stickynotes,
    )
}  # fmt: skip
