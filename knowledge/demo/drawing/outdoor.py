"""Tents, bottles, bicycles and what else goes out of doors."""

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
)  # fmt: skip


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


def backpack(p: Paint) -> str:
    return (
        shadow(200, 260, 88)
        + line("M176 50Q200 26 224 50", p.deep, 8)
        + path("M134 82Q140 44 200 44Q260 44 266 82L276 228Q276 256 250 256H150Q124 256 124 228Z", p.round)
        + path("M130 92Q134 46 200 46Q266 46 270 92Q262 124 200 124Q138 124 130 92Z", p.shade(0.12))
        + mirrored(
            rect(108, 150, 26, 86, p.shade(0.22), 12)
            + line("M152 112V182", p.deep, 9)
            + rect(144, 134, 16, 14, STEEL, 3)
        )
        + rect(146, 172, 108, 68, p.shade(0.14), 12)
        + line("M156 188H244", p.line, 3)
        + group(line("M114 146V126", STEEL, 8) + rect(104, 126, 20, 10, RUBBER, 4))
        + shine("M144 88Q150 62 176 56", 6, 0.25)
    )


def daypack(p: Paint) -> str:
    return (
        shadow(200, 258, 84)
        + line("M178 56Q200 30 222 56", p.deep, 8)
        + path("M126 112Q126 50 200 50Q274 50 274 112V236Q274 256 254 256H146Q126 256 126 236Z", p.round)
        + line("M140 118Q142 66 200 66Q258 66 260 118", p.line, 3, 'opacity=".7"')
        + rect(142, 154, 116, 88, p.shade(0.13), 16)
        + line("M150 170H250", p.line, 3)
        + line("M236 170V186", STEEL, 5)
        + rect(184, 104, 32, 24, "#8a5a36", 4)
        + shine("M142 128V220", 6, 0.22)
    )


def bottle(p: Paint) -> str:
    return (
        shadow(200, 260, 50)
        + line("M182 52Q182 28 200 28Q218 28 218 52", RUBBER, 7)
        + rect(170, 48, 60, 34, RUBBER, 8)
        + path(
            "M172 82H228Q230 98 242 106Q250 112 250 126V242Q250 258 234 258H166Q150 258 150 242V126Q150 112 158 106Q170 98 172 82Z",
            p.round,
        )
        + rect(150, 232, 100, 26, p.shade(0.22), 12)
        + path("M186 160L200 138L214 160L224 176H176Z", p.tint(0.65), 'opacity=".8"')
        + shine("M166 126V224", 7)
    )


def clearbottle(p: Paint) -> str:
    marks = line("".join(f"M232 {y}H246" for y in range(120, 240, 18)), "#fff", 3)
    return (
        shadow(200, 260, 52)
        + rect(164, 42, 72, 40, p.flat, 10)
        + line("M236 60Q262 66 252 96", p.shade(0.15), 7)
        + rect(150, 82, 100, 176, GLASS, 20)
        + rect(152, 84, 96, 172, p.base, 18, 'opacity=".35"')
        + path("M152 132H248V238Q248 256 230 256H170Q152 256 152 238Z", "#a9d6e6", 'opacity=".6"')
        + marks
        + shine("M164 100V236", 6, 0.7)
    )


