"""Kettles, coffee machines and what they are filled with."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
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
    oval,
    path,
    rect,
    ring,
    shadow,
    shine,
)


def kettle(p: Paint) -> str:
    return (
        shadow(200, 254, 88)
        + line("M252 104C306 100 304 206 262 220", RUBBER, 13)
        + path("M150 118L118 108L126 96L158 100Z", p.shade(0.15))
        + path("M154 96Q200 82 246 96Q264 170 262 236Q200 246 138 236Q136 170 154 96Z", p.round)
        + path("M154 96Q160 70 200 70Q240 70 246 96Q200 106 154 96Z", p.flat)
        + rect(188, 56, 24, 16, RUBBER, 6)
        + path("M134 236Q200 248 266 236L268 254H132Z", RUBBER)
        + shine("M166 116Q156 170 158 220", 7)
        + rect(226, 140, 9, 66, "#dfe9ee", 4.5, 'opacity=".75"')
    )


def gooseneck(p: Paint) -> str:
    return (
        shadow(206, 254, 84)
        + line("M154 214C104 206 140 128 106 112", p.shade(0.1), 9)
        + line("M252 118Q300 108 296 160Q292 196 262 206", RUBBER, 12)
        + path("M162 112H250L268 238H146Z", p.round)
        + oval(206, 112, 44, 9, p.tint(0.1))
        + path("M166 108Q206 84 246 108Q206 116 166 108Z", p.flat)
        + dot(206, 88, 8, RUBBER)
        + path("M140 238H272L276 254H136Z", RUBBER)
        + shine("M176 126L164 226", 6)
    )


def glasskettle(p: Paint) -> str:
    return (
        shadow(200, 254, 84)
        + line("M250 96C308 94 304 210 260 216", p.deep, 12)
        + path("M150 112L120 104L128 92L156 98Z", GLASS)
        + path("M152 92H248Q266 160 258 232H142Q134 160 152 92Z", GLASS)
        + path("M144 158H258Q262 196 258 232H142Q138 196 144 158Z", "#9cc9dc", 'opacity=".5"')
        + "".join(dot(x, y, r, "#fff", 'opacity=".8"') for x, y, r in ((170, 210, 4), (196, 190, 3), (222, 204, 5)))
        + path("M152 92Q160 70 200 70Q240 70 248 92Z", p.flat)
        + rect(188, 58, 24, 14, p.deep, 6)
        + path("M136 230H264L268 254H132Z", p.shade(0.3))
        + shine("M166 108Q158 160 160 218", 6, 0.7)
    )


def coffeemaker(p: Paint) -> str:
    return (
        shadow(200, 254, 92)
        + rect(226, 62, 66, 190, p.round, 12)
        + rect(122, 62, 160, 54, p.flat, 14)
        + path("M142 116H222L210 140H154Z", RUBBER)
        + path("M140 158H226L236 232Q182 242 130 232Z", GLASS)
        + path("M134 190H231L236 230Q182 240 130 230Z", "#5a3826")
        + line("M228 168Q256 172 250 200Q246 216 234 214", RUBBER, 8)
        + rect(136, 148, 94, 12, RUBBER, 5)
        + rect(116, 238, 176, 16, p.shade(0.3), 6)
        + dot(262, 92, 9, "#f3f1ec")
        + line("M262 92V86", INK, 2)
        + rect(246, 130, 8, 60, "#dfe9ee", 4, 'opacity=".55"')
        + shine("M134 76H206", 5)
    )


def espresso(p: Paint) -> str:
    return (
        shadow(200, 254, 116)
        + rect(104, 72, 192, 176, p.flat, 16)
        + rect(104, 72, 192, 58, p.slant, 16)
        + rect(118, 128, 164, 96, "#2a2c31", 8, 'opacity=".86"')
        + rect(170, 128, 60, 17, METAL, 4)
        + rect(184, 145, 32, 12, STEEL, 3)
        + line("M216 151H262", RUBBER, 9)
        + line("M262 132Q274 160 266 196", METAL.replace("url(#m)", "#c6cad0"), 5)
        + path("M182 192H218L214 216H186Z", PAPER)
        + line("M218 197Q230 198 224 208L217 209", PAPER, 3)
        + line("M194 158V190M206 158V190", "#7a4a2c", 3)
        + rect(96, 222, 208, 32, METAL, 8)
        + line("M112 232H288", "#8b9099", 2)
        + dot(136, 100, 13, PAPER)
        + line("M136 100L142 92", "#c23b3b", 2.5)
        + dot(238, 100, 7, METAL)
        + dot(262, 100, 7, METAL)
        + rect(116, 58, 168, 14, METAL, 4)
    )


def grinder(p: Paint) -> str:
    return (
        shadow(200, 254, 66)
        + path("M156 66H244L232 122H168Z", GLASS)
        + path("M160 84H240L232 122H168Z", "#5f3b25", 'opacity=".9"')
        + rect(152, 56, 96, 12, RUBBER, 6)
        + path("M158 120H242L250 248H150Z", p.round)
        + path("M172 180H228L232 236H168Z", GLASS)
        + path("M170 208H230L232 236H168Z", "#6b4730")
        + ring(200, 150, 13, p.line, 3)
        + line("M200 150L208 143", p.line, 3)
        + rect(144, 244, 112, 11, RUBBER, 4)
        + shine("M170 132L164 236", 5)
    )


def handgrinder(p: Paint) -> str:
    return (
        shadow(200, 254, 52)
        + line("M200 70V58L262 50", STEEL, 7)
        + oval(264, 44, 9, 14, WOOD)
        + rect(164, 72, 72, 92, p.round, 10)
        + rect(160, 66, 80, 13, METAL, 5)
        + rect(160, 160, 80, 8, METAL)
        + rect(166, 168, 68, 84, WOOD, 10)
        + line("M178 178V240M194 178V244", "#8d6438", 1.5, 'opacity=".5"')
        + shine("M176 86V152", 6)
    )


def coffeebag(p: Paint) -> str:
    return (
        shadow(200, 254, 74)
        + path("M140 74H260L270 246Q200 258 130 246Z", p.round)
        + path("M140 74H260L262 94H138Z", p.shade(0.18))
        + rect(136, 60, 128, 18, p.shade(0.3), 3)
        + rect(158, 130, 84, 78, PAPER, 4)
        + group(
            oval(0, 0, 17, 24, "#6b4730") + line("M-3 -22Q8 -6 -2 4Q-8 12 3 22", "#46301f", 3.5),
            "translate(200 170) rotate(28)",
        )
        + dot(200, 110, 6, p.shade(0.35))
        + shine("M150 100L144 236", 6, 0.28)
    )


def filterbox(p: Paint) -> str:
    cone = path("M-58 0Q0 -16 58 0L26 74H-26Z", "#f3ead6", 'stroke="#cdbf9e" stroke-width="2"') + line(
        "M-44 2L-20 74M44 2L20 74M-16 -4L-8 74M16 -4L8 74", "#d9ccae", 1.5
    )
    return (
        shadow(200, 254, 112)
        + path("M96 110L120 92H244V232L224 250H96Z", p.shade(0.15))
        + rect(96, 110, 128, 140, p.slant, 3)
        + rect(112, 132, 96, 72, "#b9825a", 4)
        + path("M130 148H190L172 190H148Z", "none", 'stroke="#f7f0e2" stroke-width="4"')
        + group(cone, "translate(262 168) rotate(9)")
        + group(cone, "translate(250 178) rotate(-3)")
    )


def cartridge(p: Paint) -> str:
    one = (
        rect(-24, 0, 48, 108, "#e9e7e2", 12)
        + rect(-24, 30, 48, 50, p.round)
        + rect(-17, -12, 34, 14, p.deep, 4)
        + shine("M-14 14V96", 4, 0.6)
    )
    return (
        shadow(200, 254, 112)
        + group(one, "translate(134 146)")
        + group(one, "translate(266 146)")
        + group(one, "translate(200 138) scale(1.07)")
    )


def teatin(p: Paint) -> str:
    leaf = path("M0 -26Q20 -4 0 22Q-20 -4 0 -26Z", p.deep)
    return (
        shadow(200, 254, 66)
        + rect(142, 96, 116, 156, p.round, 8)
        + rect(138, 70, 124, 34, p.shade(0.16), 8)
        + rect(138, 70, 124, 34, p.round, 8, 'opacity=".6"')
        + rect(142, 138, 116, 72, PAPER)
        + group(leaf, "translate(200 176)")
        + group(leaf, "translate(190 182) rotate(-50) scale(.8)")
        + group(leaf, "translate(210 182) rotate(50) scale(.8)")
        + shine("M156 82V244", 6, 0.3)
    )


def beantocup(p: Paint) -> str:
    hopper = (
        path("M146 34H254L240 80H160Z", GLASS)
        + path("M151 50H249L240 80H160Z", "#5f3b25")
        + rect(138, 26, 124, 10, RUBBER, 5)
    )
    return hopper + group(espresso(p), "translate(24 26) scale(.9)")


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        kettle, gooseneck, glasskettle, coffeemaker, espresso, grinder, handgrinder, coffeebag, filterbox, cartridge, teatin, beantocup,
    )
}  # fmt: skip
