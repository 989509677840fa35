"""Vacuum cleaners, purifiers and their filters."""

from knowledge.demo.drawing.canvas import (
    GLASS,
    INK,
    METAL,
    RUBBER,
    Drawing,
    Paint,
    dot,
    group,
    line,
    oval,
    path,
    rect,
    ring,
    shadow,
    shine,
)


def vacuum(p: Paint) -> str:
    return (
        shadow(196, 262, 92)
        + line("M150 250L238 84", METAL.replace("url(#m)", "#b9bec6"), 12)
        + line("M150 250L238 84", "#e4e7eb", 4)
        + path("M96 244Q98 232 112 232H178Q192 232 194 244V258H96Z", RUBBER)
        + rect(104, 240, 82, 6, p.base, 3)
        + group(
            rect(-24, -58, 48, 84, GLASS, 18)
            + rect(-18, -20, 36, 38, "#8b9099", 12, 'opacity=".5"')
            + rect(-27, -84, 54, 44, p.round, 14)
            + line("M22 -70C64 -72 66 -14 26 -12", RUBBER, 12)
            + shine("M-14 -44V16", 5, 0.6),
            "translate(248 92) rotate(28)",
        )
    )


def robovac(p: Paint) -> str:
    return (
        shadow(200, 232, 126)
        + path("M76 176V200Q76 236 200 236Q324 236 324 200V176Z", p.shade(0.35))
        + oval(200, 174, 124, 46, p.slant)
        + oval(200, 171, 100, 35, p.tint(0.12))
        + path("M166 160V146Q166 136 200 136Q234 136 234 146V160Q234 170 200 170Q166 170 166 160Z", p.shade(0.3))
        + oval(200, 146, 34, 10, p.round)
        + dot(200, 192, 5, "#7fd0c0")
        + line("M92 216L62 232M92 216L72 206", RUBBER, 3)
        + rect(128, 206, 144, 8, RUBBER, 4, 'opacity=".35"')
    )


def roundfilter(p: Paint) -> str:
    pleats = line("".join(f"M{x} 122V232" for x in range(118, 290, 9)), "#d9d5cd", 3)
    return (
        shadow(200, 250, 100)
        + rect(108, 112, 184, 130, "#f2efe9")
        + pleats
        + path("M104 106H296V130Q200 146 104 130Z", p.round)
        + path("M104 226Q200 242 296 226V244Q200 260 104 244Z", p.round)
        + oval(200, 106, 96, 19, p.tint(0.1))
        + oval(200, 106, 58, 11, "#4a4d55")
    )


def purifier(p: Paint) -> str:
    holes = line(
        "".join(f"M152 {y}H252" for y in range(130, 234, 12)), p.line, 4.6, 'stroke-dasharray="0 12" opacity=".6"'
    )
    return (
        shadow(200, 256, 76)
        + rect(132, 54, 136, 200, p.round, 30)
        + holes
        + oval(200, 74, 56, 13, p.shade(0.22))
        + oval(200, 74, 44, 9, INK)
        + ring(200, 100, 9, "#69bfa4", 3)
        + shine("M148 96V232", 6)
    )


def filterpair(p: Paint) -> str:
    return group(roundfilter(p), "translate(118 92) scale(.68)") + group(roundfilter(p), "translate(14 112) scale(.68)")


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        vacuum, robovac, roundfilter, purifier, filterpair,
    )
}  # fmt: skip
