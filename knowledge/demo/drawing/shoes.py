"""Shoes, boots and socks."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    BRASS,
    PAPER,
    RUBBER,
    Drawing,
    Paint,
    dot,
    group,
    line,
    lying,
    path,
    rect,
    seam,
    shadow,
    shine,
)


def _shoe(p: Paint, upper: str, sole: str, sole_fill: str, more: str) -> str:
    return shadow(202, 236, 136, 9) + path(upper, p.slant) + more + path(sole, sole_fill)


def sneaker(p: Paint) -> str:
    laces = "".join(line(f"M{176 + i * 17} {118 + i * 11}l-17 19", "#fff", 5) for i in range(5))
    return _shoe(
        p,
        "M78 204Q70 150 84 104Q92 92 108 104Q128 122 152 96Q160 90 172 100L244 150Q262 160 300 166Q334 174 336 206Z",
        "M70 200Q84 208 200 206H342Q346 236 316 238H96Q66 236 70 200Z",
        "#f6f4f0",
        path("M104 204Q112 158 146 146Q196 168 186 204Z", p.deep, 'opacity=".5"')
        + path("M276 164Q332 170 336 206H262Q262 178 276 164Z", p.shade(0.14))
        + laces
        + line("M118 196L138 160M132 198L152 164M146 200L164 170", p.tint(0.7), 5, 'opacity=".8"')
        + path("M70 214Q200 226 342 216Q340 238 316 238H96Q72 236 70 214Z", p.tint(0.5)),
    )


def lowsneaker(p: Paint) -> str:
    laces = "".join(line(f"M{170 + i * 17} {124 + i * 10}l-15 17", PAPER if i else "#fff", 5) for i in range(5))
    return _shoe(
        p,
        "M76 206V116Q84 104 104 112Q130 120 150 100L164 104L248 156Q322 164 332 206Z",
        "M70 204H336Q342 236 322 236H82Q66 236 70 204Z",
        "#fbfaf7",
        path("M76 150V116Q84 104 104 112L110 150Z", "#5d8f73")
        + seam(p, "M110 112L116 204M214 136Q190 160 196 204M284 166Q262 178 262 204")
        + laces
        + "".join(dot(x, 184, 2, p.line) for x in (228, 240, 252))
        + line("M74 219H336", "#d9d5cd", 2),
    )


def slipon(p: Paint) -> str:
    return _shoe(
        p,
        "M74 208V132Q84 116 106 130Q150 150 178 126Q192 118 208 130Q310 150 332 208Z",
        "M68 204H338Q340 234 322 234H84Q66 234 68 204Z",
        "#fbfaf7",
        path("M178 126Q192 118 208 130L222 152L176 158Z", p.shade(0.4))
        + seam(p, "M106 130L112 204M222 152Q262 166 270 204")
        + line("M70 218H336", "#c9523f", 3),
    )


def _bootbody(p: Paint, more: str, sole: str = "#3b3026") -> str:
    return (
        shadow(196, 254, 124, 9)
        + path("M110 48Q150 40 196 50L200 138Q214 164 272 178Q316 188 318 226H104Q96 130 110 48Z", p.slant)
        + more
        + path("M98 222H322Q326 250 310 250H196L186 242H168V250H104Q94 250 98 222Z", sole)
    )


def boot(p: Paint) -> str:
    laces = "".join(line(f"M160 {y}L198 {y + 8}M198 {y}L160 {y + 8}", "#e3c48b", 3) for y in range(66, 138, 18))
    return _bootbody(
        p,
        path("M156 46L198 52L200 138L220 160L178 172L162 140Z", p.shade(0.22))
        + laces
        + seam(p, "M108 190Q170 190 200 226M276 180Q256 196 258 224")
        + line("M104 58Q96 44 112 40", p.base, 6),
    )


def chelsea(p: Paint) -> str:
    return _bootbody(
        p,
        path("M142 46H182Q180 110 194 158Q166 168 150 158Q146 110 142 46Z", p.deep)
        + line("M150 52V154M162 52V158M174 52V158", p.line, 1.5, 'opacity=".5"')
        + line("M106 56Q100 38 116 38", p.base, 7)
        + shine("M236 180Q280 186 296 206", 6),
    )


def hikingboot(p: Paint) -> str:
    laces = "".join(line(f"M162 {y}L206 {y + 9}M206 {y}L162 {y + 9}", "#d98a3f", 3.5) for y in range(64, 150, 20))
    return _bootbody(
        p,
        path("M156 46L200 52L204 138L226 160L182 174L164 142Z", p.deep)
        + laces
        + path("M258 226Q256 184 284 181Q316 190 318 226Z", RUBBER)
        + path("M104 190Q150 184 186 226H104Z", p.shade(0.3))
        + line("M106 54Q150 42 198 52", p.tint(0.3), 8),
        "#33363c",
    ) + "".join(rect(x, 244, 15, 10, "#33363c", 2) for x in range(108, 312, 26))


def wellies(p: Paint) -> str:
    one = (
        path("M0 0H62L64 112Q70 134 110 142Q124 148 122 172H0Z", p.round)
        + rect(-4, 166, 130, 15, p.deep, 5)
        + rect(-3, -4, 68, 15, p.shade(0.25), 4)
        + shine("M14 22V150", 6)
    )
    return shadow(206, 258, 120) + group(one, "translate(176 66) scale(.96)") + group(one, "translate(106 78)")


def sandal(p: Paint) -> str:
    one = (
        path(
            "M-34 -92Q-8 -118 26 -94Q48 -50 34 -6Q26 40 34 84Q22 118 -12 112Q-36 100 -30 56Q-24 12 -40 -34Q-46 -66 -34 -92Z",
            "#b98a55",
        )
        + path(
            "M-30 -88Q-8 -108 22 -88Q42 -48 30 -6Q22 40 28 82Q18 108 -10 104Q-30 94 -24 54Q-18 12 -34 -34Q-40 -64 -30 -88Z",
            "#d9b78a",
        )
        + line("M-38 -40Q0 -62 36 -36", p.base, 22)
        + line("M-33 4Q0 -16 34 4", p.base, 20)
        + rect(20, -48, 13, 20, BRASS, 3)
        + rect(20, -8, 12, 18, BRASS, 3)
    )
    return lying(group(one, "translate(148 156) rotate(-8)") + group(one, "translate(254 156) scale(-1 1) rotate(-8)"))


def socks(p: Paint) -> str:
    one = (
        path("M0 0H56V104Q60 122 92 140Q120 160 106 180Q92 196 60 182Q10 158 2 120Z", p.slant)
        + rect(-2, -4, 60, 24, p.shade(0.2), 5)
        + path("M106 180Q92 196 60 182L84 138Q120 156 106 180Z", p.shade(0.25))
        + path("M2 112Q8 150 34 168L44 118Z", p.shade(0.25))
        + line("M2 40H56M2 50H56", p.tint(0.6), 4)
    )
    return lying(group(one, "translate(196 56) rotate(8)") + group(one, "translate(106 66) rotate(-3)"))


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        sneaker, lowsneaker, slipon, boot, chelsea, hikingboot, wellies, sandal, socks,
    )
}  # fmt: skip
