"""Desks, chairs, printers and boards."""

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
    path,
    rect,
    ring,
    shadow,
    shine,
)

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
        officechair, homechair, standdesk, monitorarm, printer, ink, toner, shredder, webcam, whiteboard, deskboard, cabinet, taskchair, laserprinter,
    )
}  # fmt: skip
