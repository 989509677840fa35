"""Machines that toast, mix and cook."""

from knowledge.demo.drawing.canvas import (
    GLASS,
    INK,
    METAL,
    PAPER,
    RUBBER,
    STEEL,
    Drawing,
    Paint,
    dot,
    line,
    mirrored,
    oval,
    path,
    rect,
    ring,
    shadow,
    shine,
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
        toaster, blender, gocup, handblender, standmixer, ricecooker, airfryer, dualfryer,
    )
}  # fmt: skip
