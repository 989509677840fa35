"""Furniture, lamps, linen and what else a room holds."""

# ruff: noqa: E501 (the data of a shape does not break)

import math

from knowledge.demo.drawing.canvas import (
    BRASS,
    GLASS,
    GLOW,
    INK,
    LEAF,
    METAL,
    PAPER,
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
)  # fmt: skip


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


def _legs(xs: tuple[int, ...], top: int, foot: int = 252) -> str:
    return "".join(path(f"M{x - 7} {top}H{x + 7}L{x + 4} {foot}H{x - 4}Z", "#a87a48") for x in xs)


def sofa(p: Paint) -> str:
    return (
        shadow(200, 254, 152, 9)
        + _legs((84, 316), 228)
        + rect(74, 104, 252, 104, p.shade(0.1), 26)
        + rect(86, 108, 114, 82, p.flat, 20)
        + rect(200, 108, 114, 82, p.flat, 20)
        + rect(72, 178, 256, 56, p.shade(0.16), 14)
        + rect(84, 164, 116, 40, p.flat, 14)
        + rect(200, 164, 116, 40, p.flat, 14)
        + mirrored(rect(48, 138, 50, 98, p.round, 24))
        + group(rect(-30, -26, 60, 52, p.tint(0.5), 14), "translate(122 146) rotate(-12)")
        + shine("M104 120H176M222 120H292", 4, 0.2)
    )


def cornersofa(p: Paint) -> str:
    return (
        shadow(200, 250, 172, 10)
        + rect(40, 112, 288, 84, p.shade(0.12), 22)
        + rect(56, 116, 86, 72, p.flat, 18)
        + rect(144, 116, 86, 72, p.flat, 18)
        + rect(232, 116, 86, 72, p.flat, 18)
        + rect(40, 172, 300, 54, p.shade(0.18), 12)
        + rect(56, 162, 172, 36, p.flat, 12)
        + path("M228 162H328Q346 164 348 184L360 232Q360 248 344 248H232Q220 248 220 236V176Q220 162 228 162Z", p.flat)
        + path("M221 222H358L360 234Q360 248 344 248H232Q220 248 220 236Z", p.shade(0.2))
        + rect(26, 140, 44, 92, p.round, 20)
        + rect(36, 230, 12, 18, "#a87a48", 3)
        + group(rect(-28, -24, 56, 48, "#d1a13a", 12, 'opacity=".85"'), "translate(98 146) rotate(-10)")
        + group(rect(-26, -24, 52, 48, p.tint(0.5), 12), "translate(282 140) rotate(9)")
    )


def armchair(p: Paint) -> str:
    return (
        shadow(200, 258, 98)
        + _legs((142, 258), 222, 256)
        + path("M116 150Q116 62 200 62Q284 62 284 150V220H116Z", p.flat)
        + rect(134, 168, 132, 44, p.tint(0.14), 20)
        + rect(114, 196, 172, 38, p.shade(0.14), 18)
        + mirrored(path("M98 172Q98 144 122 144Q146 144 146 172V232H118Q98 232 98 212Z", p.round))
        + line("M160 92Q200 78 240 92", p.line, 2, 'opacity=".4"')
        + shine("M138 112Q146 88 170 80", 6, 0.25)
    )


