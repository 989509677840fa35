"""Sofas, armchairs and chairs."""

from knowledge.demo.drawing.canvas import Drawing, Paint, dot, group, line, mirrored, path, rect, shadow, shine


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


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        sofa, cornersofa, armchair, wingchair, chair, shellchair,
    )
}  # fmt: skip
