"""Blocks, animals and vehicles."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    INK,
    PAPER,
    STEEL,
    WOOD,
    Drawing,
    Paint,
    dot,
    group,
    line,
    mirrored,
    oval,
    path,
    rect,
    ring,
    shadow,
    shine,
)

RED, SUN, GRASS, SKY, PLUM = "#d9604f", "#ecc251", "#6fae8d", "#5b94c9", "#8a6aae"


def blocks(p: Paint) -> str:
    def cube(x: int, y: int, c: str) -> str:
        return (
            rect(x, y, 60, 60, c, 5)
            + path(f"M{x} {y + 5}Q{x} {y} {x + 5} {y}H{x + 60}L{x} {y + 60}Z", "#fff", 'opacity=".14"')
            + rect(x + 12, y + 12, 36, 36, "#fff", 3, 'opacity=".28"')
        )

    return (
        shadow(200, 254, 124)
        + cube(88, 192, RED) + cube(150, 192, SUN) + cube(212, 192, SKY) + cube(118, 130, GRASS)
        + path("M182 190V160Q182 130 212 130Q242 130 242 160V190H228V162Q228 146 212 146Q196 146 196 162V190Z", PLUM)
        + path("M118 130L148 84L178 130Z", RED)
        + path("M118 130L148 84V130Z", "#fff", 'opacity=".16"')
        + rect(276, 152, 32, 100, WOOD, 15)
    )  # fmt: skip


def bricks(p: Paint) -> str:
    def brick(x: int, y: int, n: int, c: str) -> str:
        studs = "".join(rect(x + 6 + i * 26, y - 9, 15, 11, c, 3) for i in range(n))
        return (
            studs
            + rect(x, y, n * 26 + 1, 34, c, 3)
            + rect(x, y, n * 26 + 1, 6, "#fff", 3, 'opacity=".25"')
            + rect(x, y + 27, n * 26 + 1, 7, "#000", 0, 'opacity=".1"')
        )

    return (
        shadow(200, 254, 136)
        + brick(72, 218, 5, PLUM) + brick(203, 218, 5, GRASS) + brick(98, 182, 4, p.base) + brick(203, 182, 3, SUN)
        + brick(124, 146, 3, PAPER) + brick(204, 146, 2, p.base) + brick(124, 110, 2, SKY) + brick(124, 74, 1, SUN)
    )  # fmt: skip


def magnetiles(p: Paint) -> str:
    def tile(d: str, c: str) -> str:
        return path(d, c, f'opacity=".72" stroke="{c}" stroke-width="6" stroke-linejoin="round"')

    return (
        shadow(200, 252, 120)
        + tile("M98 178H166V246H98Z", SKY) + tile("M168 178H236V246H168Z", SUN) + tile("M238 178H306V246H238Z", RED)
        + tile("M132 108H200V176H132Z", GRASS) + tile("M202 108H270V176H202Z", PLUM)
        + tile("M132 106L166 46L200 106Z", RED) + tile("M202 106L236 46L270 106Z", SKY)
        + shine("M106 188L150 232M140 118L184 162M210 118L254 162M246 188L290 232", 5, 0.3)
    )  # fmt: skip


def _face(y: int) -> str:
    return (
        mirrored(dot(178, y, 6, INK) + dot(180, y - 2, 1.8, "#fff"))
        + oval(200, y + 16, 10, 7, INK)
        + line(f"M200 {y + 22}V{y + 29}M188 {y + 33}Q200 {y + 40} 212 {y + 33}", INK, 2.5)
    )


def bear(p: Paint) -> str:
    return (
        shadow(200, 262, 98)
        + mirrored(
            dot(154, 62, 23, p.base)
            + dot(154, 62, 13, p.tint(0.4))
            + oval(134, 180, 22, 40, p.shade(0.08), 'transform="rotate(28 134 180)"')
        )
        + oval(200, 198, 64, 62, p.slant)
        + oval(200, 206, 40, 42, p.tint(0.35))
        + mirrored(oval(148, 244, 33, 22, p.base) + oval(142, 246, 17, 13, p.tint(0.4)))
        + oval(200, 104, 65, 58, p.slant)
        + oval(200, 124, 33, 25, p.tint(0.45))
        + _face(98)
        + path("M200 164L168 150V180ZM200 164L232 150V180Z", RED)
        + dot(200, 164, 8, "#b8483a")
    )


def rabbit(p: Paint) -> str:
    ear = path("M176 70Q150 54 150 8Q166 -6 182 22Q194 46 192 68Z", p.base) + path(
        "M176 60Q160 44 160 16Q170 14 178 32Q184 46 184 60Z", "#ecb9b4"
    )
    return shadow(200, 264, 92) + group(
        mirrored(ear + oval(142, 186, 18, 38, p.shade(0.08), 'transform="rotate(24 142 186)"'))
        + oval(200, 202, 58, 60, p.slant)
        + oval(200, 212, 36, 38, p.tint(0.4))
        + mirrored(oval(156, 250, 34, 19, p.base) + oval(148, 252, 16, 10, p.tint(0.4)))
        + oval(200, 112, 56, 52, p.slant)
        + mirrored(oval(172, 128, 13, 9, "#ecb9b4", 'opacity=".7"'))
        + _face(104),
        "translate(14 20) scale(.93)",
    )


def whale(p: Paint) -> str:
    return (
        shadow(196, 246, 122)
        + line("M176 92Q172 56 146 52M176 92Q180 54 208 54", "#8cbbdd", 6)
        + path("M306 120Q298 84 330 70Q344 84 336 104Q352 92 368 104Q368 132 332 138Z", p.shade(0.08))
        + path("M66 170Q66 92 176 92Q258 92 296 136Q316 142 336 128Q338 244 196 244Q66 244 66 170Z", p.slant)
        + path("M70 194Q140 214 226 200Q290 190 328 160Q314 244 196 244Q84 244 70 194Z", p.tint(0.62))
        + line(
            "M110 214Q116 228 112 238M146 220Q150 232 146 242M184 222V243M222 216Q224 230 220 241",
            p.base,
            2.5,
            'opacity=".6"',
        )
        + dot(122, 160, 8, INK)
        + dot(125, 157, 2.5, "#fff")
        + path("M190 190Q220 224 250 214Q246 190 224 178Z", p.shade(0.16))
        + oval(104, 182, 12, 7, "#ecb9b4", 'opacity=".8"')
    )


def train(p: Paint) -> str:
    def wheels(*xs: int) -> str:
        return "".join(dot(x, 224, 18, INK) + dot(x, 224, 8, SUN) for x in xs)

    return (
        shadow(200, 250, 160, 7)
        + rect(30, 240, 340, 8, "#c79b63", 4)
        + rect(196, 158, 130, 52, p.flat, 12)
        + rect(214, 92, 54, 70, p.tint(0.3), 5) + rect(224, 104, 34, 30, "#e3f0f5", 4) + rect(206, 82, 70, 14, p.shade(0.2), 6)
        + rect(290, 122, 22, 40, SUN, 4) + rect(284, 114, 34, 11, INK, 4) + dot(326, 184, 11, SUN)
        + line("M196 204H170", INK, 6)
        + rect(62, 160, 110, 50, GRASS, 8) + "".join(rect(74 + i * 30, 136, 24, 26, WOOD, 4) for i in range(3))
        + wheels(90, 144, 220, 262, 304)
        + dot(316, 92, 10, "#fff", 'opacity=".7"') + dot(334, 74, 14, "#fff", 'opacity=".6"')
    )  # fmt: skip


def boat(p: Paint) -> str:
    return (
        oval(200, 244, 150, 14, "#bcdbe6")
        + path("M74 176H326Q316 240 268 242H136Q88 240 74 176Z", p.slant)
        + rect(66, 166, 268, 17, p.shade(0.3), 8)
        + rect(122, 106, 118, 62, PAPER, 8) + dot(152, 136, 13, SKY) + dot(194, 136, 13, SKY) + ring(152, 136, 13, SUN, 4) + ring(194, 136, 13, SUN, 4)
        + rect(112, 94, 138, 15, SKY, 6) + rect(196, 44, 34, 52, p.shade(0.3), 5) + rect(196, 56, 34, 12, PAPER)
        + line("M80 214H320", "#fff", 4, 'opacity=".45"')
        + path("M56 236Q76 222 96 236T136 236T176 236T216 236T256 236T296 236T344 236L336 254H66Z", "#8fc3d6", 'opacity=".8"')
    )  # fmt: skip


def duck(p: Paint) -> str:
    return (
        shadow(190, 256, 118)
        + line("M292 206Q350 196 362 150", "#c9523f", 4) + dot(362, 144, 12, WOOD)
        + rect(92, 208, 206, 17, WOOD, 8)
        + path("M86 128Q112 160 152 142Q160 126 170 116Q176 60 226 60Q274 64 274 112Q272 140 256 152Q276 210 196 210Q104 214 86 128Z", p.slant)
        + path("M120 156Q160 132 206 164Q186 198 150 192Q126 184 120 156Z", p.shade(0.14))
        + path("M268 98Q310 98 312 112Q300 128 266 124Z", "#e08a3a") + dot(240, 96, 8, INK) + dot(243, 93, 2.5, "#fff")
        + "".join(dot(x, 232, 23, RED) + dot(x, 232, 9, PAPER) for x in (132, 258))
    )  # fmt: skip


def dollhouse(p: Paint) -> str:
    rooms = "".join(
        rect(x, y, 78, 66, c)
        for x, y, c in ((118, 106, "#f3d9cf"), (204, 106, "#d5e4ea"), (118, 180, "#e8e2c4"), (204, 180, "#dce6d3"))
    )
    return (
        shadow(200, 262, 112)
        + path("M90 104L200 26L310 104Z", p.shade(0.12)) + path("M90 104L200 26V104Z", "#fff", 'opacity=".12"') + rect(240, 36, 24, 40, p.shade(0.3))
        + rect(106, 98, 188, 160, "#fbf4e6", 3) + rooms
        + rect(128, 146, 44, 22, SKY, 4) + rect(128, 136, 12, 32, "#8d6438", 2) + rect(222, 146, 44, 24, PLUM, 6) + rect(214, 140, 12, 30, PLUM, 4)
        + line("M243 108V120", INK, 2) + path("M232 128L238 118H248L254 128Z", SUN) + rect(134, 212, 46, 6, WOOD) + line("M140 218V244M174 218V244", "#a87a48", 5)
        + rect(228, 200, 34, 46, GRASS, 3) + dot(256, 224, 2.5, PAPER) + dot(200, 72, 15, "#e3f0f5") + ring(200, 72, 15, PAPER, 4) + line("M200 57V87M185 72H215", PAPER, 3)
    )  # fmt: skip


def playkitchen(p: Paint) -> str:
    return (
        shadow(200, 264, 112)
        + rect(104, 46, 192, 112, p.shade(0.1), 6) + rect(116, 58, 72, 50, "#e3f0f5", 4) + line("M152 58V108M116 83H188", PAPER, 4)
        + rect(204, 66, 80, 8, WOOD) + path("M212 48H230L226 66H216Z", RED) + rect(240, 46, 16, 20, SUN, 3) + rect(262, 52, 16, 14, SKY, 3)
        + rect(94, 142, 212, 16, WOOD, 4) + rect(100, 158, 200, 102, p.flat, 4)
        + oval(140, 142, 26, 6, INK) + path("M120 116H160V134Q160 140 154 140H126Q120 140 120 134Z", STEEL) + line("M160 122H184", INK, 6)
        + line("M246 142V122Q246 112 258 112Q268 112 268 122", STEEL, 6)
        + rect(112, 182, 88, 66, p.shade(0.3), 6) + rect(122, 196, 68, 40, "#3a3d44", 4) + line("M124 188H188", STEEL, 5)
        + rect(212, 170, 78, 80, p.shade(0.07), 4) + line("M222 190V230", WOOD.replace("url(#o)", "#b98a55"), 6) + "".join(dot(x, 170, 5, RED) for x in (124, 146, 168, 190))
    )  # fmt: skip


def rccar(p: Paint) -> str:
    def wheel(x: int) -> str:
        knobs = ring(x, 204, 40, INK, 12, 'stroke-dasharray="9 6"')
        return knobs + dot(x, 204, 36, "#33363c") + dot(x, 204, 18, SUN) + dot(x, 204, 7, INK)

    return (
        shadow(196, 250, 144)
        + line("M116 132L92 34", STEEL, 3) + dot(92, 32, 5, RED)
        + path("M66 178Q70 148 118 144L158 98Q164 92 176 92H244Q256 92 262 102L282 146Q338 150 344 182L336 204H80Z", p.flat)
        + path("M152 144L180 106H214V144ZM224 144V106H244L264 144Z", "#cfe2ea") + path("M80 176H338L336 204H80Z", p.shade(0.25))
        + path("M60 108H112L122 122H66Z", p.deep) + dot(332, 170, 8, "#fff3c4") + path("M236 168L212 196H228L220 214L246 184H230Z", PAPER)
        + wheel(118) + wheel(292)
    )  # fmt: skip


def robot(p: Paint) -> str:
    return (
        shadow(200, 262, 84)
        + line("M200 54V30", STEEL, 5) + dot(200, 28, 8, RED)
        + mirrored(line("M132 158L104 178L108 212", STEEL, 9) + path("M94 212Q108 200 122 212L118 230H98Z", SUN) + rect(160, 226, 32, 24, STEEL, 4) + rect(150, 244, 44, 16, p.deep, 6))
        + rect(138, 50, 124, 84, p.flat, 22) + rect(152, 66, 96, 50, "#23262c", 16) + dot(180, 91, 10, "#8fe0d0") + dot(220, 91, 10, "#8fe0d0")
        + mirrored(rect(126, 78, 14, 28, SUN, 5)) + rect(182, 132, 36, 12, STEEL) + rect(134, 142, 132, 88, p.flat, 18)
        + rect(156, 160, 54, 40, PAPER, 6) + line("M164 182L176 170L188 188L202 168", RED, 4) + dot(236, 168, 9, SUN) + dot(236, 194, 9, GRASS) + "".join(dot(x, y, 3, p.line) for x in (144, 256) for y in (152, 220))
    )  # fmt: skip


def doll(p: Paint) -> str:
    return (
        shadow(200, 264, 84)
        + mirrored(line("M154 72Q126 110 138 156", "#8a5a3c", 19) + path("M128 152H150L146 166H132Z", RED) + line("M164 158L128 192", "#f0d2b6", 17) + line("M182 222V246", "#f0d2b6", 15) + oval(178, 254, 18, 9, "#4a3526"))
        + path("M162 146H238L268 226Q200 242 132 226Z", p.slant) + line("M138 212Q200 228 262 212", PAPER, 6) + path("M170 146L200 174L230 146Z", PAPER)
        + dot(200, 94, 55, "#f3d9bf") + path("M146 92Q142 34 200 34Q258 34 254 92Q240 60 200 60Q160 60 146 92Z", "#8a5a3c")
        + mirrored(dot(180, 98, 5, INK) + oval(168, 114, 10, 6, "#eaa79c")) + line("M190 118Q200 127 210 118", "#b8584a", 3.5) + "".join(dot(x, y, 4, PAPER) for x, y in ((160, 196), (188, 204), (216, 196), (240, 206)))
    )  # fmt: skip


def kite(p: Paint) -> str:
    return (
        oval(90, 76, 50, 17, "#fff", 'opacity=".8"') + oval(122, 66, 34, 18, "#fff", 'opacity=".8"') + oval(318, 222, 54, 17, "#fff", 'opacity=".8"')
        + line("M196 178Q150 220 176 246Q196 268 150 284", SUN, 5) + path("M172 226L150 218L154 238ZM172 226L194 220L190 240Z", RED) + path("M168 262L146 258L152 276ZM168 262L190 256L188 274Z", SKY)
        + line("M232 132Q296 200 262 300", "#9a948a", 1.5)
        + path("M218 44L84 148L200 176Z", p.base) + path("M218 44L352 148L200 176Z", p.shade(0.18)) + path("M218 44L150 164L200 176Z", SUN) + path("M218 44L286 160L200 176Z", p.tint(0.45))
        + line("M218 44L200 176", PAPER, 4)
    )  # fmt: skip


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        blocks, bricks, magnetiles, bear, rabbit, whale, train, boat, duck, dollhouse, playkitchen, rccar, robot, doll, kite,
    )
}  # fmt: skip
