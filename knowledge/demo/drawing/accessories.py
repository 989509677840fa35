"""Hats, bags, watches and glasses."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    BRASS,
    INK,
    PAPER,
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
    ring,
    seam,
    shadow,
    shine,
)


def scarf(p: Paint) -> str:
    fringe = line("".join(f"M{132 + i * 9} 246v18M{220 + i * 9} 222v18" for i in range(6)), p.base, 3.5)
    return lying(
        fringe
        + path("M214 104L280 110L270 224H214Z", p.shade(0.12))
        + path("M126 110L186 96L184 248H128Z", p.slant)
        + path("M100 84Q140 36 200 40Q264 38 300 84Q298 124 250 134Q200 142 150 134Q102 124 100 84Z", p.flat)
        + path("M138 78Q200 56 262 78Q258 104 200 106Q142 104 138 78Z", p.deep)
        + seam(p, "M130 214H184M130 224H184M216 192H272M216 202H272", 3)
    )


def silkscarf(p: Paint) -> str:
    return lying(
        group(
            rect(-88, -88, 176, 176, p.slant, 4)
            + rect(-76, -76, 152, 152, "none", 2, f'stroke="{p.tint(0.65)}" stroke-width="7"')
            + ring(0, 0, 40, p.tint(0.65), 5)
            + "".join(
                group(path("M0 -66Q15 -46 0 -28Q-15 -46 0 -66Z", p.deep), f"rotate({a})") for a in range(0, 360, 45)
            )
            + path("M88 88H20Q60 60 88 20Z", p.shade(0.3)),
            "translate(200 156) rotate(12)",
        )
    )


def beanie(p: Paint) -> str:
    curves = "".join(f"M{200 + x} 66Q{200 + x * 1.7:g} 120 {200 + x * 1.8:g} 190" for x in range(-48, 49, 16))
    ribs = line(curves, p.line, 2, 'opacity=".35"')
    cuff = line("".join(f"M{x} 184V234" for x in range(118, 292, 13)), p.line, 2.5, 'opacity=".4"')
    return (
        shadow(200, 242, 102)
        + path("M110 196Q104 60 200 56Q296 60 290 196Z", p.round)
        + ribs
        + rect(102, 178, 196, 60, p.flat, 16)
        + cuff
        + rect(184, 196, 32, 24, "#8a6a48", 2)
    )


def cap(p: Paint) -> str:
    return (
        shadow(216, 226, 124)
        + path("M92 194Q88 86 186 82Q276 84 278 190Z", p.round)
        + path("M262 176Q346 180 356 212Q300 202 226 212Q160 216 96 196Q180 196 262 176Z", p.shade(0.2))
        + seam(p, "M186 82Q150 120 150 196M186 82Q230 120 236 184")
        + dot(186, 81, 6, p.shade(0.2))
        + shine("M120 150Q128 118 152 104", 6)
    )


def tote(p: Paint) -> str:
    return (
        shadow(200, 258, 102)
        + line("M156 120Q158 36 200 36Q242 36 244 120", p.shade(0.25), 9)
        + path("M106 110H294L306 244Q306 256 294 256H106Q94 256 94 244Z", p.round)
        + line("M150 112Q152 48 200 48Q248 48 250 112", p.shade(0.1), 10)
        + rect(143, 108, 15, 42, p.shade(0.1), 3)
        + rect(242, 108, 15, 42, p.shade(0.1), 3)
        + seam(p, "M108 120H292M101 246H299")
        + shine("M120 136L114 236", 7, 0.22)
    )


def messenger(p: Paint) -> str:
    return (
        shadow(200, 252, 112)
        + line("M104 124Q120 34 200 34Q280 34 296 124", p.shade(0.3), 11)
        + rect(90, 112, 220, 138, p.shade(0.16), 14)
        + path("M88 108H312V192Q312 212 292 212H108Q88 212 88 192Z", p.flat)
        + mirrored(
            rect(126, 182, 22, 54, "#8a5a36", 3)
            + rect(123, 206, 28, 18, "none", 2, f'stroke="{BRASS}" stroke-width="4"')
        )
        + seam(p, "M96 116H304M96 190Q98 204 112 204H288Q302 204 304 190")
    )


def watch(p: Paint) -> str:
    marks = "".join(group(rect(-1.5, -42, 3, 8, "#3b3e45"), f"rotate({a})") for a in range(0, 360, 30))
    return lying(
        group(
            path("M-32 -130H32L36 -48H-36Z", p.slant)
            + path("M-36 48H36L32 130H-32Z", p.slant)
            + seam(p, "M-24 -124L-28 -52M24 -124L28 -52M-28 52L-24 124M28 52L24 124")
            + rect(54, -9, 14, 18, STEEL, 4)
            + dot(0, 0, 60, "#c9ced5")
            + dot(0, 0, 52, PAPER)
            + marks
            + line("M0 0L-16 -20", INK, 5)
            + line("M0 0L20 -30", INK, 4)
            + line("M0 10V-36", "#c9523f", 1.5)
            + dot(0, 0, 4, INK)
            + ring(0, 0, 56, "#fff", 2, 'opacity=".7"'),
            "translate(200 152) rotate(16)",
        )
    )


def belt(p: Paint) -> str:
    coil = "".join(ring(200, 156, r, p.shade(s), 17) for r, s in ((94, 0.1), (74, 0.22), (54, 0.32)))
    return lying(
        coil
        + ring(200, 156, 99, p.tint(0.25), 1.5, 'stroke-dasharray="5 4"')
        + path("M200 240H318Q330 240 330 249Q330 258 318 258H200Z", p.shade(0.05))
        + rect(290, 228, 44, 42, "none", 6, f'stroke="{BRASS}" stroke-width="8"')
        + line("M300 249H332", BRASS, 6)
    )


def _glasses(p: Paint, lens: str, arms: str) -> str:
    one = path("M74 128Q128 116 184 130Q190 190 146 196Q92 200 78 160Z", lens, f'stroke="{p.base}" stroke-width="10"')
    return lying(
        line(arms, p.base, 9)
        + mirrored(one + shine("M98 144L122 178M114 140L130 164", 5, 0.3))
        + line("M184 138Q200 128 216 138", p.base, 10)
    )


def sunglasses(p: Paint) -> str:
    return _glasses(p, "#3d4a48", "M74 134L56 92Q60 74 84 82M326 134L344 92Q340 74 316 82")


def sportglasses(p: Paint) -> str:
    return lying(
        line("M66 150L50 104M334 150L350 104", p.base, 10)
        + path("M62 132Q200 100 338 132Q344 188 286 196Q228 198 200 164Q172 198 114 196Q56 188 62 132Z", "#d9743a")
        + path("M62 132Q200 100 338 132L340 146Q200 118 60 146Z", p.base)
        + path("M80 152Q130 138 176 146L130 188Q88 186 80 152Z", "#f3b06a", 'opacity=".6"')
        + shine("M228 150L262 182M250 146L290 184", 6, 0.3)
    )


def gloves(p: Paint) -> str:
    one = (
        path(
            "M-38 100L-44 20Q-72 -4 -68 -22Q-60 -34 -46 -20L-34 -6L-38 -66Q-36 -80 -26 -78Q-17 -76 -16 -64L-12 -24L-10 -86Q-7 -98 3 -97Q12 -95 12 -84L11 -24L20 -76Q24 -88 33 -85Q42 -82 40 -70L33 -14L46 -48Q52 -58 59 -54Q66 -50 63 -40L46 30L40 100Z",
            p.slant,
        )
        + rect(-42, 84, 86, 26, p.shade(0.2), 5)
        + seam(p, "M-20 -10L-22 30M4 -12V30M26 -8L22 30")
    )
    return lying(group(one, "translate(134 156) rotate(-8)") + group(one, "translate(268 156) scale(-1 1) rotate(-8)"))


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        scarf, silkscarf, beanie, cap, tote, messenger, watch, belt, sunglasses, sportglasses, gloves,
    )
}  # fmt: skip
