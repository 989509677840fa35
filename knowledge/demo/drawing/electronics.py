"""Screens, sound and what they are plugged into."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    BRASS,
    GLASS,
    GLOW,
    INK,
    METAL,
    PAPER,
    RUBBER,
    SCREEN,
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


def laptop(p: Paint) -> str:
    return (
        shadow(200, 250, 156, 8)
        + rect(86, 62, 228, 154, p.shade(0.3), 10)
        + rect(93, 69, 214, 138, SCREEN, 4)
        + path("M93 168Q150 130 200 160Q256 190 307 148V207H93Z", "#1b2540", 'opacity=".45"')
        + path("M93 69H214L140 207H93Z", "#fff", 'opacity=".1"')
        + path("M70 216H330L352 240Q352 248 340 248H60Q48 248 48 240Z", p.flat)
        + rect(164, 216, 72, 6, p.shade(0.3), 3)
        + line("M52 240H348", p.line, 1.5, 'opacity=".5"')
    )


def _phone(p: Paint, x: int, lens: int) -> str:
    cams = "".join(
        dot(x - 26 + 26 * (i % 2), 72 + 26 * (i // 2), 10, "#1d1f24", f'stroke="{STEEL}" stroke-width="2.5"')
        for i in range(lens)
    )
    return (
        rect(x - 50, 44, 100, 208, p.deep, 20)
        + rect(x - 47, 46, 97, 204, p.slant, 18)
        + rect(x - 41, 56, 56, 58, p.shade(0.12), 16)
        + cams
        + dot(x, 160, 6, p.tint(0.3), 'opacity=".6"')
    )


def phone(p: Paint) -> str:
    return (
        shadow(196, 258, 104)
        + _phone(p, 154, 3)
        + rect(198, 44, 102, 210, INK, 20)
        + rect(204, 50, 90, 198, SCREEN, 15)
        + dot(249, 61, 4, INK)
        + path(
            "M204 190Q230 160 254 186Q276 206 294 180V232Q294 248 279 248H219Q204 248 204 233Z",
            "#1b2540",
            'opacity=".4"',
        )
        + line("M236 242H262", "#fff", 3, 'opacity=".7"')
    )


def flipphone(p: Paint) -> str:
    keys = "".join(rect(164 + c * 26, 174 + r * 18, 20, 13, PAPER, 5) for r in range(4) for c in range(3))
    return (
        shadow(200, 260, 70)
        + path("M154 42Q156 30 168 30H232Q244 30 246 42L250 144H150Z", p.flat)
        + rect(163, 44, 74, 82, "#bcd7e0", 6)
        + line("M176 74H224M176 92H210", "#40606c", 7)
        + rect(146, 140, 108, 16, p.shade(0.3), 8)
        + rect(150, 152, 100, 102, p.flat, 16)
        + keys
    )


def tablet(p: Paint) -> str:
    return (
        lying(
            rect(68, 62, 248, 178, p.shade(0.3), 16)
            + rect(70, 63, 245, 175, p.slant, 15)
            + rect(77, 69, 230, 164, INK, 10)
        )
        + rect(83, 75, 218, 152, SCREEN, 5)
        + path("M83 190Q140 146 190 180Q244 212 301 164V227H83Z", "#1b2540", 'opacity=".45"')
        + group(
            rect(-5, -92, 10, 168, "#f6f4f0", 5) + path("M-5 76H5L0 92Z", "#c9ccd2"), "translate(334 156) rotate(9)"
        )
    )


def ereader(p: Paint) -> str:
    text = "".join(f"M152 {y}H{246 - (y * 13) % 29}" for y in range(104, 218, 12))
    return (
        lying(rect(124, 34, 152, 230, p.slant, 16))
        + rect(138, 50, 124, 182, "#eceae2", 3)
        + rect(152, 70, 64, 10, "#5a5c60", 2)
        + line(text, "#8d8f90", 3.5)
        + rect(186, 244, 28, 6, p.line, 3)
    )


def kidstablet(p: Paint) -> str:
    return lying(
        line("M140 66Q142 30 200 30Q258 30 260 66", p.shade(0.12), 15)
        + rect(66, 54, 268, 196, p.slant, 40)
        + rect(92, 78, 216, 148, INK, 10)
        + rect(98, 84, 204, 136, "#9fd3e6", 6)
        + path("M98 176Q150 140 200 174Q250 204 302 168V214Q302 220 296 220H104Q98 220 98 214Z", "#86b870")
        + dot(262, 112, 16, "#f7d264")
        + path("M146 196V158L176 136L206 158V196Z", "#e5836c")
        + rect(168, 168, 17, 28, "#fff3dd", 2)
    )


def _strap(p: Paint, w: int) -> str:
    return path(f"M-{w} -128Q0 -136 {w} -128L{w + 8} -50H-{w + 8}Z", p.flat) + path(
        f"M-{w + 8} 50H{w + 8}L{w} 128Q0 136 -{w} 128Z", p.flat
    )


def smartwatch(p: Paint) -> str:
    return lying(
        group(
            _strap(p, 32)
            + "".join(dot(0, y, 3.5, p.deep) for y in (78, 92, 106))
            + rect(56, -20, 12, 26, STEEL, 5)
            + rect(-62, -66, 124, 132, "#9aa0a9", 36)
            + rect(-57, -61, 114, 122, "#17191e", 32)
            + ring(0, 4, 34, "#e5836c", 7, 'stroke-dasharray="160 60" stroke-linecap="round"')
            + ring(0, 4, 23, "#7fd0a0", 7, 'stroke-dasharray="100 60" stroke-linecap="round"')
            + line("M-14 -46H14", "#fff", 5)
            + shine("M-46 -30V26", 4, 0.2),
            "translate(200 152) rotate(12)",
        )
    )


def band(p: Paint) -> str:
    return lying(
        group(
            rect(-24, -128, 48, 256, p.round, 23)
            + rect(-22, -56, 44, 112, "#15171b", 20)
            + line("M-8 -26H8M-10 -12H10", "#fff", 5)
            + line("M-12 18l6 -8l6 14l6 -10h6", "#e5836c", 3)
            + "".join(dot(0, y, 3.5, p.deep) for y in (76, 90, 104)),
            "translate(200 152) rotate(14)",
        )
    )


def monitor(p: Paint) -> str:
    return (
        shadow(200, 262, 84)
        + path("M186 204H214L218 252H182Z", METAL)
        + path("M138 260Q140 248 160 248H240Q260 248 262 260Z", p.flat)
        + rect(64, 46, 272, 166, p.shade(0.15), 9)
        + rect(71, 53, 258, 148, SCREEN, 3)
        + path("M71 158Q140 118 200 150Q268 184 329 132V201H71Z", "#1b2540", 'opacity=".45"')
        + path("M71 53H216L134 201H71Z", "#fff", 'opacity=".09"')
    )


def ultrawide(p: Paint) -> str:
    return (
        shadow(200, 258, 92)
        + path("M188 200H212L216 250H184Z", p.shade(0.2))
        + line("M140 254L200 242L260 254", p.shade(0.2), 9)
        + path("M26 76Q200 62 374 76V208Q200 194 26 208Z", p.shade(0.15))
        + path("M34 84Q200 71 366 84V199Q200 186 34 199Z", SCREEN)
        + path("M34 168Q120 126 200 156Q284 190 366 140V199Q200 186 34 199Z", "#1b2540", 'opacity=".45"')
    )


def keyboard(p: Paint) -> str:
    top = "".join(f"M70 {y}H{330}" for y in (136, 158, 180))
    return (
        lying(rect(48, 108, 304, 118, p.slant, 14))
        + line(top, p.tint(0.45), 15, 'stroke-dasharray=".1 19.9"')
        + line("M70 202H104M282 202H330", p.tint(0.45), 15, 'stroke-dasharray=".1 19.9"')
        + rect(124, 194, 138, 16, p.tint(0.45), 7)
        + dot(70, 136, 7.5, "#e5836c")
        + line("M326 180H318", "#8a9bb0", 14)
    )


def mouse(p: Paint) -> str:
    return lying(
        group(
            path("M-60 -20Q-58 -108 0 -108Q58 -108 60 -20V34Q58 108 0 108Q-58 108 -60 34Z", p.round)
            + line("M0 -106V-18M-59 -18Q0 -4 59 -18", p.line, 2.5)
            + rect(-8, -76, 16, 38, INK, 8)
            + shine("M-42 -40Q-40 -76 -22 -92M-44 20Q-42 60 -22 84", 6, 0.25),
            "translate(200 154) rotate(14)",
        )
    )


def gamingmouse(p: Paint) -> str:
    return lying(
        group(
            path("M-58 -10Q-62 -104 -16 -110L0 -92L16 -110Q62 -104 58 -10L66 40Q58 110 0 110Q-58 110 -66 40Z", p.round)
            + line("M0 -92V-16M-58 -10Q0 10 58 -10", p.line, 3)
            + rect(-8, -72, 16, 38, "#e5836c", 8)
            + line("M-64 24L-54 52M-62 6L-56 18", STEEL, 5)
            + path("M-16 50L0 34L16 50L0 76Z", "#e5836c"),
            "translate(200 154) rotate(-12)",
        )
    )


def powerbank(p: Paint) -> str:
    return lying(
        group(
            rect(-62, -106, 124, 212, p.slant, 24)
            + rect(-30, -86, 60, 30, "#1d2026", 8)
            + line("M-14 -71H0M8 -71H14", "#9fe0c4", 6)
            + rect(-16, 96, 32, 8, INK, 4)
            + rect(61, -40, 5, 34, p.deep, 2)
            + shine("M-48 -74V80", 5, 0.25),
            "translate(200 152) rotate(16)",
        )
    )


def charger(p: Paint) -> str:
    return (
        shadow(200, 250, 84)
        + rect(172, 58, 10, 40, METAL, 3)
        + rect(218, 58, 10, 40, METAL, 3)
        + rect(134, 92, 132, 156, p.round, 24)
        + rect(134, 92, 132, 20, p.shade(0.12), 10)
        + rect(176, 140, 48, 16, INK, 8)
        + rect(176, 170, 48, 16, INK, 8)
        + rect(176, 200, 48, 22, INK, 3)
        + rect(181, 206, 38, 8, "#7d8590", 1)
        + shine("M150 124V226", 6)
    )


def puck(p: Paint) -> str:
    return (
        lying(
            line("M262 172Q330 190 320 230Q308 262 240 262", p.shade(0.15), 8)
            + dot(192, 142, 84, METAL)
            + dot(192, 140, 78, p.slant)
        )
        + ring(192, 140, 56, p.line, 2.5, 'opacity=".45"')
        + path("M198 108L174 146H190L184 172L210 134H194Z", p.line, 'opacity=".6"')
    )


def cable(p: Paint) -> str:
    coil = "".join(ring(192, 150, r, p.shade(s), 11) for r, s in ((88, 0), (74, 0.12), (60, 0.05)))
    weave = ring(192, 150, 88, p.tint(0.4), 3, 'stroke-dasharray="3 6" opacity=".7"') + ring(
        192, 150, 60, p.tint(0.4), 3, 'stroke-dasharray="3 6" opacity=".7"'
    )
    plug = rect(-12, 0, 24, 38, RUBBER, 6) + rect(-8, 36, 16, 20, METAL, 5)
    return lying(
        coil + weave + line("M280 150Q292 196 312 198M132 150Q120 220 84 214", p.base, 11)
        + group(plug, "translate(306 198) rotate(-74)") + group(plug, "translate(92 215) rotate(84)") + rect(174, 54, 36, 44, "#8a5a36", 5)
    )  # fmt: skip


def phonecase(p: Paint) -> str:
    return lying(
        group(
            rect(-58, -112, 116, 224, p.shade(0.3), 26)
            + rect(-54, -108, 108, 216, p.slant, 23)
            + rect(-46, -98, 58, 60, "#23262c", 17)
            + rect(-41, -93, 48, 50, "#6d737d", 13, 'opacity=".5"')
            + rect(57, -50, 5, 40, p.deep, 2)
            + line("M-42 92H42", p.tint(0.3), 2, 'stroke-dasharray="5 4" opacity=".8"')
            + shine("M-40 -14V70", 6, 0.22),
            "translate(200 152) rotate(-11)",
        )
    )


def camera(p: Paint) -> str:
    return (
        shadow(200, 246, 122)
        + path("M152 94L166 66H234L248 94Z", p.flat)
        + rect(84, 88, 232, 152, p.flat, 18)
        + rect(84, 116, 232, 92, "#2b2d32", 2)
        + rect(98, 76, 34, 15, STEEL, 4)
        + dot(284, 84, 14, STEEL)
        + dot(200, 164, 64, "#17191d")
        + dot(200, 164, 55, METAL)
        + dot(200, 164, 47, "#1d2026")
        + dot(200, 164, 31, "#33446b")
        + dot(200, 164, 17, "#15171c")
        + dot(184, 148, 8, "#fff", 'opacity=".7"')
        + dot(114, 138, 6, "#c23b3b")
    )


def actioncam(p: Paint) -> str:
    return (
        shadow(200, 248, 92)
        + path("M184 226H216L222 246H178Z", RUBBER)
        + rect(108, 82, 184, 146, p.round, 22)
        + rect(122, 96, 84, 56, "#1b1d22", 8)
        + path("M122 104Q122 96 130 96H190L146 152H130Q122 152 122 144Z", "#fff", 'opacity=".12"')
        + rect(216, 92, 70, 70, "#15171b", 18)
        + dot(251, 127, 25, "#33446b")
        + dot(251, 127, 12, "#0f1115")
        + dot(242, 118, 5, "#fff", 'opacity=".7"')
        + rect(142, 74, 42, 11, "#e0813a", 5)
        + line("M126 182H180M126 198H160", p.line, 4)
        + dot(274, 202, 4, "#e05a4a")
    )


def instantcam(p: Paint) -> str:
    return (
        shadow(200, 254, 108)
        + rect(134, 36, 124, 62, PAPER, 3)
        + rect(144, 42, 104, 54, SCREEN)
        + rect(98, 84, 204, 166, p.flat, 34)
        + path("M98 200H302V216Q302 250 268 250H132Q98 250 98 216Z", p.shade(0.14))
        + dot(200, 166, 52, PAPER)
        + dot(200, 166, 42, "#26282d")
        + dot(200, 166, 24, "#3b4d7a")
        + dot(188, 154, 7, "#fff", 'opacity=".75"')
        + rect(246, 104, 38, 24, "#f6f0d8", 6)
        + rect(116, 104, 32, 20, "#2b2d32", 6)
        + dot(130, 222, 9, "#e5836c")
    )


def memorycard(p: Paint) -> str:
    return lying(
        group(
            path("M-70 -92H36L70 -58V84Q70 96 58 96H-58Q-70 96 -70 84V-80Q-70 -92 -58 -92Z", p.slant)
            + line("M-50 -82V-50M-32 -82V-50M-14 -82V-50M4 -82V-50M22 -82V-50", BRASS, 10)
            + rect(-56, -24, 112, 96, "#e5836c", 6)
            + rect(-56, 34, 112, 38, PAPER, 0)
            + line("M-40 -4H10M-40 14H30", "#fff", 7)
            + line("M-40 53H36", "#b7b2a8", 6),
            "translate(200 152) rotate(9)",
        )
    )


def tv(p: Paint) -> str:
    return (
        shadow(200, 254, 128, 8)
        + path("M120 250L138 214H152L142 250ZM280 250L262 214H248L258 250Z", p.shade(0.2))
        + rect(44, 48, 312, 176, p.shade(0.1), 6)
        + rect(50, 54, 300, 162, SCREEN, 2)
        + dot(262, 108, 25, "#ffe2b3", 'opacity=".85"')
        + path("M50 168L126 106L188 160L236 126L350 190V216H50Z", "#27345c", 'opacity=".8"')
        + path("M50 190L150 150L260 200L350 172V216H50Z", "#161f3d", 'opacity=".8"')
    )


def router(p: Paint) -> str:
    return (
        shadow(200, 250, 108)
        + path("M132 206Q132 96 200 94Q268 96 268 206V232Q268 248 250 248H150Q132 248 132 232Z", p.round)
        + oval(200, 106, 36, 8, p.shade(0.2), 'opacity=".6"')
        + dot(200, 218, 5, "#6fc3a6")
        + line("M176 172Q200 152 224 172M186 186Q200 175 214 186", p.line, 4, 'opacity=".6"')
        + line("M160 66Q200 34 240 66M176 80Q200 60 224 80", "#8fa9b5", 5, 'opacity=".5"')
        + shine("M148 184Q150 130 172 112", 6)
    )


def gamepad(p: Paint) -> str:
    return (
        shadow(200, 236, 116)
        + path(
            "M124 92H276Q320 92 336 162Q348 232 318 236Q292 238 270 192H130Q108 238 82 236Q52 232 64 162Q80 92 124 92Z",
            p.flat,
        )
        + path("M112 124H126V110H140V124H154V138H140V152H126V138H112Z", p.line)
        + "".join(
            dot(x, y, 8, c)
            for x, y, c in ((266, 112, "#e8c24a"), (266, 150, "#7fb98f"), (247, 131, "#5b8fc7"), (285, 131, "#d9685a"))
        )
        + mirrored(dot(166, 168, 21, p.deep) + dot(166, 165, 15, "#3b3e45"))
        + rect(188, 116, 24, 10, p.line, 5)
        + mirrored(path("M108 88Q124 76 152 84V92H112Z", p.deep))
    )


def ssd(p: Paint) -> str:
    return lying(
        group(
            rect(-62, -92, 124, 184, p.slant, 20)
            + line("M-42 -66L42 -66M-42 -52L42 -52M-42 -38L42 -38", p.line, 4, 'opacity=".5"')
            + rect(-14, 84, 28, 8, INK, 4)
            + dot(40, 68, 4, "#9fe0c4")
            + line("M-40 68H-6", p.tint(0.5), 6),
            "translate(178 140) rotate(-13)",
        )
        + line("M206 236Q232 288 290 250Q324 226 344 246", RUBBER, 8)
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


def smartdisplay(p: Paint) -> str:
    return (
        shadow(200, 252, 116)
        + path("M126 198H274L294 250H106Z", p.round)
        + rect(76, 66, 248, 150, p.flat, 14)
        + rect(86, 76, 228, 130, "#f3d9bd", 6)
        + dot(256, 140, 42, "#fff")
        + dot(256, 140, 32, "#d9684a")
        + line("M240 132Q256 120 272 134M242 150Q258 142 270 152", "#f2c14e", 5)
        + line("M106 106H176M106 130H188M106 146H170M106 162H182", "#7a5a44", 7, 'opacity=".75"')
    )


def bulb(p: Paint) -> str:
    return (
        shadow(200, 260, 50)
        + dot(200, 118, 130, GLOW)
        + path(
            "M170 196Q170 176 152 158Q132 138 132 110Q134 44 200 44Q266 44 268 110Q268 138 248 158Q230 176 230 196Z",
            p.tint(0.6),
        )
        + path(
            "M170 196Q170 176 152 158Q132 138 132 110Q134 44 200 44Q266 44 268 110Q268 138 248 158Q230 176 230 196Z",
            GLASS,
        )
        + line("M182 190L176 132L188 146L200 128L212 146L224 132L218 190", "#d9822f", 3.5)
        + rect(168, 194, 64, 42, METAL, 6)
        + line("M168 206H232M168 218H232M168 230H232", "#8d939c", 3)
        + path("M180 236H220L212 252H188Z", RUBBER)
        + shine("M152 116Q154 80 180 66", 7, 0.7)
    )


def projector(p: Paint) -> str:
    return (
        shadow(200, 250, 112)
        + path("M104 178L10 120V250Z", "#fff3cf", 'opacity=".75"')
        + rect(96, 110, 208, 130, p.round, 34)
        + line("".join(f"M{x} 140V210" for x in range(212, 286, 12)), p.line, 4, 'opacity=".6"')
        + dot(146, 176, 40, p.deep)
        + dot(146, 176, 32, "#1b1d22")
        + dot(146, 176, 18, "#7d9fd0")
        + dot(138, 168, 6, "#fff", 'opacity=".85"')
        + line("M150 110Q200 66 250 110", WOOD.replace("url(#o)", "#b98a55"), 9)
        + rect(126, 238, 22, 12, RUBBER, 3)
        + rect(252, 238, 22, 12, RUBBER, 3)
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


def gamingmonitor(p: Paint) -> str:
    return (
        shadow(200, 262, 96)
        + line("M200 226L128 258M200 226L272 258", p.shade(0.1), 10)
        + path("M184 200H216L212 236H188Z", p.shade(0.2))
        + line("M200 208V232", "#e0584a", 5)
        + rect(62, 48, 276, 162, p.shade(0.1), 6)
        + rect(66, 52, 268, 148, "#141a2c", 3)
        + path("M66 200L150 120L190 154L262 84L334 150V200Z", "#5a2f7a")
        + path("M66 200L128 160L200 190L282 136L334 176V200Z", "#c2476f")
        + dot(270, 92, 20, "#f0b05e")
        + path("M66 52H206L128 200H66Z", "#fff", 'opacity=".07"')
        + line("M180 205H220", "#e0584a", 3)
    )


def routerpair(p: Paint) -> str:
    return group(router(p), "translate(150 68) scale(.74)") + group(router(p), "translate(-24 76) scale(.74)")


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        studiophones, gamingmonitor, routerpair,
        headphones, earbuds, earhooks, speaker, woodspeaker, soundbar, laptop, phone, flipphone, tablet, ereader,
        kidstablet, smartwatch, band, monitor, ultrawide, keyboard, mouse, gamingmouse, powerbank, charger, puck, cable,
        phonecase, camera, actioncam, instantcam, memorycard, tv, router, gamepad, ssd, smartspeaker, smartdisplay,
        bulb, projector,
    )
}  # fmt: skip
