"""What is worn above the waist."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    STEEL,
    Drawing,
    Paint,
    dot,
    group,
    line,
    lying,
    mirrored,
    path,
    rect,
    seam,
    shine,
)

_TOP = "M152 62L96 92L72 160L108 174L124 136V258H276V136L292 174L328 160L304 92L248 62Q200 92 152 62Z"


_LONG = "M152 58L108 76Q92 84 86 108L62 222L100 232L126 140V256H274V140L300 232L338 222L314 108Q308 84 292 76L248 58Q200 84 152 58Z"


def tshirt(p: Paint) -> str:
    return lying(
        path(_TOP, p.slant)
        + path("M152 62Q200 92 248 62L240 58Q200 78 160 58Z", p.shade(0.25))
        + seam(p, "M124 136L122 104M276 136L278 104M126 248H274M80 152L112 164M320 152L288 164")
        + seam(p, "M150 66Q200 100 250 66", 3)
        + shine("M148 130Q156 180 148 232M244 150Q238 190 246 226", 8, 0.13)
    )


def _shirt(p: Paint, pattern: str = "") -> str:
    buttons = "".join(dot(200, y, 3, p.tint(0.75)) for y in range(104, 246, 28))
    return lying(
        path(_LONG, p.slant)
        + pattern
        + path("M164 58Q200 70 236 58L200 88Z", p.shade(0.35))
        + path("M158 56L200 88L180 108L148 66Z", p.tint(0.14))
        + path("M242 56L200 88L220 108L252 66Z", p.tint(0.14))
        + seam(p, "M158 56L200 88L180 108L148 66ZM242 56L200 88L220 108L252 66Z", 1.5)
        + seam(p, "M192 92V256M208 92V256M126 140L124 108M274 140L276 108M66 206L104 216M334 206L296 216", 1.6)
        + rect(226, 128, 34, 36, p.shade(0.07), 3, f'stroke="{p.line}" stroke-opacity=".5"')
        + buttons
    )


def shirt(p: Paint) -> str:
    return _shirt(p)


def plaidshirt(p: Paint) -> str:
    lines = line(
        "M146 70V256M172 76V256M228 76V256M254 70V256M126 120H274M126 160H274M126 200H274M126 240H274M96 96L74 210M304 96L326 210",
        p.deep, 9, 'opacity=".4"',
    ) + line("M159 70V256M241 70V256M126 140H274M126 180H274M126 220H274", p.tint(0.6), 3, 'opacity=".6"')  # fmt: skip
    clip = f'<clipPath id="q"><path d="{_LONG}"/></clipPath>'
    return _shirt(p, clip + group(lines, more='clip-path="url(#q)"'))


def sweater(p: Paint) -> str:
    ribs = "".join(f"M{x} 240V256" for x in range(134, 272, 8))
    return lying(
        path(_LONG, p.slant)
        + path("M152 58Q200 84 248 58L238 54Q200 72 162 54Z", p.shade(0.3))
        + line("M152 60Q200 88 248 60", p.shade(0.1), 9)
        + seam(p, f"M126 240H274M66 206L104 216M334 206L296 216M126 140L130 96M274 140L270 96{ribs}", 1.6)
        + shine("M150 120Q158 180 148 226", 9, 0.12)
    )


def cablesweater(p: Paint) -> str:
    twist = "".join(f"M{x} {y}q12 10 0 20q-12 -10 0 -20" for x in (164, 200, 236) for y in range(96, 226, 20))
    return (
        sweater(p)
        + line(twist, p.line, 2.6, 'opacity=".5"')
        + line("M180 96V238M220 96V238", p.line, 1.5, 'opacity=".4"')
    )


def cardigan(p: Paint) -> str:
    buttons = "".join(dot(200, y, 5, "#8a6a48") for y in (146, 172, 198, 224, 246))
    return lying(
        path(_LONG, p.slant)
        + path("M156 56L200 136L244 56Q200 72 156 56Z", p.shade(0.42))
        + line("M154 58L200 138V256M246 58L200 138", p.shade(0.12), 10)
        + seam(p, "M126 242H196M206 242H274M66 206L104 216M334 206L296 216M126 140L130 96M274 140L270 96")
        + rect(140, 194, 42, 36, p.shade(0.07), 4)
        + rect(218, 194, 42, 36, p.shade(0.07), 4)
        + buttons
    )


def _hood(p: Paint) -> str:
    return path("M148 66Q144 28 200 26Q256 28 252 66Q200 104 148 66Z", p.shade(0.1)) + path(
        "M164 64Q166 42 200 40Q234 42 236 64Q200 90 164 64Z", p.shade(0.42)
    )


def hoodie(p: Paint) -> str:
    return lying(
        path(_LONG, p.slant)
        + _hood(p)
        + path("M152 186H248L264 236H136Z", p.shade(0.09), f'stroke="{p.line}" stroke-opacity=".5" stroke-width="2"')
        + line("M184 82L180 130M216 82L220 126", p.tint(0.7), 3)
        + seam(p, "M126 244H274M66 206L104 216M334 206L296 216M126 140L130 96M274 140L270 96")
    )


def ziphoodie(p: Paint) -> str:
    return lying(
        path(_LONG, p.slant)
        + _hood(p)
        + line("M200 86V256", STEEL, 4)
        + rect(196, 94, 8, 16, "#d5d9de", 3)
        + seam(
            p,
            "M150 184L132 238M250 184L268 238M126 244H274M66 206L104 216M334 206L296 216M126 140L130 96M274 140L270 96",
        )
        + line("M184 82L180 124M216 82L220 124", p.tint(0.7), 3)
    )


def jacket(p: Paint) -> str:
    return lying(
        path(_LONG, p.slant)
        + path("M146 62Q148 24 200 24Q252 24 254 62Q200 96 146 62Z", p.flat)
        + path("M164 60Q166 38 200 38Q234 38 236 60Q200 82 164 60Z", p.deep)
        + path("M124 118Q160 132 200 132Q240 132 276 118V100L248 58Q200 92 152 58L124 100Z", p.shade(0.14))
        + line("M200 80V256", p.tint(0.55), 4)
        + seam(p, "M124 118Q160 132 200 132Q240 132 276 118M126 140L124 110M274 140L276 110")
        + line("M146 186L164 218M254 186L236 218M222 146H252", p.tint(0.55), 3)
        + seam(p, "M66 204L104 214M334 204L296 214M126 246H274", 3)
    )


def kidsraincoat(p: Paint) -> str:
    toggles = "".join(line(f"M192 {y}H208", "#8a6a48", 6) for y in (118, 152, 186))
    return lying(
        path(
            "M156 70L116 86L84 186L120 196L136 142L124 256H276L264 142L280 196L316 186L284 86L244 70Q200 92 156 70Z",
            p.slant,
        )
        + path("M148 74Q146 30 200 28Q254 30 252 74Q200 106 148 74Z", p.flat)
        + path("M166 70Q168 44 200 44Q232 44 234 70Q200 90 166 70Z", p.deep)
        + seam(p, "M200 90V256M136 142L140 104M264 142L260 104")
        + toggles
        + rect(142, 200, 42, 34, p.shade(0.1), 6)
        + rect(216, 200, 42, 34, p.shade(0.1), 6)
        + line("M126 244H274", "#e9edf0", 6, 'opacity=".8"')
    )


def trench(p: Paint) -> str:
    buttons = "".join(dot(x, y, 4, p.deep) for x in (178, 222) for y in (110, 136, 192, 222))
    return lying(
        path(
            "M156 40L116 58Q102 66 98 90L80 196L112 202L132 124L118 270H282L268 124L288 202L320 196L302 90Q298 66 284 58L244 40Q200 60 156 40Z",
            p.slant,
        )
        + path("M164 40L200 74L186 118L146 60Z", p.tint(0.15))
        + path("M236 40L200 74L214 118L254 60Z", p.tint(0.15))
        + seam(p, "M164 40L200 74L186 118L146 60ZM236 40L200 74L214 118L254 60ZM196 118V270", 2)
        + buttons
        + rect(126, 156, 148, 15, p.shade(0.2), 3)
        + rect(188, 152, 26, 23, "none", 3, 'stroke="#8a6a48" stroke-width="4"')
        + seam(p, "M140 192L164 202M260 192L236 202M84 178L116 184M316 178L284 184", 2.5)
    )


def _puffer(p: Paint, hem: int) -> str:
    rows = range(110, hem - 8, 27)
    seams = "".join(f"M128 {y}q36 9 70 0m4 0q38 9 70 0" for y in rows)
    bands = line(seams, p.line, 2.2, 'opacity=".55"') + shine(
        "".join(f"M134 {y - 13}q30 7 58 0m18 0q30 7 54 0" for y in rows), 5, 0.16
    )
    folds = "".join(f"M{92 - i * 5} {114 + i * 28}q14 12 30 8" for i in range(4))
    sleeves = line(folds, p.line, 2, 'opacity=".5"')
    return lying(
        path(
            f"M154 58L112 74Q94 82 88 108L66 220L102 230L128 142L124 {hem}H276L272 142L298 230L334 220L312 108Q306 82 288 74L246 58Q200 78 154 58Z",
            p.slant,
        )
        + bands
        + mirrored(sleeves)
        + path("M152 60Q150 30 200 28Q250 30 248 60Q200 92 152 60Z", p.flat)
        + path("M168 58Q170 42 200 40Q230 42 232 58Q200 76 168 58Z", p.deep)
        + line(f"M200 76V{hem}", p.tint(0.45), 4)
    )


def puffer(p: Paint) -> str:
    return _puffer(p, 248)


def longpuffer(p: Paint) -> str:
    return group(_puffer(p, 312), "translate(32 12) scale(.84)")


def fittedtee(p: Paint) -> str:
    return lying(
        path(
            "M156 60L104 86L84 146L116 160L130 134Q142 180 128 258H272Q258 180 270 134L284 160L316 146L296 86L244 60Q200 96 156 60Z",
            p.slant,
        )
        + path("M156 60Q200 96 244 60L237 56Q200 80 163 56Z", p.shade(0.25))
        + seam(p, "M154 64Q200 104 246 64", 3)
        + seam(p, "M130 134L128 104M270 134L272 104M130 248H270M92 138L120 151M308 138L280 151")
        + shine("M156 130Q164 180 154 232", 8, 0.13)
    )


def linenshirt(p: Paint) -> str:
    slub = line(
        "".join(f"M{x} 60V256" for x in range(104, 304, 8)), p.line, 1, 'stroke-dasharray="9 5 3 7" opacity=".4"'
    )
    clip = f'<clipPath id="q"><path d="{_LONG}"/></clipPath>'
    return _shirt(p, clip + group(slub, more='clip-path="url(#q)"'))


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        tshirt, shirt, plaidshirt, sweater, cablesweater, cardigan, hoodie, ziphoodie, jacket, kidsraincoat, trench, puffer, longpuffer, fittedtee, linenshirt,
    )
}  # fmt: skip
