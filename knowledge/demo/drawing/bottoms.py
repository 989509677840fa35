"""Trousers, dresses, skirts and swimwear."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import BRASS, STEEL, Drawing, Paint, dot, line, lying, path, rect, seam, shine


def _jeans(p: Paint, leg: str) -> str:
    return lying(
        path(leg, p.slant)
        + rect(142, 44, 116, 17, p.shade(0.2), 3)
        + line(
            "M150 66Q156 84 144 92M250 66Q244 84 256 92M200 62V112M200 62Q218 84 204 112",
            "#d8a860",
            1.8,
            'stroke-dasharray="4 3"',
        )
        + dot(200, 53, 4, BRASS)
        + "".join(rect(x, 42, 5, 21, p.shade(0.3), 1) for x in (160, 180, 218, 238))
        + shine("M168 120L160 220M236 120L242 220", 12, 0.12)
    )


def jeans(p: Paint) -> str:
    return _jeans(p, "M142 46H258L272 268H222L202 118H198L178 268H128Z")


def widejeans(p: Paint) -> str:
    return _jeans(p, "M142 46H258L298 268H218L202 118H198L182 268H102Z")


def leggings(p: Paint) -> str:
    return lying(
        path("M148 36H252L256 110L238 270H212L202 122H198L188 270H162L144 110Z", p.slant)
        + path("M147 36H253L255 66Q200 76 145 66Z", p.shade(0.18))
        + seam(p, "M200 72V122M158 70Q152 110 168 250M242 70Q248 110 232 250")
        + shine("M166 96L176 230", 7, 0.2)
    )


def _dress(p: Paint, shape: str, more: str) -> str:
    return lying(path(shape, p.slant) + more)


def dress(p: Paint) -> str:
    ribs = "".join(f"M{x} 250V268" for x in range(152, 250, 9))
    return _dress(
        p,
        "M166 36L132 48L116 122L142 128L152 104Q156 130 150 158L142 268H258L250 158Q244 130 248 104L258 128L284 122L268 48L234 36Q200 56 166 36Z",
        seam(p, "M166 38Q200 60 234 38", 4)
        + seam(p, f"M152 250H248{ribs}")
        + shine("M172 110Q166 180 168 240", 8, 0.15),
    )


_TEA = "M168 36L138 46L116 96L140 110L156 92V136L112 268H288L244 136V92L260 110L284 96L262 46L232 36L200 74Z"


def floraldress(p: Paint) -> str:
    spots = (
        (176, 108),
        (222, 116),
        (160, 176),
        (204, 160),
        (240, 182),
        (146, 224),
        (186, 212),
        (226, 226),
        (264, 234),
        (206, 250),
        (132, 254),
        (168, 250),
    )
    return _dress(
        p,
        _TEA,
        line("".join(f"M{x} {y - 6}h0m6 6h0m-6 6h0m-6 -6h0" for x, y in spots), "#fff8ef", 8)
        + line("".join(f"M{x} {y}h0" for x, y in spots), "#d9a23f", 6)
        + seam(p, "M156 136H244M200 74V136")
        + rect(154, 132, 92, 8, p.shade(0.2), 3),
    )


def slipdress(p: Paint) -> str:
    return _dress(
        p,
        "M160 84Q176 96 200 88Q224 96 240 84Q246 110 240 134Q262 200 274 268H126Q138 200 160 134Q154 110 160 84Z",
        line("M162 86L174 34M238 86L226 34", p.base, 3.5)
        + shine("M176 120Q158 190 152 256M222 136Q240 200 244 256", 10, 0.28)
        + seam(p, "M160 88Q176 100 200 92Q224 100 240 88"),
    )


def shirtdress(p: Paint) -> str:
    return _dress(
        p,
        "M164 38L130 50L106 132L134 142L152 104V150L122 266H278L248 150V104L266 142L294 132L270 50L236 38Q200 54 164 38Z",
        path("M166 38L200 66L184 84L154 46Z", p.tint(0.16)) + path("M234 38L200 66L216 84L246 46Z", p.tint(0.16))
        + seam(p, "M194 72V266M206 72V266M112 126L138 136M288 126L262 136") + rect(150, 144, 100, 12, p.shade(0.2), 3)
        + "".join(dot(200, y, 3, p.tint(0.75)) for y in range(88, 260, 26)),
    )  # fmt: skip


def skirt(p: Paint) -> str:
    return lying(
        path("M152 62H248L302 252Q200 268 98 252Z", p.slant)
        + rect(148, 50, 104, 18, p.shade(0.18), 4)
        + seam(p, "M200 68V258M164 84L156 118M236 84L244 118")
        + "".join(dot(200, y, 4, BRASS) for y in (92, 126, 160, 194, 228))
    )


def pleatskirt(p: Paint) -> str:
    pleats = "".join(
        path(
            f"M{154 + i * 11.5:g} 66H{160 + i * 11.5:g}L{108 + i * 23.5:g} 258H{90 + i * 23.5:g}Z",
            p.shade(0.22),
            'opacity=".55"',
        )
        for i in range(9)
    )
    return lying(
        path("M152 62H248L312 250Q200 268 88 250Z", p.slant) + pleats + rect(148, 48, 104, 19, p.shade(0.16), 4)
    )


def swimsuit(p: Paint) -> str:
    return lying(
        path(
            "M158 40L170 38Q170 96 200 104Q230 96 230 38L242 40Q246 90 262 120Q248 150 262 196L216 262Q200 270 184 262L138 196Q152 150 138 120Q154 90 158 40Z",
            p.slant,
        )
        + seam(p, "M170 40Q170 96 200 104Q230 96 230 40M142 194Q172 210 186 258M258 194Q228 210 214 258", 3)
        + path("M146 148Q200 162 254 148L255 168Q200 182 145 168Z", p.tint(0.75), 'opacity=".9"')
    )


def swimshorts(p: Paint) -> str:
    return lying(
        path("M128 78H272L306 222L220 234L202 150H198L180 234L94 222Z", p.slant)
        + rect(124, 68, 152, 21, p.shade(0.18), 6)
        + line("".join(f"M{x} 70V87" for x in range(132, 272, 10)), p.line, 2, 'opacity=".5"')
        + line("M192 88Q176 122 188 136M208 88Q226 118 212 134", "#fff", 4)
        + seam(p, "M200 90V150M140 100L120 150M260 100L280 150")
        + line("M98 206L182 218M302 206L218 218", p.tint(0.6), 5)
    )


def tights(p: Paint) -> str:
    return (
        leggings(p)
        + line("M156 76Q150 112 166 246M244 76Q250 112 234 246", "#d5dbe0", 4, 'opacity=".8"')
        + line("M172 240V262M228 240V262", STEEL, 3)
        + line("M186 48Q180 62 188 72M214 48Q220 60 212 72", p.tint(0.6), 3)
    )


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        jeans, widejeans, leggings, dress, floraldress, slipdress, shirtdress, skirt, pleatskirt, swimsuit, swimshorts, tights,
    )
}  # fmt: skip
