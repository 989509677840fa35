"""Bags, bottles and poles."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    GLASS,
    METAL,
    RUBBER,
    STEEL,
    Drawing,
    Paint,
    group,
    line,
    lying,
    mirrored,
    oval,
    path,
    rect,
    shadow,
    shine,
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


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        backpack, daypack, bottle, clearbottle, flask, poles, suitcase, holdall,
    )
}  # fmt: skip