def wingchair(p: Paint) -> str:
    return (
        shadow(200, 262, 92)
        + _legs((138, 262), 224, 260)
        + path("M132 60Q200 34 268 60Q280 120 272 200H128Q120 120 132 60Z", p.flat)
        + mirrored(path("M132 60Q106 76 108 112Q112 142 124 160H142Q136 110 140 70Z", p.shade(0.12)))
        + "".join(dot(x, y, 3, p.line) for x, y in ((176, 92), (200, 88), (224, 92), (188, 118), (212, 118)))
        + rect(130, 172, 140, 38, p.tint(0.14), 14)
        + rect(118, 200, 164, 36, p.shade(0.12), 12)
        + mirrored(rect(102, 154, 34, 80, p.round, 17))
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


def chair(p: Paint) -> str:
    spindles = line("".join(f"M{x} 72V152" for x in range(166, 240, 17)), p.shade(0.1), 4)
    return (
        shadow(200, 262, 74)
        + line("M150 58L146 258M250 58L254 258", p.base, 9)
        + line("M166 176L160 242M234 176L240 242", p.shade(0.3), 7)
        + spindles
        + path("M140 50Q200 38 260 50V70Q200 58 140 70Z", p.flat)
        + path("M140 150H260L274 174Q274 184 264 184H136Q126 184 126 174Z", p.slant)
        + line("M132 182L124 260M268 182L276 260", p.base, 10)
        + line("M130 216H270", p.shade(0.15), 5)
    )


def shellchair(p: Paint) -> str:
    return (
        shadow(200, 260, 80)
        + line("M164 186L134 256M236 186L266 256M180 190L172 240M220 190L228 240", "#a87a48", 7)
        + path("M138 78Q138 50 200 50Q262 50 262 78L256 156H144Z", p.flat)
        + path("M126 132Q122 190 160 196H240Q278 190 274 132Q262 168 200 168Q138 168 126 132Z", p.round)
        + path("M146 162Q200 152 254 162Q250 184 200 184Q150 184 146 162Z", p.tint(0.12))
        + shine("M152 82Q154 66 178 62", 6)
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


def vacuum(p: Paint) -> str:
    return (
        shadow(196, 262, 92)
        + line("M150 250L238 84", METAL.replace("url(#m)", "#b9bec6"), 12)
        + line("M150 250L238 84", "#e4e7eb", 4)
        + path("M96 244Q98 232 112 232H178Q192 232 194 244V258H96Z", RUBBER)
        + rect(104, 240, 82, 6, p.base, 3)
        + group(
            rect(-24, -58, 48, 84, GLASS, 18)
            + rect(-18, -20, 36, 38, "#8b9099", 12, 'opacity=".5"')
            + rect(-27, -84, 54, 44, p.round, 14)
            + line("M22 -70C64 -72 66 -14 26 -12", RUBBER, 12)
            + shine("M-14 -44V16", 5, 0.6),
            "translate(248 92) rotate(28)",
        )
    )


def robovac(p: Paint) -> str:
    return (
        shadow(200, 232, 126)
        + path("M76 176V200Q76 236 200 236Q324 236 324 200V176Z", p.shade(0.35))
        + oval(200, 174, 124, 46, p.slant)
        + oval(200, 171, 100, 35, p.tint(0.12))
        + path("M166 160V146Q166 136 200 136Q234 136 234 146V160Q234 170 200 170Q166 170 166 160Z", p.shade(0.3))
        + oval(200, 146, 34, 10, p.round)
        + dot(200, 192, 5, "#7fd0c0")
        + line("M92 216L62 232M92 216L72 206", RUBBER, 3)
        + rect(128, 206, 144, 8, RUBBER, 4, 'opacity=".35"')
    )


def roundfilter(p: Paint) -> str:
    pleats = line("".join(f"M{x} 122V232" for x in range(118, 290, 9)), "#d9d5cd", 3)
    return (
        shadow(200, 250, 100)
        + rect(108, 112, 184, 130, "#f2efe9")
        + pleats
        + path("M104 106H296V130Q200 146 104 130Z", p.round)
        + path("M104 226Q200 242 296 226V244Q200 260 104 244Z", p.round)
        + oval(200, 106, 96, 19, p.tint(0.1))
        + oval(200, 106, 58, 11, "#4a4d55")
    )


def purifier(p: Paint) -> str:
    holes = line(
        "".join(f"M152 {y}H252" for y in range(130, 234, 12)), p.line, 4.6, 'stroke-dasharray="0 12" opacity=".6"'
    )
    return (
        shadow(200, 256, 76)
        + rect(132, 54, 136, 200, p.round, 30)
        + holes
        + oval(200, 74, 56, 13, p.shade(0.22))
        + oval(200, 74, 44, 9, INK)
        + ring(200, 100, 9, "#69bfa4", 3)
        + shine("M148 96V232", 6)
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


def filterpair(p: Paint) -> str:
    return group(roundfilter(p), "translate(118 92) scale(.68)") + group(roundfilter(p), "translate(14 112) scale(.68)")


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        foampillow, filterpair,
        lamp, desklamp, floorlamp, tripodlamp, sofa, cornersofa, armchair, wingchair, coffeetable, drumtable, table,
        roundtable, chair, shellchair, bookcase, cubeshelf, bedding, pillow, bed, rug, diamondrug, cushion, vacuum,
        robovac, roundfilter, purifier, candle, pillarcandle, towels, mirror, roundmirror, clock, plantpot, basketpot,
        throw, curtains, fan, deskfan,
    )
}  # fmt: skip
