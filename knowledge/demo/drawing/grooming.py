"""Dryers, brushes and blades."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    METAL,
    RUBBER,
    STEEL,
    Drawing,
    Paint,
    dot,
    group,
    line,
    lying,
    oval,
    path,
    rect,
    ring,
    shadow,
    shine,
)


def hairdryer(p: Paint) -> str:
    return (
        shadow(196, 258, 82)
        + line("M196 250Q196 270 250 264", RUBBER, 7)
        + path("M166 150L216 156L208 246Q206 256 194 256H182Q170 256 170 246Z", p.shade(0.12))
        + path("M92 112Q92 58 152 58H262L270 64V152L262 158H152Q92 164 92 112Z", p.flat)
        + path("M270 68L324 78V138L270 148Z", RUBBER)
        + oval(110, 110, 14, 40, p.deep)
        + line("M104 84V136M112 76V144", STEEL, 2, 'opacity=".7"')
        + rect(182, 176, 16, 30, p.tint(0.5), 6)
        + ring(196, 108, 22, p.line, 3, 'opacity=".5"')
        + shine("M134 76H250", 6)
    )


def straightener(p: Paint) -> str:
    return lying(
        group(
            path("M-150 -22L40 -30Q150 -34 160 -12Q150 -2 40 -4L-150 -6Z", p.flat)
            + rect(-152, -8, 150, 8, "#d8b49a", 2)
            + path("M-150 22L40 30Q150 34 160 8Q150 -2 40 4L-150 6Z", p.shade(0.18))
            + rect(-152, 2, 150, 7, "#c9a080", 2)
            + rect(72, -24, 42, 9, "#9fe0c4", 4)
            + line("M160 0Q196 8 190 44", RUBBER, 7),
            "translate(196 150) rotate(-24)",
        )
    )


def toothbrush(p: Paint) -> str:
    return (
        shadow(200, 260, 56)
        + rect(189, 32, 22, 44, "#f4f4f2", 9)
        + line("M176 38H190M176 46H190M176 54H190M176 62H190M176 70H190", "#8cbbdd", 5)
        + path("M194 74H206L212 128H188Z", "#e9e7e2")
        + path("M176 126H224L230 236Q230 244 222 244H178Q170 244 170 236Z", p.round)
        + ring(200, 160, 12, p.line, 3)
        + "".join(dot(200, y, 2.5, "#7fd0a0") for y in (188, 198, 208))
        + path("M146 258Q148 240 200 238Q252 240 254 258Z", "#e9e7e2")
        + shine("M182 140L178 230", 5, 0.4)
    )


def brushheads(p: Paint) -> str:
    def head(x: int, c: str) -> str:
        return (
            rect(x - 13, 66, 26, 52, "#d5dde2", 11)
            + line("".join(f"M{x - 26} {y}H{x - 13}" for y in range(74, 114, 8)), "#8cbbdd", 5.5)
            + path(f"M{x - 7} 116H{x + 7}L{x + 15} 216H{x - 15}Z", METAL)
            + rect(x - 16, 214, 32, 10, c, 2)
            + rect(x - 15, 224, 30, 28, METAL, 4)
        )

    hues = ("#e5836c", "#e8c24a", "#6fae8d", "#5b8fc7")
    return shadow(200, 254, 128) + "".join(head(98 + i * 70, c) for i, c in enumerate(hues))


def shaver(p: Paint) -> str:
    return (
        shadow(200, 260, 58)
        + rect(148, 40, 104, 46, METAL, 12)
        + "".join(
            rect(156, 46 + i * 13, 88, 9, "#7d838c", 3)
            + line(f"M160 {50 + i * 13}H240", "#d9dce0", 3, 'stroke-dasharray="1 5"')
            for i in range(3)
        )
        + path(
            "M150 84H250L258 128Q240 142 246 176L240 242Q238 258 222 258H178Q162 258 160 242L154 176Q160 142 142 128Z",
            p.round,
        )
        + path("M168 124H232L224 236H176Z", RUBBER, 'opacity=".55"')
        + ring(200, 150, 12, "#9fe0c4", 3)
        + shine("M158 100Q166 140 164 220", 5)
    )


def razor(p: Paint) -> str:
    knurl = line("".join(f"M-9 {y}L9 {y + 10}M9 {y}L-9 {y + 10}" for y in range(-16, 100, 13)), p.shade(0.3), 1.5)
    return lying(
        group(
            rect(-9, -48, 18, 170, p.round, 7) + knurl + rect(-12, 112, 24, 16, p.deep, 5) + rect(-12, -66, 24, 22, p.shade(0.12), 4)
            + path("M-66 -84Q0 -100 66 -84L70 -66H-70Z", p.flat) + rect(-72, -70, 144, 6, "#eef0f2", 2) + rect(-66, -64, 132, 8, p.shade(0.2), 3),
            "translate(196 142) rotate(28)",
        )
    )  # fmt: skip


def bladebox(p: Paint) -> str:
    blade = (
        rect(-62, -30, 124, 60, METAL, 6)
        + rect(-44, -4, 88, 8, "#6d737d", 4)
        + dot(-26, 0, 8, "#6d737d")
        + dot(26, 0, 8, "#6d737d")
        + line("M-58 -26H58", "#fff", 2)
    )
    return lying(
        group(blade, "translate(250 206) rotate(14)")
        + group(blade, "translate(226 196) rotate(-9)")
        + group(
            rect(-78, -46, 156, 92, "#2f4858", 8)
            + rect(-64, -32, 128, 64, "#e8dcc0", 3)
            + line("M-40 -6H40M-24 12H24", "#2f4858", 7),
            "translate(168 118) rotate(-7)",
        )
    )


def hairbrush(p: Paint) -> str:
    pins = "".join(
        dot(x, y, 2.6, RUBBER)
        for y in range(-98, -8, 14)
        for x in (range(-34, 40, 17) if y % 28 else range(-26, 32, 17))
    )
    return lying(
        group(
            path(
                "M-64 -60Q-64 -124 0 -124Q64 -124 64 -60Q64 -6 22 10L14 40L18 124Q16 138 0 138Q-16 138 -18 124L-14 40L-22 10Q-64 -6 -64 -60Z",
                p.slant,
            )
            + oval(0, -56, 50, 56, "#e9dccb")
            + pins
            + line("M-4 50L-7 122", "#fff", 4, 'opacity=".35"'),
            "translate(204 150) rotate(26)",
        )
    )


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        hairdryer, straightener, toothbrush, brushheads, shaver, razor, bladebox, hairbrush,
    )
}  # fmt: skip
