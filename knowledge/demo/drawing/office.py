"""Desks, paper and what is written with."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    BRASS,
    GLASS,
    INK,
    METAL,
    PAPER,
    RUBBER,
    STEEL,
    WOOD,
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
)  # fmt: skip

_BASE = line("M200 206V244M200 238L132 256M200 238L268 256M200 238V258", "#55585f", 9) + "".join(
    dot(x, 260, 8, INK) for x in (132, 200, 268)
)


def officechair(p: Paint) -> str:
    mesh = line("".join(f"M154 {y}H246" for y in range(62, 142, 9)), p.line, 2, 'opacity=".45"')
    return (
        shadow(200, 268, 92, 6) + _BASE
        + path("M144 58Q146 36 200 34Q254 36 256 58L250 146Q200 158 150 146Z", p.flat) + mesh
        + path("M154 116Q200 130 246 116L244 140Q200 150 156 140Z", p.deep) + line("M200 148V178", "#55585f", 13)
        + mirrored(line("M136 192V150", "#55585f", 8) + rect(112, 142, 44, 13, RUBBER, 6))
        + path("M128 184Q130 170 148 170H252Q270 170 272 184Q274 208 256 208H144Q126 208 128 184Z", p.slant)
        + rect(132, 200, 136, 12, p.shade(0.3), 6)
    )  # fmt: skip


def homechair(p: Paint) -> str:
    return (
        shadow(200, 268, 92, 6) + _BASE
        + path("M126 134Q124 44 200 44Q276 44 274 134L266 196H134Z", p.flat) + line("M168 64Q160 110 166 150M232 64Q240 110 234 150M200 58V150", p.line, 2.2, 'opacity=".4"')
        + mirrored(path("M108 150Q112 128 132 136L146 196Q116 206 108 150Z", p.shade(0.12)))
        + path("M124 176Q200 156 276 176Q278 212 252 212H148Q122 212 124 176Z", p.tint(0.12)) + shine("M144 90Q150 66 172 58", 6, 0.25)
    )  # fmt: skip


def standdesk(p: Paint) -> str:
    return (
        shadow(200, 264, 146, 7)
        + mirrored(rect(90, 132, 20, 66, METAL) + rect(87, 190, 26, 62, "#8b9099") + rect(66, 250, 68, 11, "#6d737d", 5))
        + rect(108, 136, 184, 11, "#7d838c") + rect(44, 118, 312, 18, p.flat, 5) + line("M48 132H352", p.line, 2, 'opacity=".4"')
        + rect(142, 48, 104, 62, "#2b2d32", 5) + rect(147, 53, 94, 50, "url(#n)", 2) + rect(188, 108, 12, 10, STEEL)
        + path("M276 96H300L297 118H279Z", PAPER) + line("M288 96Q282 76 272 72M288 96Q294 74 304 70M288 96V66", "#6f8f68", 4) + rect(96, 108, 36, 10, "#b9705a", 2)
        + rect(290, 136, 34, 10, INK, 3)
    )  # fmt: skip


def monitorarm(p: Paint) -> str:
    return (
        shadow(206, 262, 112, 7)
        + rect(60, 238, 280, 14, WOOD, 3) + rect(256, 216, 54, 24, p.deep, 4) + rect(274, 148, 17, 72, p.round, 4)
        + line("M282 152L226 100", p.base, 18) + line("M226 100L166 132", p.shade(0.15), 16) + dot(282, 152, 14, p.shade(0.25)) + dot(226, 100, 13, p.shade(0.25)) + dot(226, 100, 5, STEEL)
        + rect(138, 98, 22, 66, p.deep, 4) + group(rect(-14, -84, 24, 168, "#2b2d32", 6) + rect(-14, -80, 6, 160, "#6f86b5", 2), "translate(126 132)") + dot(160, 132, 9, STEEL)
    )  # fmt: skip


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


def printer(p: Paint) -> str:
    return (
        shadow(200, 252, 136)
        + path("M132 118L142 48H258L268 118Z", PAPER) + line("M156 70H244M154 86H246", "#dcd8cf", 3)
        + rect(76, 108, 248, 104, p.flat, 16) + rect(76, 108, 248, 34, p.shade(0.12), 14) + rect(106, 158, 188, 12, INK, 5)
        + path("M120 164H280L298 238H102Z", PAPER) + line("M134 188H240M130 204H260M128 220H214", "#c9cfd6", 4) + path("M92 212H308L320 246H80Z", p.shade(0.25), 'opacity=".55"')
        + rect(240, 118, 62, 17, "#bcd7e0", 4) + dot(100, 126, 6, "#6fae8d") + dot(118, 126, 6, p.line)
    )  # fmt: skip


def ink(p: Paint) -> str:
    def one(x: int, c: str) -> str:
        return (
            rect(x - 27, 116, 54, 134, "#2f3237", 7)
            + rect(x - 19, 134, 38, 70, c, 4)
            + rect(x - 12, 104, 24, 14, "#55585f", 3)
            + path(f"M{x} 150q13 18 0 32q-13 -14 0 -32Z", "#fff", 'opacity=".85"')
            + rect(x - 16, 224, 32, 12, BRASS, 2)
        )

    return shadow(200, 254, 136) + one(98, "#3a9bbf") + one(166, "#c9508a") + one(234, "#e6c13d") + one(302, "#4a4d55")


def toner(p: Paint) -> str:
    return (
        shadow(200, 236, 148)
        + path("M62 150L86 116H330L344 150V210Q344 226 328 226H78Q62 226 62 210Z", p.round) + rect(62, 146, 282, 22, p.tint(0.15)) + rect(92, 196, 222, 24, "#4f9a86", 10)
        + line("M100 203H306", "#8fd0bf", 4) + rect(160, 106, 84, 20, p.shade(0.2), 9) + rect(84, 152, 62, 10, "#e0813a", 3) + mirrored(rect(50, 176, 18, 32, "#6d737d", 5))
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


def shredder(p: Paint) -> str:
    strips = "".join(f"M{x} 196v{30 + (x * 7) % 17}" for x in range(148, 256, 8))
    return (
        shadow(200, 262, 86)
        + rect(150, 28, 100, 62, PAPER, 2) + line("M164 46H236M164 60H222", "#cfcabf", 4)
        + rect(112, 76, 176, 62, p.flat, 14) + rect(136, 84, 128, 9, p.deep, 4) + dot(264, 114, 6, "#6fae8d") + rect(128, 108, 44, 12, p.line, 5, 'opacity=".5"')
        + path("M122 136H278L268 248Q266 258 256 258H144Q134 258 132 248Z", p.round) + rect(138, 170, 124, 64, GLASS, 8) + line(strips, "#fdfcf9", 4.5)
    )  # fmt: skip


def webcam(p: Paint) -> str:
    return (
        shadow(200, 254, 88)
        + path("M148 202H252L262 238Q262 250 250 250H150Q138 250 138 238Z", p.shade(0.2)) + rect(188, 176, 24, 32, STEEL) + rect(88, 82, 224, 102, p.round, 50)
        + dot(200, 133, 43, "#15171b") + ring(200, 133, 35, "#3b3e45", 4) + dot(200, 133, 23, "#33446b") + dot(200, 133, 11, "#0f1115") + dot(190, 122, 6, "#fff", 'opacity=".75"') + dot(270, 133, 5, "#6fd0a0") + line("M118 120V146M128 116V150", p.line, 3, 'opacity=".6"') + shine("M110 108Q120 96 140 94", 5)
    )  # fmt: skip


def whiteboard(p: Paint) -> str:
    return (
        lying(rect(52, 46, 296, 184, STEEL, 6) + rect(60, 54, 280, 166, "#fdfdfc", 2))
        + line("M88 88Q120 74 150 88M88 108H176M88 126H160", "#3d74b5", 5) + rect(212, 82, 92, 62, "none", 6, 'stroke="#4f8a5b" stroke-width="5"') + line("M226 126L246 108L264 120L290 96", "#d9604f", 5) + line("M96 186H190M204 186l-12 -7M204 186l-12 7M190 186H204", "#4a4d55", 5) + dot(252, 186, 19, "#ecc251", 'opacity=".85"')
        + rect(110, 226, 180, 12, "#8b9099", 4) + rect(126, 217, 44, 9, "#3d74b5", 4) + rect(178, 217, 44, 9, "#d9604f", 4) + rect(234, 212, 40, 14, "#4a4d55", 3)
    )  # fmt: skip


def deskboard(p: Paint) -> str:
    return (
        shadow(200, 248, 156)
        + path("M62 108H338L352 206H48Z", "#fdfdfc", 'opacity=".95"') + path("M62 108H338L340 122H60Z", p.tint(0.55)) + path("M200 108H338L352 206H250Z", "#fff")
        + line("M88 144H176M84 164H156M80 184H190", "#3d74b5", 5) + line("M232 150l8 9l14 -18M232 178l8 9l14 -18", "#4f8a5b", 5) + line("M266 152H310M266 180H300", "#4a4d55", 4)
        + rect(40, 206, 320, 36, p.flat, 6) + rect(172, 218, 56, 8, p.shade(0.2), 4) + rect(58, 199, 54, 9, "#d9604f", 4)
    )  # fmt: skip


def cabinet(p: Paint) -> str:
    drawers = "".join(
        rect(128, y, 144, h, p.slant, 4, f'stroke="{p.line}" stroke-opacity=".45" stroke-width="2"')
        + rect(178, y + 12, 44, 8, STEEL, 4)
        for y, h in ((62, 46), (112, 46), (162, 76))
    )
    return (
        shadow(200, 264, 92)
        + rect(118, 48, 164, 200, p.shade(0.12), 8)
        + rect(112, 42, 176, 14, p.flat, 5)
        + drawers
        + dot(260, 78, 5, BRASS)
        + "".join(dot(x, 255, 9, INK) for x in (138, 262))
    )


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


def taskchair(p: Paint) -> str:
    return (
        shadow(200, 268, 88, 6) + _BASE
        + path("M152 84Q154 62 200 60Q246 62 248 84L244 138Q200 148 156 138Z", p.flat)
        + line("M200 140V182", "#55585f", 13)
        + path("M132 184Q134 170 150 170H250Q266 170 268 184Q270 206 252 206H148Q130 206 132 184Z", p.slant)
        + rect(136, 198, 128, 12, p.shade(0.3), 6)
        + line("M168 84Q200 76 232 84", p.line, 2.5, 'opacity=".5"')
    )  # fmt: skip


def laserprinter(p: Paint) -> str:
    return (
        shadow(200, 256, 124)
        + rect(92, 84, 216, 168, p.flat, 12) + rect(92, 84, 216, 34, p.shade(0.14), 12) + path("M126 84H274L266 70H134Z", p.shade(0.3))
        + path("M132 78H262L256 60H142Z", PAPER) + rect(214, 92, 78, 20, "#22252b", 4) + rect(220, 97, 44, 10, "#bcd7e0", 2) + dot(280, 102, 4, "#6fae8d")
        + rect(106, 132, 188, 52, p.shade(0.07), 6) + line("M120 144H280M120 152H280M120 160H280", p.line, 2, 'opacity=".5"')
        + rect(106, 194, 188, 46, p.shade(0.12), 6) + rect(172, 202, 56, 9, p.line, 4) + rect(110, 250, 22, 7, RUBBER, 2) + rect(268, 250, 22, 7, RUBBER, 2)
    )  # fmt: skip


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        taskchair, laserprinter,
        officechair, homechair, standdesk, monitorarm, notebook, pocketbooks, pen, gelpens, inkbottle, printer, ink,
        toner, paper, organiser, deskmat, lettertray, stapler, shredder, webcam, whiteboard, deskboard, cabinet,
        calculator, markers, scissors, stickynotes,
    )
}  # fmt: skip
