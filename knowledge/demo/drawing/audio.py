"""What sounds come out of."""

from knowledge.demo.drawing.canvas import (
    BRASS,
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


def headphones(p: Paint) -> str:
    cup = rect(92, 148, 46, 92, p.deep, 22) + rect(80, 156, 40, 78, p.round, 20)
    return (
        shadow(200, 256, 108)
        + line("M106 168C98 18 302 18 294 168", p.deep, 20)
        + line("M106 166C98 22 302 22 294 166", p.base, 13)
        + line("M140 76Q168 52 200 52Q232 52 260 76", p.tint(0.25), 4, 'opacity=".7"')
        + line("M106 140V176M294 140V176", STEEL, 7)
        + mirrored(cup)
        + shine("M90 176V214", 5)
    )


def earbuds(p: Paint) -> str:
    bud = (
        rect(-7, 6, 15, 52, p.round, 7) + dot(2, 0, 21, p.flat) + oval(17, -5, 10, 12, RUBBER) + dot(-4, -2, 4, p.line)
    )
    return (
        shadow(200, 252, 104)
        + rect(118, 140, 164, 108, p.round, 40)
        + path("M118 186V178Q118 140 158 140H242Q282 140 282 178V186Q200 200 118 186Z", p.shade(0.14))
        + line("M120 187Q200 200 280 187", p.line, 2)
        + dot(200, 216, 4, "#7fd0a0")
        + group(bud, "translate(144 74) rotate(-14)")
        + group(bud, "translate(252 72) scale(-1 1) rotate(-14)")
        + shine("M134 160Q140 150 154 148", 6)
    )


def earhooks(p: Paint) -> str:
    one = (
        line("M6 -44C-54 -84 -72 26 -30 66", p.base, 11)
        + rect(-24, -42, 46, 76, p.round, 21)
        + oval(28, 6, 15, 19, RUBBER)
        + dot(0, -14, 6, p.line)
    )
    return lying(group(one, "translate(146 154) rotate(8)") + group(one, "translate(262 154) scale(-1 1) rotate(8)"))


def speaker(p: Paint) -> str:
    return (
        shadow(200, 244, 122)
        + rect(76, 104, 248, 134, p.round, 62)
        + path("M112 104H288V238H112Z", p.shade(0.16))
        + line("".join(f"M116 {y}H286" for y in range(114, 236, 7)), p.line, 3, 'stroke-dasharray="0 7" opacity=".6"')
        + rect(170, 158, 60, 24, p.tint(0.2), 12)
        + line("M184 170H194M189 165V175M206 170H216", p.deep, 2.5)
        + line("M92 128Q76 96 104 86", p.shade(0.3), 7)
        + shine("M92 150V194", 6)
    )


def woodspeaker(p: Paint) -> str:
    return (
        shadow(200, 252, 138)
        + rect(66, 92, 268, 152, p.slant, 20)
        + line("M74 110Q200 102 326 110M74 232Q200 240 326 232", p.shade(0.25), 1.5, 'opacity=".5"')
        + rect(84, 110, 168, 116, "#d9d0bf", 8)
        + line("".join(f"M92 {y}H246" for y in range(118, 224, 8)), "#a89d87", 3, 'stroke-dasharray="0 6"')
        + dot(292, 142, 22, BRASS)
        + line("M292 142V126", "#6e5424", 3)
        + dot(280, 196, 9, BRASS)
        + dot(306, 196, 9, BRASS)
        + rect(92, 242, 18, 10, RUBBER, 3)
        + rect(290, 242, 18, 10, RUBBER, 3)
    )


def soundbar(p: Paint) -> str:
    return (
        shadow(200, 232, 162, 8)
        + rect(120, 56, 64, 120, p.round, 8)
        + ring(152, 142, 19, p.line, 3)
        + dot(152, 142, 9, p.deep)
        + rect(34, 176, 332, 52, p.flat, 16)
        + line("".join(f"M52 {y}H348" for y in range(186, 222, 7)), p.line, 3, 'stroke-dasharray="0 7" opacity=".6"')
        + rect(34, 176, 332, 12, p.tint(0.18), 6)
        + dot(200, 182, 2.5, "#7fd0a0")
        + rect(222, 108, 30, 68, RUBBER, 8)
        + "".join(dot(237, y, 3.5, "#8a8f98") for y in (122, 136, 150))
    )


def smartspeaker(p: Paint) -> str:
    return (
        shadow(200, 254, 88)
        + path("M114 172Q114 84 200 84Q286 84 286 172Q286 252 236 252H164Q114 252 114 172Z", p.round)
        + line(
            "".join(f"M126 {y}H276" for y in range(140, 246, 9)), p.line, 2.5, 'stroke-dasharray="0 8" opacity=".55"'
        )
        + oval(200, 104, 52, 13, p.shade(0.3))
        + oval(200, 103, 46, 10, "#2b2d32")
        + ring(200, 103, 7, "#7fc9e0", 2.5)
        + path("M136 244Q200 256 264 244Q250 254 236 254H164Q150 254 136 244Z", "#7fc9e0", 'opacity=".7"')
    )


def studiophones(p: Paint) -> str:
    cup = (
        dot(112, 196, 50, p.deep)
        + dot(106, 196, 44, p.slant)
        + ring(106, 196, 30, p.line, 2.5)
        + dot(106, 196, 8, BRASS)
    )
    return (
        shadow(200, 260, 122)
        + line("M116 160C112 20 288 20 284 160", "#8d939c", 5)
        + line("M124 120C132 24 268 24 276 120", p.base, 15)
        + line("M150 78Q174 58 200 58Q226 58 250 78", p.tint(0.25), 4, 'opacity=".7"')
        + mirrored(cup)
        + line("M292 244Q300 276 340 262Q372 250 352 226Q336 214 330 234Q328 256 372 262", RUBBER, 4)
    )


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        headphones, earbuds, earhooks, speaker, woodspeaker, soundbar, smartspeaker, studiophones,
    )
}  # fmt: skip
