"""Tents, stoves and what else a camp needs."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    GLASS,
    GLOW,
    INK,
    METAL,
    PAPER,
    RUBBER,
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


def tent(p: Paint) -> str:
    return (
        shadow(200, 248, 158, 10)
        + line("M64 236L30 250M336 236L370 250", "#8d8779", 2.5)
        + path("M60 244Q120 84 200 70Q280 84 340 244Z", p.slant)
        + path("M200 70Q280 84 340 244H262Q250 130 200 70Z", p.shade(0.18))
        + path("M150 244Q160 136 200 98Q240 136 250 244Z", "#3f3a33")
        + path("M200 98Q240 136 250 244H218Q218 150 200 98Z", p.tint(0.3))
        + line("M60 244Q120 84 200 70Q280 84 340 244", p.line, 3)
        + line("M200 98V244", p.line, 2)
        + shine("M98 220Q130 132 176 98", 6, 0.25)
    )


def familytent(p: Paint) -> str:
    return (
        shadow(200, 250, 172, 10)
        + path("M26 246Q30 88 132 78H268Q370 88 374 246Z", p.slant)
        + path("M132 78H268Q370 88 374 246H292Q296 130 268 78Z", p.shade(0.16))
        + path("M110 246V150Q110 112 150 112Q190 112 190 150V246Z", "#3f3a33")
        + path("M110 246V150Q110 112 150 112Q126 170 124 246Z", p.tint(0.3))
        + rect(222, 130, 50, 44, "#dfeaec", 8)
        + line("M247 130V174M222 152H272", p.line, 2.5)
        + line("M132 78Q92 130 84 246M268 78Q300 130 306 246", p.line, 3)
        + shine("M52 210Q60 120 112 98", 6, 0.25)
    )


def beachshelter(p: Paint) -> str:
    return (
        oval(200, 246, 186, 18, "#e8d3a8")
        + path("M52 242Q60 80 214 78Q322 84 348 242Q250 214 200 214Q128 216 52 242Z", p.slant)
        + path("M96 238Q112 122 214 118Q292 122 304 236Q250 214 200 214Q140 216 96 238Z", p.shade(0.35))
        + path("M96 238Q140 216 200 214Q250 214 304 236Q250 250 200 250Q140 250 96 238Z", p.tint(0.45))
        + line("M96 238Q112 122 214 118Q292 122 304 236", p.tint(0.5), 4)
        + dot(150, 230, 12, "#e5836c")
    )


def sleepingbag(p: Paint) -> str:
    bands = line(
        "".join(f"M{x} 118Q{x + 10} 154 {x} 198" for x in (130, 166, 202, 238, 274)), p.line, 2.2, 'opacity=".5"'
    )
    return lying(
        group(
            path("M42 156Q42 108 96 106L300 116Q350 122 354 158Q352 196 300 202L96 206Q42 204 42 156Z", p.slant)
            + path("M42 156Q42 108 96 106Q128 112 128 156Q128 202 96 206Q42 204 42 156Z", p.shade(0.2))
            + path("M58 156Q58 126 88 126Q108 130 108 156Q108 184 88 188Q58 186 58 156Z", p.tint(0.55))
            + bands
            + line("M112 178Q200 186 330 176", STEEL, 3),
            "rotate(-12 200 156)",
        )
    )


def sleepmat(p: Paint) -> str:
    return (
        shadow(196, 246, 132)
        + path("M96 176L314 160Q348 170 346 206L118 244Z", p.slant)
        + line("M150 174L176 232M196 170L226 224M242 167L274 216M288 164L318 210", p.line, 2, 'opacity=".45"')
        + dot(106, 200, 46, p.shade(0.15))
        + ring(106, 200, 36, p.line, 3, 'opacity=".6"')
        + ring(106, 200, 24, p.line, 3, 'opacity=".6"')
        + dot(106, 200, 10, p.deep)
    )


def stove(p: Paint) -> str:
    return (
        shadow(200, 258, 64)
        + line("M200 120L150 74M200 120L250 74M150 74H134M250 74H266M200 116V70", STEEL, 7)
        + path("M178 106Q188 80 184 72Q200 84 198 62Q216 84 218 72Q214 92 222 106Z", "#5aa3d9", 'opacity=".75"')
        + rect(180, 104, 40, 19, METAL, 6)
        + rect(190, 122, 20, 32, "#9aa0a9")
        + line("M210 138H262", STEEL, 5)
        + rect(256, 130, 24, 15, "#d9583f", 5)
        + path("M146 176Q148 154 200 152Q252 154 254 176V240Q254 256 238 256H162Q146 256 146 240Z", p.round)
        + rect(146, 186, 108, 34, p.tint(0.6), 0)
        + shine("M160 172V244", 6, 0.3)
    )


def campkitchen(p: Paint) -> str:
    def ringtop(x: int) -> str:
        return oval(x, 168, 46, 11, "#2b2d32") + line(f"M{x - 44} 166H{x + 44}M{x} 157V177", "#8d939c", 4)

    return (
        shadow(200, 250, 146)
        + path("M70 164L84 72H316L330 164Z", p.shade(0.15))
        + line("M92 92H308", p.line, 2)
        + rect(58, 158, 284, 26, STEEL, 4)
        + ringtop(130)
        + ringtop(270)
        + path("M90 128H170V158Q170 166 162 166H98Q90 166 90 158Z", "#4a4d55")
        + line("M170 138L206 130", "#3b3026", 7)
        + rect(56, 182, 288, 62, p.flat, 8)
        + mirrored(dot(120, 214, 15, PAPER) + line("M120 214V203", INK, 3))
        + rect(180, 206, 40, 16, STEEL, 5)
    )


def gascan(p: Paint) -> str:
    def one(x: int, y: int) -> str:
        return (
            rect(x - 12, y - 16, 24, 20, METAL, 4)
            + path(
                f"M{x - 60} {y + 30}Q{x - 58} {y} {x} {y}Q{x + 58} {y} {x + 60} {y + 30}V{y + 96}Q{x + 60} {y + 112} {x + 44} {y + 112}H{x - 44}Q{x - 60} {y + 112} {x - 60} {y + 96}Z",
                p.round,
            )
            + rect(x - 60, y + 42, 120, 34, PAPER)
            + path(f"M{x} {y + 44}q12 16 0 28q-12 -12 0 -28Z", p.base)
            + shine(f"M{x - 44} {y + 26}V{y + 98}", 6, 0.3)
        )

    return shadow(200, 254, 128) + one(256, 104) + one(146, 142)


def headlamp(p: Paint) -> str:
    return (
        shadow(200, 246, 112)
        + oval(200, 132, 116, 58, "none", f'stroke="{p.deep}" stroke-width="26"')
        + path("M84 132Q84 190 200 190Q316 190 316 132", "none", f'stroke="{p.base}" stroke-width="28"')
        + path(
            "M86 140Q92 190 200 190Q308 190 314 140",
            "none",
            f'stroke="{p.tint(0.45)}" stroke-width="3" stroke-dasharray="12 8"',
        )
        + path("M182 76Q186 60 200 60Q214 60 218 76L214 92H186Z", p.deep)
        + rect(146, 150, 108, 82, p.round, 20)
        + rect(146, 150, 108, 82, "none", 20, f'stroke="{p.line}" stroke-width="2" stroke-opacity=".6"')
        + dot(190, 190, 32, RUBBER)
        + dot(190, 190, 25, METAL)
        + dot(190, 190, 15, "#fff6d6")
        + dot(235, 176, 7, "#d9583f")
        + dot(235, 202, 7, "#fff6d6")
        + rect(180, 142, 44, 11, "#e0813a", 5)
    )


def lantern(p: Paint) -> str:
    return (
        shadow(200, 260, 66)
        + dot(200, 150, 130, GLOW)
        + line("M148 96Q150 34 200 34Q250 34 252 96", STEEL, 5)
        + path("M164 74H236L248 100H152Z", p.flat)
        + rect(184, 60, 32, 16, p.shade(0.2), 4)
        + rect(156, 100, 88, 100, GLASS, 10)
        + path("M200 118Q222 150 200 184Q178 150 200 118Z", "#f8c869")
        + line("M160 100V200M240 100V200", p.shade(0.15), 5)
        + path("M150 198H250L262 240Q262 258 246 258H154Q138 258 138 240Z", p.round)
        + dot(200, 230, 10, STEEL)
    )


def campchair(p: Paint) -> str:
    return (
        shadow(200, 262, 106)
        + line("M124 188L262 260M276 188L138 260M118 92L132 200M282 92L268 200", "#7d838c", 7)
        + path("M122 70Q200 58 278 70L270 178Q200 188 130 178Z", p.slant)
        + path("M124 170Q200 186 276 170L284 202Q200 226 116 202Z", p.shade(0.15))
        + line("M88 148H134M266 148H312", p.deep, 15)
        + path("M276 144H310V172H280Z", RUBBER)
        + line("M132 86Q200 76 268 86", p.line, 2.5)
        + line("M96 154L124 250M304 154L276 250", "#7d838c", 6)
    )


def moonchair(p: Paint) -> str:
    return (
        shadow(200, 260, 96)
        + line("M200 214L128 258M200 214L272 258M200 214L158 252M200 214L242 252", "#7d838c", 7)
        + path("M130 62Q200 44 270 62Q296 140 258 204Q200 240 142 204Q104 140 130 62Z", p.slant)
        + path("M144 154Q200 184 256 154Q262 190 244 204Q200 228 156 204Q138 190 144 154Z", p.shade(0.2))
        + rect(164, 84, 72, 48, p.shade(0.3), 16)
        + line("M130 66Q200 48 270 66", p.line, 4)
        + line("M180 90V128M200 90V128M220 90V128", p.line, 2, 'opacity=".5"')
    )


def coolbox(p: Paint) -> str:
    return (
        shadow(200, 250, 122)
        + line("M120 124Q118 60 160 60H240Q282 60 280 124", STEEL, 8)
        + rect(88, 140, 224, 108, p.round, 16)
        + rect(80, 106, 240, 46, p.flat, 14)
        + line("M84 148H316", p.line, 2)
        + rect(184, 138, 32, 34, METAL, 6)
        + rect(104, 176, 66, 42, "none", 6, f'stroke="{p.tint(0.6)}" stroke-width="3"')
        + rect(290, 226, 22, 11, RUBBER, 4)
        + shine("M102 120H168", 5)
    )


def hammock(p: Paint) -> str:
    return (
        path("M18 0H52V262Q44 256 34 262Q26 256 18 262ZM348 0H382V262Q374 256 366 262Q356 256 348 262Z", "#9a7a5a")
        + line("M28 20V240M362 10V220", "#7d6045", 3, 'opacity=".5"')
        + shadow(200, 262, 120)
        + line("M52 92L96 130M348 92L304 130", "#5d5347", 5)
        + path("M92 124Q200 270 308 124Q300 236 200 240Q100 236 92 124Z", p.shade(0.25))
        + path("M92 124Q150 178 200 180Q250 178 308 124Q296 222 200 226Q104 222 92 124Z", p.slant)
        + line("M96 132Q140 206 200 222M304 132Q260 206 200 222M110 150Q160 196 200 200", p.line, 2, 'opacity=".4"')
        + group(rect(-30, -14, 60, 28, PAPER, 12), "translate(136 172) rotate(38)")
    )


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        tent, familytent, beachshelter, sleepingbag, sleepmat, stove, campkitchen, gascan, headlamp, lantern, campchair, moonchair, coolbox, hammock,
    )
}  # fmt: skip
