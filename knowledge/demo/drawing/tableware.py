"""What food is drunk from, eaten from and kept in."""

from knowledge.demo.drawing.canvas import (
    GLASS,
    RUBBER,
    WOOD,
    Drawing,
    Paint,
    dot,
    line,
    oval,
    path,
    rect,
    ring,
    shadow,
    shine,
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


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        mug, travelmug, plates, foodbox, jars, wineglass, tumblers, teapot, glassteapot,
    )
}  # fmt: skip