def flask(p: Paint) -> str:
    return (
        shadow(206, 260, 66)
        + line("M248 112Q290 116 286 170Q284 204 250 208", RUBBER, 11)
        + path("M158 44H242L248 92H152Z", METAL)
        + rect(150, 90, 100, 166, p.round, 14)
        + rect(150, 108, 100, 9, METAL)
        + rect(150, 236, 100, 20, METAL, 10)
        + shine("M166 128V226", 7)
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


def poles(p: Paint) -> str:
    one = (
        line("M0 -60V128", p.base, 8)
        + line("M0 20V128", METAL.replace("url(#m)", "#c6cad0"), 6)
        + rect(-7, 12, 14, 16, RUBBER, 4)
        + path("M-10 -124Q0 -136 10 -124L8 -60H-8Z", "#b98a55")
        + line("M-6 -118Q-34 -96 -12 -70", RUBBER, 4)
        + oval(0, 112, 15, 5, RUBBER)
        + path("M-4 124H4L0 138Z", STEEL)
    )
    return lying(group(one, "translate(170 150) rotate(15)") + group(one, "translate(232 150) scale(-1 1) rotate(15)"))


def _wheel(x: int, y: int, r: int) -> str:
    spokes = "".join(
        f"M{x} {y}l{dx} {dy}"
        for dx, dy in (
            (r, 0),
            (-r, 0),
            (0, r),
            (0, -r),
            (r * 0.7, r * 0.7),
            (-r * 0.7, -r * 0.7),
            (r * 0.7, -r * 0.7),
            (-r * 0.7, r * 0.7),
        )
    )
    return (
        ring(x, y, r, "#2f3237", 7)
        + ring(x, y, r - 6, "#c6cad0", 3)
        + line(spokes, "#b9bec5", 1.2)
        + dot(x, y, 6, STEEL)
    )


def _bicycle(p: Paint, bars: str, more: str) -> str:
    return (
        shadow(200, 250, 150, 7)
        + _wheel(104, 184, 62)
        + _wheel(298, 184, 62)
        + line("M104 184L152 118L254 114L194 188Z", p.base, 8)
        + line("M152 118L194 188M104 184H194", p.base, 7)
        + line("M298 184L252 92", p.shade(0.15), 8)
        + line("M194 188L144 96", p.base, 7)
        + path("M116 90Q142 82 172 92Q164 102 142 102Q122 102 116 90Z", "#4a3526")
        + ring(194, 188, 16, STEEL, 5)
        + line("M194 188L206 216M198 218H218", INK, 5)
        + line(bars, INK, 6)
        + more
    )


def bicycle(p: Paint) -> str:
    return _bicycle(
        p,
        "M252 94L248 78M248 78Q232 64 216 78",
        rect(262, 84, 44, 34, "#b98a55", 5)
        + line("M264 96H304M264 106H304", "#8d6438", 2)
        + line("M48 152Q66 110 112 116M262 128Q312 104 346 148", p.shade(0.25), 6)
        + line("M80 116H146", INK, 5),
    )


def roadbike(p: Paint) -> str:
    return _bicycle(
        p,
        "M252 94L248 82L276 80Q292 92 274 106H262",
        rect(196, 130, 16, 36, "#e9e6df", 5) + path("M200 118L236 117L212 146Z", "#4a4d55"),
    )


def ebike(p: Paint) -> str:
    return _bicycle(
        p,
        "M252 94L248 74M248 74Q232 60 216 72",
        group(rect(-36, -9, 72, 18, RUBBER, 8) + dot(24, 0, 3, "#7fd0a0"), "translate(224 150) rotate(-51)")
        + dot(194, 188, 19, RUBBER)
        + line("M48 152Q66 110 112 116M262 128Q312 104 346 148", p.shade(0.25), 6)
        + dot(264, 104, 7, "#ffe9b8"),
    )


def helmet(p: Paint) -> str:
    return (
        shadow(200, 246, 112)
        + line("M130 196Q150 254 190 250M252 200Q230 250 190 250", RUBBER, 6)
        + path("M84 188Q80 84 200 74Q312 80 322 176Q324 198 300 198H120Q92 204 84 188Z", p.round)
        + path("M84 188Q120 176 200 180Q290 180 322 176Q324 200 300 202H120Q90 206 84 188Z", p.shade(0.3))
        + path(
            "M146 112Q168 92 190 90L178 146Q150 148 126 158Q128 132 146 112ZM208 88Q232 90 246 100L240 146Q218 144 196 146ZM264 108Q288 126 294 156L258 148Z",
            p.deep,
            'opacity=".75"',
        )
        + shine("M104 156Q110 124 130 106", 6)
    )


def ulock(p: Paint) -> str:
    return lying(
        group(
            line("M-56 60V-36A56 56 0 0 1 56 -36V60", p.deep, 25)
            + line("M-56 60V-36A56 56 0 0 1 56 -36V60", p.base, 18)
            + line("M-61 40V-36A61 61 0 0 1 -20 -82", "#fff", 4, 'opacity=".35"')
            + rect(-92, 52, 184, 42, p.flat, 14)
            + dot(46, 73, 11, STEEL)
            + rect(43, 66, 6, 14, INK, 2)
            + rect(-72, 62, 60, 22, "#e0813a", 4),
            "translate(200 140) rotate(-14)",
        )
    )


def yogamat(p: Paint) -> str:
    return (
        shadow(196, 248, 138)
        + path("M118 200L330 186Q352 210 346 236L120 246Z", p.slant)
        + rect(78, 118, 224, 96, p.flat, 46)
        + oval(102, 182, 52, 62, p.shade(0.14))
        + line("M102 138A36 44 0 1 0 136 186A24 30 0 1 0 100 206A15 18 0 1 0 104 172", p.tint(0.45), 5)
        + line("M186 118Q174 166 188 214M256 118Q244 166 258 214", "#5d5347", 7)
        + line("M190 120Q220 62 258 120", "#5d5347", 6)
    )


def dumbbell(p: Paint) -> str:
    hexa = "M-32 -28L0 -44L32 -28V28L0 44L-32 28Z"
    one = (
        rect(-56, -11, 112, 22, METAL, 6)
        + group(path(hexa, p.round) + path("M-18 -15L0 -24L18 -15V15L0 24L-18 15Z", p.shade(0.2)), "translate(-76 0)")
        + group(path(hexa, p.round) + path("M-18 -15L0 -24L18 -15V15L0 24L-18 15Z", p.shade(0.2)), "translate(76 0)")
    )
    return shadow(200, 252, 136) + group(one, "translate(214 130) rotate(-9)") + group(one, "translate(188 206)")


def adjdumbbell(p: Paint) -> str:
    plates = "".join(
        rect(
            88 + i * 13, 118 - i * 7 if i < 4 else 97 + (i - 3) * 7, 11, 108 + (i if i < 4 else 6 - i) * 14, p.round, 4
        )
        for i in range(5)
    )
    return (
        shadow(200, 252, 140)
        + path("M70 226H330L344 250H56Z", RUBBER)
        + rect(150, 154, 100, 32, METAL, 10)
        + line("M166 158V182M182 158V182M198 158V182M214 158V182M230 158V182", "#8d939c", 3)
        + mirrored(plates + rect(74, 146, 15, 50, "#d9583f", 5))
    )


def bands(p: Paint) -> str:
    hues = ("#e5836c", "#e8c24a", "#6fae8d", "#5b8fc7", "#73559b")
    return lying(
        "".join(
            group(
                rect(-104, -28, 208, 56, "none", 28, f'stroke="{c}" stroke-width="{9 + i * 2}"'),
                f"translate(200 {92 + i * 32}) rotate({(i % 2) * 6 - 3})",
            )
            for i, c in enumerate(hues)
        )
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


def suitcase(p: Paint) -> str:
    ribs = line("".join(f"M{x} 86V236" for x in (156, 178, 200, 222, 244)), p.line, 3, 'opacity=".4"')
    return (
        shadow(200, 262, 84)
        + line("M168 78V28H232V78", "#8d939c", 7)
        + line("M170 28H230", RUBBER, 11)
        + rect(130, 68, 140, 180, p.round, 20)
        + ribs
        + rect(128, 150, 144, 7, p.deep, 3, 'opacity=".55"')
        + mirrored(rect(140, 246, 19, 14, RUBBER, 5))
        + rect(262, 132, 13, 38, RUBBER, 5)
        + rect(186, 62, 28, 11, RUBBER, 5)
        + shine("M144 90V226", 6, 0.3)
    )


def holdall(p: Paint) -> str:
    return (
        shadow(200, 248, 138)
        + line("M96 136Q60 40 200 40Q340 40 304 136", p.shade(0.35), 7)
        + path(
            "M82 132Q92 108 124 108H276Q308 108 318 132Q334 186 320 236Q318 246 304 246H96Q82 246 80 236Q66 186 82 132Z",
            p.flat,
        )
        + line("M144 108V60Q200 40 256 60V108M144 108V244M256 108V244", "#8a5a36", 11)
        + line("M112 116H288", "#c6a45c", 3)
        + line("M84 150Q80 196 88 236M316 150Q320 196 312 236", p.line, 2, 'opacity=".5"')
        + rect(172, 150, 56, 58, p.shade(0.12), 6)
        + rect(188, 146, 24, 16, "#8a5a36", 3)
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


def goggles(p: Paint) -> str:
    lens = (
        path("M76 132Q120 112 172 130Q188 154 172 184Q128 206 84 186Q62 162 76 132Z", p.round)
        + path("M90 140Q126 126 162 140Q174 156 162 176Q126 190 94 176Q80 158 90 140Z", "#6fb0c9")
        + path("M96 146Q112 136 134 136L108 174Q90 164 96 146Z", "#fff", 'opacity=".45"')
    )
    return lying(
        line("M72 150Q26 90 92 62Q200 30 308 62Q374 90 328 150", p.shade(0.2), 12)
        + mirrored(lens)
        + line("M178 152Q200 138 222 152", p.deep, 9)
    )


def racket(p: Paint) -> str:
    strings = line(
        "".join(f"M{x} -132V-6" for x in range(-44, 45, 11)) + "".join(f"M-58 {y}H58" for y in range(-120, -14, 11)),
        "#e9e6df",
        1.4,
    )
    return lying(
        group(
            oval(0, -70, 58, 72, "#fff", 'opacity=".35"')
            + strings
            + oval(0, -70, 60, 75, "none", f'stroke="{p.base}" stroke-width="12"')
            + line("M-36 -10L-6 44M36 -10L6 44", p.base, 10)
            + line("M-44 -124Q-60 -90 -54 -50", "#fff", 4, 'opacity=".5"')
            + rect(-11, 40, 22, 104, INK, 8)
            + line("M-10 62L10 54M-10 80L10 72M-10 98L10 90M-10 116L10 108", "#6d737d", 2.5),
            "translate(222 146) rotate(34)",
        )
        + dot(112, 92, 27, "#d5de52")
        + line("M90 80Q112 92 108 118M118 66Q116 88 138 92", "#fff", 3)
    )


def football(p: Paint) -> str:
    return (
        shadow(200, 250, 84)
        + dot(200, 154, 94, p.slant)
        + path("M200 122L231 144L219 180H181L169 144Z", "#2f3a4f")
        + "".join(
            group(
                path("M0 -92L24 -82L18 -58H-18L-24 -82Z", "#2f3a4f") + line("M0 -32V-58", p.line, 2.5),
                f"translate(200 154) rotate({a})",
            )
            for a in (0, 72, 144, 216, 288)
        )
        + shine("M132 120Q148 92 172 80", 8, 0.4)
    )


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        tent, familytent, beachshelter, sleepingbag, sleepmat, backpack, daypack, bottle, clearbottle, flask, stove,
        campkitchen, gascan, headlamp, lantern, poles, bicycle, roadbike, ebike, helmet, ulock, yogamat, dumbbell,
        adjdumbbell, bands, campchair, moonchair, coolbox, suitcase, holdall, hammock, goggles, racket, football,
    )
}  # fmt: skip
