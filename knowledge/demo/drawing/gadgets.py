"""Cameras, and what is plugged into a computer."""

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


def routerpair(p: Paint) -> str:
    return group(router(p), "translate(150 68) scale(.74)") + group(router(p), "translate(-24 76) scale(.74)")


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        keyboard, mouse, gamingmouse, powerbank, charger, puck, cable, phonecase, camera, actioncam, instantcam, memorycard, router, gamepad, ssd, bulb, routerpair,
    )
}  # fmt: skip
