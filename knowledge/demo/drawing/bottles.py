"""Jars, tubes, bottles and make-up."""

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
    shadow,
    shine,
)


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
        jar, tube, dropper, stick, pump, bottlepump, soap, lipstick, palette, perfume, nailpolish, openjar, squeeze,
    )
}  # fmt: skip
