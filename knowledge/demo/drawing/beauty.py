"""Jars, bottles, brushes and blades."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    BRASS,
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
    oval,
    path,
    rect,
    ring,
    shadow,
    shine,
)  # fmt: skip


def _label(x: float, y: float, w: float, h: float, p: Paint) -> str:
    cx = x + w / 2
    return (
        rect(x, y, w, h, PAPER, 3, 'opacity=".94"')
        + dot(cx, y + h * 0.3, h * 0.1, p.base)
        + line(
            f"M{cx - w * 0.3:g} {y + h * 0.58:g}H{cx + w * 0.3:g}M{cx - w * 0.18:g} {y + h * 0.76:g}H{cx + w * 0.18:g}",
            "#a9a396",
            3,
        )
    )


def jar(p: Paint) -> str:
    return (
        shadow(200, 244, 98)
        + path("M112 150H288V216Q288 240 258 240H142Q112 240 112 216Z", p.round)
        + rect(104, 96, 192, 62, "#f7f4ee", 12)
        + rect(104, 96, 192, 62, p.round, 12, 'opacity=".22"')
        + line("M108 150H292", p.line, 2, 'opacity=".5"')
        + _label(158, 168, 84, 54, p)
        + shine("M124 170V222M118 108V146", 6, 0.4)
    )


def tube(p: Paint) -> str:
    return (
        shadow(200, 258, 62)
        + path("M136 50H264L246 214H154Z", p.round)
        + rect(132, 40, 136, 20, p.shade(0.12), 3)
        + line("".join(f"M{x} 42V57" for x in range(140, 266, 8)), p.line, 2, 'opacity=".4"')
        + rect(156, 210, 88, 46, "#f7f4ee", 8)
        + rect(156, 210, 88, 46, p.round, 8, 'opacity=".25"')
        + _label(166, 92, 68, 88, p)
        + shine("M152 74L164 200", 6, 0.35)
    )


def dropper(p: Paint) -> str:
    return (
        shadow(200, 258, 62)
        + path("M182 46Q184 26 200 26Q216 26 218 46L220 74H180Z", RUBBER)
        + rect(172, 70, 56, 38, BRASS, 5)
        + line("M180 74V104M190 74V104M200 74V104M210 74V104M220 74V104", "#a5843f", 2)
        + path(
            "M176 108H224Q226 120 244 128Q252 134 252 148V242Q252 256 238 256H162Q148 256 148 242V148Q148 134 156 128Q174 120 176 108Z",
            p.round,
        )
        + path("M150 172H250V240Q250 254 236 254H164Q150 254 150 240Z", p.deep, 'opacity=".25"')
        + _label(162, 164, 76, 68, p)
        + shine("M160 148V240", 6, 0.45)
    )


def stick(p: Paint) -> str:
    return (
        shadow(214, 258, 78)
        + path("M160 84Q160 50 198 50Q236 50 236 84V112H160Z", "#fdf6e8")
        + path("M160 84Q160 50 198 50Q236 50 236 84Q198 98 160 84Z", "#f5ead4")
        + rect(152, 108, 92, 20, p.shade(0.14), 4)
        + rect(148, 126, 100, 112, p.round, 10)
        + rect(156, 236, 84, 20, p.shade(0.22), 6)
        + _label(164, 142, 68, 74, p)
        + rect(262, 168, 72, 88, p.round, 14)
        + shine("M160 142V226M274 180V246", 6, 0.35)
    )


def pump(p: Paint) -> str:
    return (
        shadow(200, 258, 62)
        + path("M172 58Q172 46 184 46H252Q262 46 262 58L258 68H228V74H172Z", p.shade(0.3))
        + rect(192, 70, 16, 24, p.shade(0.4))
        + rect(172, 90, 56, 24, p.shade(0.3), 5)
        + path("M166 114H234Q252 118 252 138V240Q252 256 236 256H164Q148 256 148 240V138Q148 118 166 114Z", p.round)
        + _label(162, 148, 76, 82, p)
        + shine("M160 136V240", 6, 0.4)
    )


def bottlepump(p: Paint) -> str:
    return (
        shadow(200, 258, 66)
        + path("M126 56Q126 46 138 46H212V70H184V64H138Q128 66 126 74Z", INK)
        + rect(192, 64, 14, 34, INK)
        + rect(172, 92, 56, 24, INK, 4)
        + path(
            "M174 116H226Q230 128 248 136Q258 142 258 156V240Q258 256 242 256H158Q142 256 142 240V156Q142 142 152 136Q170 128 174 116Z",
            p.round,
        )
        + path("M144 176H256V240Q256 254 242 254H158Q144 254 144 240Z", p.deep, 'opacity=".2"')
        + _label(158, 158, 84, 78, p)
        + shine("M154 158V240", 6, 0.4)
    )


def soap(p: Paint) -> str:
    return (
        shadow(200, 244, 120)
        + path("M84 212H316L304 240H96Z", "#8d6a48")
        + line("M120 214V238M160 214V238M200 214V238M240 214V238M280 214V238", "#5f4630", 4)
        + rect(104, 166, 192, 50, p.flat, 18)
        + rect(122, 122, 160, 48, p.tint(0.18), 18)
        + line("M160 146H244", p.line, 4, 'opacity=".55"')
        + line("M150 191H252", p.line, 4, 'opacity=".55"')
        + group(
            line("M0 0Q-8 -30 -4 -58", "#6f8f68", 3)
            + "".join(
                path(f"M-4 {-12 * i}q-14 -8 -18 -2q6 8 18 2ZM-2 {-12 * i - 4}q14 -8 18 -2q-6 8 -18 2Z", "#6f8f68")
                for i in range(1, 5)
            ),
            "translate(206 124) rotate(52)",
        )
        + "".join(dot(x, y, r, "#fff", 'opacity=".8"') for x, y, r in ((276, 112, 9), (296, 98, 6), (292, 126, 5)))
    )


def lipstick(p: Paint) -> str:
    return (
        shadow(206, 258, 84)
        + path("M150 128V84Q152 50 194 46V128Z", p.round)
        + path("M150 84Q152 50 194 46V60Q168 66 160 94Z", p.tint(0.25))
        + rect(144, 124, 56, 44, METAL, 3)
        + rect(136, 164, 72, 92, INK, 6)
        + rect(136, 172, 72, 7, BRASS)
        + shine("M148 190V246", 5, 0.3)
        + rect(238, 128, 72, 128, INK, 8)
        + rect(238, 238, 72, 7, BRASS)
        + shine("M250 142V228", 5, 0.3)
    )


def palette(p: Paint) -> str:
    hues = (p.tint(0.55), p.tint(0.2), p.base, p.shade(0.25), p.shade(0.55))
    return lying(
        path("M76 52H324Q334 52 334 62V140H66V62Q66 52 76 52Z", "#3a3436")
        + rect(82, 64, 236, 66, "#dbe5e8", 4)
        + path("M82 130L150 64H200L134 130Z", "#fff", 'opacity=".5"')
        + rect(66, 144, 268, 110, "#3a3436", 10)
        + "".join(
            rect(82 + i * 48, 160, 42, 56, h, 5)
            + line(f"M{88 + i * 48} 168L{96 + i * 48} 164", "#fff", 3, 'opacity=".5"')
            for i, h in enumerate(hues)
        )
        + line("M86 236H210", "#c9ced5", 6)
        + line("M210 236H280", "#8a6a48", 8)
        + oval(292, 236, 13, 8, p.tint(0.4))
    )


def perfume(p: Paint) -> str:
    return (
        shadow(200, 256, 82)
        + rect(170, 38, 60, 50, WOOD, 8)
        + rect(184, 86, 32, 18, BRASS)
        + rect(122, 102, 156, 152, GLASS, 18)
        + rect(134, 136, 132, 108, p.base, 10, 'opacity=".55"')
        + path("M134 136H266V150Q200 158 134 150Z", p.tint(0.5), 'opacity=".6"')
        + rect(160, 158, 80, 56, PAPER, 2)
        + line("M174 178H226M184 194H216", "#a79c8a", 3)
        + shine("M132 122V236", 6, 0.75)
        + shine("M262 122V160", 4, 0.5)
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


def nailpolish(p: Paint) -> str:
    return (
        shadow(200, 256, 62)
        + path("M176 42Q178 30 200 30Q222 30 224 42L230 132H170Z", INK)
        + rect(176, 130, 48, 14, STEEL, 2)
        + path("M158 142H242Q258 146 258 162V232Q258 254 234 254H166Q142 254 142 232V162Q142 146 158 142Z", p.round)
        + shine("M156 164V230", 8, 0.5)
        + shine("M186 48L182 122", 5, 0.3)
        + oval(200, 250, 44, 4, p.deep, 'opacity=".4"')
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


def openjar(p: Paint) -> str:
    return (
        shadow(200, 246, 124)
        + group(
            oval(0, 0, 66, 66, "#d9d3c6") + oval(-5, 0, 64, 64, "#f7f4ee") + oval(-7, 0, 48, 48, p.tint(0.4)),
            "translate(276 180)",
        )
        + path("M84 150H244V216Q244 242 214 242H114Q84 242 84 216Z", p.round)
        + oval(164, 150, 80, 19, p.shade(0.12))
        + oval(164, 150, 70, 15, p.tint(0.35))
        + path(
            "M120 150Q140 124 176 134Q206 140 200 154Q180 164 152 158Q170 150 158 146Q140 146 120 150Z", p.tint(0.55)
        )
        + _label(124, 176, 80, 50, p)
        + shine("M96 174V222", 6, 0.4)
    )


def squeeze(p: Paint) -> str:
    return (
        shadow(200, 258, 62)
        + path("M146 58Q148 40 166 40H234Q252 40 254 58L248 216H152Z", p.round)
        + path("M152 190H249L248 216H152Z", p.deep, 'opacity=".2"')
        + rect(162, 212, 76, 44, "#f3efe7", 8)
        + line("M166 222H234", "#d5cfc2", 2)
        + _label(164, 84, 72, 92, p)
        + shine("M160 62L166 200", 6, 0.4)
    )


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        openjar, squeeze,
        jar, tube, dropper, stick, pump, bottlepump, soap, lipstick, palette, perfume, hairdryer, straightener,
        toothbrush, brushheads, shaver, razor, bladebox, nailpolish, hairbrush,
    )
}  # fmt: skip
