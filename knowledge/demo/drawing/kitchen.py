"""Kettles, pans, cups and what else stands in a kitchen."""

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
    lying,
    mirrored,
    oval,
    path,
    rect,
    ring,
    shadow,
    shine,
)  # fmt: skip


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


def toaster(p: Paint) -> str:
    return (
        shadow(200, 252, 112)
        + path("M150 118Q150 76 180 78H220Q252 76 250 118Z", "#d8a869")
        + path("M158 118Q158 86 182 86H218Q244 86 242 118Z", "#efcf9b")
        + rect(98, 112, 204, 134, p.flat, 34)
        + rect(132, 116, 136, 9, INK, 4.5, 'opacity=".75"')
        + rect(98, 218, 204, 28, p.shade(0.28), 14)
        + rect(284, 150, 26, 13, RUBBER, 5)
        + line("M290 140V206", p.line, 3)
        + ring(258, 190, 13, p.line, 3)
        + line("M258 190V181", p.line, 3)
        + rect(116, 246, 26, 8, RUBBER, 3)
        + rect(258, 246, 26, 8, RUBBER, 3)
        + shine("M124 138Q116 150 118 200", 7)
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


def pan(p: Paint) -> str:
    return lying(
        group(
            path("M70 -13H200Q214 -13 214 0Q214 13 200 13H70Z", RUBBER)
            + dot(200, 0, 5, "#d9d6d0")
            + path("M52 -17H104L96 17H52Z", METAL)
            + dot(0, 0, 92, p.slant)
            + dot(0, 0, 78, p.shade(0.35))
            + dot(0, 0, 74, p.shade(0.22))
            + ring(0, 0, 60, p.tint(0.16), 1.5, 'opacity=".5"')
            + line("M-58 -36A68 68 0 0 1 -14 -66", "#fff", 6, 'opacity=".28"'),
            "translate(154 168) rotate(-24)",
        )
    )


def wok(p: Paint) -> str:
    return (
        shadow(190, 246, 92)
        + line("M282 150L350 118", "#a87a48", 15)
        + path("M84 144H292Q280 246 188 246Q96 246 84 144Z", p.round)
        + oval(188, 144, 104, 25, p.shade(0.32))
        + oval(188, 147, 94, 20, p.tint(0.12))
        + oval(178, 144, 66, 11, p.shade(0.1), 'opacity=".6"')
        + line("M80 142Q60 132 66 150Q70 164 90 162", p.shade(0.2), 7)
        + shine("M106 176Q118 214 146 228", 6, 0.25)
    )


def pot(p: Paint) -> str:
    return (
        shadow(190, 250, 90)
        + line("M270 152L358 138", RUBBER, 14)
        + path("M108 138H272V228Q272 248 250 248H130Q108 248 108 228Z", p.round)
        + oval(190, 138, 84, 17, METAL)
        + path("M106 136Q190 92 274 136Q190 158 106 136Z", GLASS)
        + path("M106 136Q190 158 274 136", "none", 'stroke="#8d939c" stroke-width="4"')
        + oval(190, 112, 13, 8, RUBBER)
        + shine("M126 164V226", 7)
    )


def cocotte(p: Paint) -> str:
    return (
        shadow(200, 250, 104)
        + mirrored(path("M104 164Q74 160 78 180Q82 194 106 188Z", p.shade(0.12)))
        + path("M100 150H300V206Q300 248 256 248H144Q100 248 100 206Z", p.round)
        + path("M94 150Q96 110 200 104Q304 110 306 150Q200 168 94 150Z", p.flat)
        + path("M94 150Q200 168 306 150V158Q200 176 94 158Z", p.shade(0.25))
        + oval(200, 98, 18, 9, "#c9a45c")
        + rect(194, 100, 12, 9, "#a5843f")
        + shine("M122 134Q150 118 186 116", 6)
        + shine("M120 186V206Q122 226 136 232", 6, 0.25)
    )


def stockpot(p: Paint) -> str:
    return (
        shadow(200, 254, 96)
        + mirrored(line("M112 142H92V172H112", STEEL, 8))
        + rect(110, 112, 180, 140, METAL, 14)
        + rect(110, 220, 180, 32, p.round, 12)
        + oval(200, 112, 92, 15, "#d9dce0")
        + path("M108 110Q200 74 292 110Q200 128 108 110Z", METAL)
        + rect(184, 76, 32, 12, RUBBER, 6)
        + shine("M132 136V210", 9, 0.5)
    )


def potset(p: Paint) -> str:
    small = (
        line("M44 20L96 12", RUBBER, 10)
        + path("M-46 0H46V42Q46 54 34 54H-34Q-46 54 -46 42Z", p.round)
        + oval(0, 0, 46, 10, p.deep)
        + shine("M-34 16V40", 5)
    )
    return (
        shadow(200, 254, 134, 10)
        + group(small, "translate(250 130) scale(1.15)")
        + group(small, "translate(110 176) scale(1.35)")
        + group(small, "translate(248 206) scale(.86)")
    )


def _blade(edge: str, p: Paint) -> str:
    return lying(
        group(
            path(edge, METAL)
            + line("M-150 4L40 6", "#fff", 2, 'opacity=".7"')
            + rect(38, -14, 16, 34, "#9aa0a9", 3)
            + path("M52 -13H146Q162 -12 160 6Q158 24 142 20L52 17Z", p.slant)
            + "".join(dot(x, 3, 4, "#d9dce0") for x in (74, 102, 130)),
            "translate(200 158) rotate(-28)",
        )
    )


def knife(p: Paint) -> str:
    return _blade("M40 -14H-60Q-130 -12 -168 26Q-100 40 40 36Z", p)


def breadknife(p: Paint) -> str:
    return _blade(f"M40 -12H-146Q-170 -8 -158 20{'q4.5 9 9 0' * 22}Z", p)


def knifeblock(p: Paint) -> str:
    handle = rect(-7, -52, 14, 54, INK, 5) + dot(0, -38, 2.5, STEEL) + dot(0, -20, 2.5, STEEL)
    knives = "".join(group(handle, f"translate({x} {y})") for x, y in ((-38, 8), (-14, 0), (10, -8), (34, -16)))
    return (
        shadow(206, 254, 84)
        + group(knives, "translate(196 122) rotate(-16)")
        + path("M136 132L232 104L276 244Q276 252 266 252H158Q150 252 148 244Z", p.slant)
        + path("M232 104L262 118L292 240Q292 250 282 250L276 246Z", p.shade(0.2))
        + line("M166 160L180 232M196 152L212 236", p.line, 1.5, 'opacity=".4"')
    )


def board(p: Paint) -> str:
    grain = "".join(
        line(f"M92 {y}Q170 {y - 8} 300 {y + 3}", p.shade(0.22), 1.6, 'opacity=".5"') for y in range(112, 220, 17)
    )
    return lying(
        group(
            rect(80, 86, 236, 150, p.slant, 18)
            + grain
            + rect(94, 100, 208, 122, "none", 10, f'stroke="{p.shade(0.22)}" stroke-width="3"')
            + dot(292, 110, 9, "#eae6e0"),
            "rotate(-7 200 160)",
        )
    )


def blender(p: Paint) -> str:
    return (
        shadow(200, 256, 70)
        + line("M240 92Q276 96 268 140Q264 160 240 162", "#b9c3c8", 10)
        + path("M148 66H252L236 184H164Z", GLASS)
        + path("M153 108L247 100L236 184H164Z", "#c4587c", 'opacity=".75"')
        + path("M153 108L247 100L246 110L154 118Z", "#e08aa5", 'opacity=".8"')
        + rect(144, 54, 112, 15, RUBBER, 6)
        + rect(182, 42, 36, 14, "#55585f", 6)
        + path("M160 184H240L258 240Q258 254 246 254H154Q142 254 142 240Z", p.round)
        + ring(200, 222, 14, p.line, 3)
        + line("M200 222L208 213", p.line, 3)
        + shine("M164 78L174 172", 6, 0.6)
    )


def gocup(p: Paint) -> str:
    return (
        shadow(200, 256, 54)
        + path("M160 96H240L234 190H166Z", GLASS)
        + path("M163 128H237L234 190H166Z", "#e7a3b1", 'opacity=".85"')
        + rect(154, 82, 92, 18, p.round, 7)
        + line("M176 82Q176 60 200 60Q224 60 224 82", p.shade(0.15), 7)
        + path("M164 188H236L244 242Q244 254 232 254H168Q156 254 156 242Z", p.round)
        + dot(200, 222, 10, p.tint(0.6))
        + shine("M174 108L178 180", 5, 0.6)
    )


def handblender(p: Paint) -> str:
    return (
        shadow(208, 256, 82)
        + rect(150, 44, 38, 104, p.round, 18)
        + rect(162, 66, 14, 28, p.tint(0.55), 7)
        + rect(160, 146, 18, 74, METAL)
        + path("M146 236Q146 216 169 216Q192 216 192 236V246H146Z", METAL)
        + path("M222 150H292L284 250H230Z", GLASS)
        + path("M225 190H289L284 250H230Z", "#d98a4a", 'opacity=".8"')
        + shine("M160 66V128", 5)
    )


def standmixer(p: Paint) -> str:
    return (
        shadow(204, 254, 124)
        + path("M108 236Q108 224 122 224H296Q304 224 304 236V252H108Z", p.flat)
        + path("M234 228Q226 150 240 122H294Q304 180 298 228Z", p.round)
        + path("M112 92Q112 72 150 70H284Q310 74 306 108Q302 136 270 136H150Q112 136 112 92Z", p.flat)
        + path("M112 92Q112 80 126 75V133Q112 122 112 92Z", METAL)
        + rect(158, 136, 18, 26, STEEL, 3)
        + path("M122 158H222Q218 226 172 226Q126 226 122 158Z", METAL)
        + oval(172, 158, 50, 8, "#7d838c")
        + line("M222 172Q238 176 230 194Q226 200 214 198", STEEL, 5)
        + dot(284, 108, 8, METAL)
        + shine("M142 86H264", 6)
    )


def mug(p: Paint) -> str:
    return (
        shadow(196, 250, 74)
        + ring(262, 172, 34, p.shade(0.12), 15)
        + path("M126 106H262V214Q262 248 228 248H160Q126 248 126 214Z", p.round)
        + oval(194, 106, 68, 15, p.tint(0.35))
        + oval(194, 108, 60, 11, "#5a3a28")
        + path("M126 206Q194 220 262 206V214Q262 248 228 248H160Q126 248 126 214Z", p.shade(0.25), 'opacity=".4"')
        + shine("M142 132V212", 8)
    )


def travelmug(p: Paint) -> str:
    return (
        shadow(200, 256, 50)
        + path("M156 92H244L232 244Q232 254 222 254H178Q168 254 168 244Z", p.round)
        + path("M159 140H241L238 172H162Z", p.deep, 'opacity=".75"')
        + rect(150, 76, 100, 20, RUBBER, 8)
        + rect(162, 62, 76, 16, "#53565e", 7)
        + rect(206, 56, 22, 9, RUBBER, 4)
        + shine("M172 104L180 238", 6)
    )


def plates(p: Paint) -> str:
    stack = "".join(
        oval(158, y, 92 - i, 17, p.shade(0.2)) + oval(158, y - 5, 92 - i, 17, p.tint(0.12 + 0.06 * i))
        for i, y in enumerate((236, 224, 212, 200))
    )
    return (
        shadow(200, 252, 134, 10)
        + stack
        + oval(158, 194, 64, 10, p.shade(0.07))
        + path("M236 176H332Q330 236 284 240Q238 236 236 176Z", p.round)
        + oval(284, 176, 48, 11, p.shade(0.22))
        + oval(284, 178, 42, 8, p.tint(0.2))
        + path("M112 130H204Q202 176 158 180Q114 176 112 130Z", p.round)
        + oval(158, 130, 46, 10, p.shade(0.22))
        + oval(158, 132, 40, 7, p.tint(0.2))
    )


def foodbox(p: Paint) -> str:
    def box(x: int, y: int, w: int, h: int, food: str) -> str:
        return (
            rect(x, y, w, h, GLASS, 10)
            + rect(x + 6, y + h * 0.42, w - 12, h * 0.5, food, 7, 'opacity=".8"')
            + rect(x - 5, y - 11, w + 10, 15, p.flat, 5)
            + rect(x + w / 2 - 10, y + 2, 20, 9, p.shade(0.18), 3)
        )

    return (
        shadow(200, 254, 126)
        + box(90, 190, 116, 62, "#d98a4a")
        + box(214, 178, 96, 74, "#7fa26a")
        + box(110, 116, 92, 58, "#c9524a")
        + box(222, 114, 78, 48, "#e6c76a")
    )


def jars(p: Paint) -> str:
    def jar(x: int, h: int, food: str) -> str:
        return (
            rect(x, 252 - h, 62, h, GLASS, 10)
            + rect(x + 5, 262 - h * 0.8, 52, h * 0.8 - 15, food, 7, 'opacity=".88"')
            + rect(x - 2, 238 - h, 66, 16, WOOD, 5)
            + shine(f"M{x + 12} {264 - h}V236", 4, 0.6)
        )

    return (
        shadow(200, 254, 140)
        + jar(62, 118, "#ead9b5")
        + jar(134, 146, "#b5683f")
        + jar(206, 104, "#d9b56d")
        + jar(278, 134, "#8a9a5b")
    )


def ricecooker(p: Paint) -> str:
    return (
        shadow(200, 252, 100)
        + path("M104 146H296V208Q296 248 254 248H146Q104 248 104 208Z", p.round)
        + path("M104 150Q104 88 200 86Q296 88 296 150Q200 162 104 150Z", p.flat)
        + line("M104 150Q200 162 296 150", p.line, 3)
        + rect(160, 180, 80, 44, "#2c2f36", 10)
        + rect(172, 189, 56, 14, "#bfe3d8", 4)
        + dot(184, 213, 4, PAPER)
        + dot(216, 213, 4, "#e5836c")
        + line("M160 92Q160 66 200 66Q240 66 240 92", p.shade(0.25), 8)
        + shine("M124 134Q138 108 170 102", 6)
    )


def airfryer(p: Paint) -> str:
    return (
        shadow(200, 254, 88)
        + path("M126 98Q128 54 200 54Q272 54 274 98L282 232Q282 252 262 252H138Q118 252 118 232Z", p.round)
        + path("M122 150H278L281 224Q281 242 262 242H138Q119 242 119 224Z", p.shade(0.16))
        + rect(158, 168, 84, 34, RUBBER, 14)
        + rect(172, 178, 56, 14, p.tint(0.15), 7)
        + dot(200, 104, 25, "#26282d")
        + ring(200, 104, 19, "#e5836c", 3, 'stroke-dasharray="70 50"')
        + shine("M140 96Q146 70 172 66", 6)
    )


def wineglass(p: Paint) -> str:
    def glass(x: int, wine: str) -> str:
        return (
            path(f"M{x - 36} 68H{x + 36}Q{x + 48} 150 {x} 160Q{x - 48} 150 {x - 36} 68Z", GLASS)
            + path(f"M{x - 41} 112H{x + 41}Q{x + 34} 152 {x} 156Q{x - 34} 152 {x - 41} 112Z", wine)
            + line(f"M{x} 160V242", "#b9c7cc", 6)
            + oval(x, 246, 34, 7, "#cbd6da")
            + shine(f"M{x - 26} 80Q{x - 32} 116 {x - 22} 140", 4, 0.7)
        )

    return shadow(200, 252, 110) + glass(140, "#8c2f45") + glass(258, "#ecd9a0")


def tumblers(p: Paint) -> str:
    def glass(x: int, y: int) -> str:
        return (
            path(f"M{x - 38} {y}H{x + 38}L{x + 31} {y + 98}H{x - 31}Z", GLASS)
            + path(f"M{x - 38} {y}H{x + 38}L{x + 31} {y + 98}H{x - 31}Z", p.base, 'opacity=".34"')
            + path(f"M{x - 33} {y + 78}H{x + 33}L{x + 31} {y + 98}H{x - 31}Z", p.shade(0.15), 'opacity=".55"')
            + oval(x, y, 38, 7, p.tint(0.5), 'opacity=".8"')
            + shine(f"M{x - 26} {y + 14}L{x - 22} {y + 72}", 5, 0.7)
        )

    return (
        shadow(200, 254, 122) + glass(160, 122) + glass(246, 122) + glass(118, 154) + glass(202, 154) + glass(288, 154)
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


def _teapot(body: str, lid: str, p: Paint) -> str:
    return (
        shadow(200, 250, 92)
        + line("M120 128Q66 116 70 168Q74 212 124 212", p.shade(0.15), 13)
        + path("M270 204Q312 196 318 132L336 126L330 118Q308 120 300 134Q290 158 268 162Z", p.shade(0.08))
        + path("M112 176Q112 112 196 112Q280 112 280 176Q280 246 196 246Q112 246 112 176Z", body)
        + path("M150 122Q156 96 196 96Q236 96 242 122Q196 132 150 122Z", lid)
        + dot(196, 88, 11, WOOD)
        + shine("M130 172Q134 140 158 130", 7, 0.45)
    )


def teapot(p: Paint) -> str:
    return _teapot(p.round, p.flat, p) + path(
        "M113 190Q196 208 279 190Q272 246 196 246Q120 246 113 190Z", p.deep, 'opacity=".22"'
    )


def glassteapot(p: Paint) -> str:
    clear = Paint("#c9d6da")
    return _teapot(GLASS, GLASS, clear) + path(
        "M114 186H278Q268 242 196 242Q124 242 114 186Z", "#c98f3e", 'opacity=".55"'
    )


def loaftin(p: Paint) -> str:
    return (
        shadow(200, 252, 124)
        + path("M112 128Q112 92 152 100Q176 78 204 98Q240 80 258 104Q290 98 290 128Z", "#c98d4f")
        + path(
            "M124 116Q140 102 158 112M176 106Q196 92 214 108M232 108Q252 98 270 112",
            "none",
            'stroke="#e8bd83" stroke-width="5" stroke-linecap="round"',
        )
        + path("M88 126H312L296 240Q295 250 284 250H116Q105 250 104 240Z", p.round)
        + rect(78, 120, 244, 14, p.tint(0.14), 6)
        + shine("M112 148L122 234", 5, 0.25)
    )


def roastdish(p: Paint) -> str:
    food = "".join(oval(x, y, 20, 13, c) for x, y, c in (
        (136, 150, "#d98a4a"), (176, 142, "#8a9a5b"), (216, 150, "#c9524a"), (256, 144, "#e0b45c"), (156, 162, "#c9524a"),
        (198, 164, "#e0b45c"), (240, 164, "#d98a4a"),
    ))  # fmt: skip
    return (
        shadow(200, 246, 132)
        + mirrored(path("M84 162Q50 158 54 178Q60 190 92 186Z", p.shade(0.12)))
        + oval(200, 158, 124, 28, p.shade(0.35))
        + food
        + path("M76 158Q90 240 130 244H270Q310 240 324 158Q324 190 200 190Q76 190 76 158Z", p.round)
        + path("M76 158Q76 190 200 190Q324 190 324 158", "none", f'stroke="{p.tint(0.35)}" stroke-width="5"')
        + shine("M104 200Q112 226 130 232", 5)
    )


def beantocup(p: Paint) -> str:
    hopper = (
        path("M146 34H254L240 80H160Z", GLASS)
        + path("M151 50H249L240 80H160Z", "#5f3b25")
        + rect(138, 26, 124, 10, RUBBER, 5)
    )
    return hopper + group(espresso(p), "translate(24 26) scale(.9)")


def santoku(p: Paint) -> str:
    return _blade("M40 -16H-118Q-160 -10 -168 34Q-166 40 -156 40H40Z", p)


def dualfryer(p: Paint) -> str:
    drawer = (
        rect(104, 148, 92, 96, p.shade(0.14), 14)
        + rect(114, 160, 72, 40, "#17191d", 8)
        + rect(118, 176, 64, 22, "#d9a05a", 6, 'opacity=".8"')
        + rect(132, 210, 36, 16, METAL, 8)
    )
    return (
        shadow(200, 254, 120)
        + rect(90, 82, 220, 170, p.round, 26)
        + rect(112, 94, 176, 40, "#1d1f24", 12)
        + ring(140, 114, 11, "#e5836c", 3, 'stroke-dasharray="44 30"')
        + ring(260, 114, 11, "#e5836c", 3, 'stroke-dasharray="30 44"')
        + line("M172 108H228M184 120H216", "#bfe3d8", 4)
        + mirrored(drawer)
        + shine("M102 112V220", 5)
    )


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        beantocup, santoku, dualfryer,
        kettle, gooseneck, glasskettle, toaster, coffeemaker, espresso, grinder, handgrinder, coffeebag, filterbox,
        cartridge, pan, wok, pot, cocotte, stockpot, potset, knife, breadknife, knifeblock, board, blender, gocup,
        handblender, standmixer, mug, travelmug, plates, foodbox, jars, ricecooker, airfryer, wineglass, tumblers,
        teatin, teapot, glassteapot, loaftin, roastdish,
    )
}  # fmt: skip
