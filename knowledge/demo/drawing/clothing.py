"""Clothes laid flat, shoes, bags and what people wear on them."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
    BRASS,
    INK,
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
    path,
    rect,
    ring,
    shadow,
    shine,
)  # fmt: skip

_TOP = "M152 62L96 92L72 160L108 174L124 136V258H276V136L292 174L328 160L304 92L248 62Q200 92 152 62Z"
_LONG = "M152 58L108 76Q92 84 86 108L62 222L100 232L126 140V256H274V140L300 232L338 222L314 108Q308 84 292 76L248 58Q200 84 152 58Z"


def _seams(p: Paint, d: str, width: float = 2) -> str:
    return line(d, p.line, width, 'opacity=".6"')


def tshirt(p: Paint) -> str:
    return lying(
        path(_TOP, p.slant)
        + path("M152 62Q200 92 248 62L240 58Q200 78 160 58Z", p.shade(0.25))
        + _seams(p, "M124 136L122 104M276 136L278 104M126 248H274M80 152L112 164M320 152L288 164")
        + _seams(p, "M150 66Q200 100 250 66", 3)
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
        + _seams(p, "M158 56L200 88L180 108L148 66ZM242 56L200 88L220 108L252 66Z", 1.5)
        + _seams(p, "M192 92V256M208 92V256M126 140L124 108M274 140L276 108M66 206L104 216M334 206L296 216", 1.6)
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
        + _seams(p, f"M126 240H274M66 206L104 216M334 206L296 216M126 140L130 96M274 140L270 96{ribs}", 1.6)
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
        + _seams(p, "M126 242H196M206 242H274M66 206L104 216M334 206L296 216M126 140L130 96M274 140L270 96")
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
        + _seams(p, "M126 244H274M66 206L104 216M334 206L296 216M126 140L130 96M274 140L270 96")
    )


def ziphoodie(p: Paint) -> str:
    return lying(
        path(_LONG, p.slant)
        + _hood(p)
        + line("M200 86V256", STEEL, 4)
        + rect(196, 94, 8, 16, "#d5d9de", 3)
        + _seams(
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
        + _seams(p, "M124 118Q160 132 200 132Q240 132 276 118M126 140L124 110M274 140L276 110")
        + line("M146 186L164 218M254 186L236 218M222 146H252", p.tint(0.55), 3)
        + _seams(p, "M66 204L104 214M334 204L296 214M126 246H274", 3)
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
        + _seams(p, "M200 90V256M136 142L140 104M264 142L260 104")
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
        + _seams(p, "M164 40L200 74L186 118L146 60ZM236 40L200 74L214 118L254 60ZM196 118V270", 2)
        + buttons
        + rect(126, 156, 148, 15, p.shade(0.2), 3)
        + rect(188, 152, 26, 23, "none", 3, 'stroke="#8a6a48" stroke-width="4"')
        + _seams(p, "M140 192L164 202M260 192L236 202M84 178L116 184M316 178L284 184", 2.5)
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
        + _seams(p, "M200 72V122M158 70Q152 110 168 250M242 70Q248 110 232 250")
        + shine("M166 96L176 230", 7, 0.2)
    )


def _dress(p: Paint, shape: str, more: str) -> str:
    return lying(path(shape, p.slant) + more)


def dress(p: Paint) -> str:
    ribs = "".join(f"M{x} 250V268" for x in range(152, 250, 9))
    return _dress(
        p,
        "M166 36L132 48L116 122L142 128L152 104Q156 130 150 158L142 268H258L250 158Q244 130 248 104L258 128L284 122L268 48L234 36Q200 56 166 36Z",
        _seams(p, "M166 38Q200 60 234 38", 4)
        + _seams(p, f"M152 250H248{ribs}")
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
        + _seams(p, "M156 136H244M200 74V136")
        + rect(154, 132, 92, 8, p.shade(0.2), 3),
    )


def slipdress(p: Paint) -> str:
    return _dress(
        p,
        "M160 84Q176 96 200 88Q224 96 240 84Q246 110 240 134Q262 200 274 268H126Q138 200 160 134Q154 110 160 84Z",
        line("M162 86L174 34M238 86L226 34", p.base, 3.5)
        + shine("M176 120Q158 190 152 256M222 136Q240 200 244 256", 10, 0.28)
        + _seams(p, "M160 88Q176 100 200 92Q224 100 240 88"),
    )


def shirtdress(p: Paint) -> str:
    return _dress(
        p,
        "M164 38L130 50L106 132L134 142L152 104V150L122 266H278L248 150V104L266 142L294 132L270 50L236 38Q200 54 164 38Z",
        path("M166 38L200 66L184 84L154 46Z", p.tint(0.16)) + path("M234 38L200 66L216 84L246 46Z", p.tint(0.16))
        + _seams(p, "M194 72V266M206 72V266M112 126L138 136M288 126L262 136") + rect(150, 144, 100, 12, p.shade(0.2), 3)
        + "".join(dot(200, y, 3, p.tint(0.75)) for y in range(88, 260, 26)),
    )  # fmt: skip


def skirt(p: Paint) -> str:
    return lying(
        path("M152 62H248L302 252Q200 268 98 252Z", p.slant)
        + rect(148, 50, 104, 18, p.shade(0.18), 4)
        + _seams(p, "M200 68V258M164 84L156 118M236 84L244 118")
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


def _shoe(p: Paint, upper: str, sole: str, sole_fill: str, more: str) -> str:
    return shadow(202, 236, 136, 9) + path(upper, p.slant) + more + path(sole, sole_fill)


def sneaker(p: Paint) -> str:
    laces = "".join(line(f"M{176 + i * 17} {118 + i * 11}l-17 19", "#fff", 5) for i in range(5))
    return _shoe(
        p,
        "M78 204Q70 150 84 104Q92 92 108 104Q128 122 152 96Q160 90 172 100L244 150Q262 160 300 166Q334 174 336 206Z",
        "M70 200Q84 208 200 206H342Q346 236 316 238H96Q66 236 70 200Z",
        "#f6f4f0",
        path("M104 204Q112 158 146 146Q196 168 186 204Z", p.deep, 'opacity=".5"')
        + path("M276 164Q332 170 336 206H262Q262 178 276 164Z", p.shade(0.14))
        + laces
        + line("M118 196L138 160M132 198L152 164M146 200L164 170", p.tint(0.7), 5, 'opacity=".8"')
        + path("M70 214Q200 226 342 216Q340 238 316 238H96Q72 236 70 214Z", p.tint(0.5)),
    )


def lowsneaker(p: Paint) -> str:
    laces = "".join(line(f"M{170 + i * 17} {124 + i * 10}l-15 17", PAPER if i else "#fff", 5) for i in range(5))
    return _shoe(
        p,
        "M76 206V116Q84 104 104 112Q130 120 150 100L164 104L248 156Q322 164 332 206Z",
        "M70 204H336Q342 236 322 236H82Q66 236 70 204Z",
        "#fbfaf7",
        path("M76 150V116Q84 104 104 112L110 150Z", "#5d8f73")
        + _seams(p, "M110 112L116 204M214 136Q190 160 196 204M284 166Q262 178 262 204")
        + laces
        + "".join(dot(x, 184, 2, p.line) for x in (228, 240, 252))
        + line("M74 219H336", "#d9d5cd", 2),
    )


def slipon(p: Paint) -> str:
    return _shoe(
        p,
        "M74 208V132Q84 116 106 130Q150 150 178 126Q192 118 208 130Q310 150 332 208Z",
        "M68 204H338Q340 234 322 234H84Q66 234 68 204Z",
        "#fbfaf7",
        path("M178 126Q192 118 208 130L222 152L176 158Z", p.shade(0.4))
        + _seams(p, "M106 130L112 204M222 152Q262 166 270 204")
        + line("M70 218H336", "#c9523f", 3),
    )


def _bootbody(p: Paint, more: str, sole: str = "#3b3026") -> str:
    return (
        shadow(196, 254, 124, 9)
        + path("M110 48Q150 40 196 50L200 138Q214 164 272 178Q316 188 318 226H104Q96 130 110 48Z", p.slant)
        + more
        + path("M98 222H322Q326 250 310 250H196L186 242H168V250H104Q94 250 98 222Z", sole)
    )


def boot(p: Paint) -> str:
    laces = "".join(line(f"M160 {y}L198 {y + 8}M198 {y}L160 {y + 8}", "#e3c48b", 3) for y in range(66, 138, 18))
    return _bootbody(
        p,
        path("M156 46L198 52L200 138L220 160L178 172L162 140Z", p.shade(0.22))
        + laces
        + _seams(p, "M108 190Q170 190 200 226M276 180Q256 196 258 224")
        + line("M104 58Q96 44 112 40", p.base, 6),
    )


def chelsea(p: Paint) -> str:
    return _bootbody(
        p,
        path("M142 46H182Q180 110 194 158Q166 168 150 158Q146 110 142 46Z", p.deep)
        + line("M150 52V154M162 52V158M174 52V158", p.line, 1.5, 'opacity=".5"')
        + line("M106 56Q100 38 116 38", p.base, 7)
        + shine("M236 180Q280 186 296 206", 6),
    )


def hikingboot(p: Paint) -> str:
    laces = "".join(line(f"M162 {y}L206 {y + 9}M206 {y}L162 {y + 9}", "#d98a3f", 3.5) for y in range(64, 150, 20))
    return _bootbody(
        p,
        path("M156 46L200 52L204 138L226 160L182 174L164 142Z", p.deep)
        + laces
        + path("M258 226Q256 184 284 181Q316 190 318 226Z", RUBBER)
        + path("M104 190Q150 184 186 226H104Z", p.shade(0.3))
        + line("M106 54Q150 42 198 52", p.tint(0.3), 8),
        "#33363c",
    ) + "".join(rect(x, 244, 15, 10, "#33363c", 2) for x in range(108, 312, 26))


def wellies(p: Paint) -> str:
    one = (
        path("M0 0H62L64 112Q70 134 110 142Q124 148 122 172H0Z", p.round)
        + rect(-4, 166, 130, 15, p.deep, 5)
        + rect(-3, -4, 68, 15, p.shade(0.25), 4)
        + shine("M14 22V150", 6)
    )
    return shadow(206, 258, 120) + group(one, "translate(176 66) scale(.96)") + group(one, "translate(106 78)")


def sandal(p: Paint) -> str:
    one = (
        path(
            "M-34 -92Q-8 -118 26 -94Q48 -50 34 -6Q26 40 34 84Q22 118 -12 112Q-36 100 -30 56Q-24 12 -40 -34Q-46 -66 -34 -92Z",
            "#b98a55",
        )
        + path(
            "M-30 -88Q-8 -108 22 -88Q42 -48 30 -6Q22 40 28 82Q18 108 -10 104Q-30 94 -24 54Q-18 12 -34 -34Q-40 -64 -30 -88Z",
            "#d9b78a",
        )
        + line("M-38 -40Q0 -62 36 -36", p.base, 22)
        + line("M-33 4Q0 -16 34 4", p.base, 20)
        + rect(20, -48, 13, 20, BRASS, 3)
        + rect(20, -8, 12, 18, BRASS, 3)
    )
    return lying(group(one, "translate(148 156) rotate(-8)") + group(one, "translate(254 156) scale(-1 1) rotate(-8)"))


def socks(p: Paint) -> str:
    one = (
        path("M0 0H56V104Q60 122 92 140Q120 160 106 180Q92 196 60 182Q10 158 2 120Z", p.slant)
        + rect(-2, -4, 60, 24, p.shade(0.2), 5)
        + path("M106 180Q92 196 60 182L84 138Q120 156 106 180Z", p.shade(0.25))
        + path("M2 112Q8 150 34 168L44 118Z", p.shade(0.25))
        + line("M2 40H56M2 50H56", p.tint(0.6), 4)
    )
    return lying(group(one, "translate(196 56) rotate(8)") + group(one, "translate(106 66) rotate(-3)"))


def scarf(p: Paint) -> str:
    fringe = line("".join(f"M{132 + i * 9} 246v18M{220 + i * 9} 222v18" for i in range(6)), p.base, 3.5)
    return lying(
        fringe
        + path("M214 104L280 110L270 224H214Z", p.shade(0.12))
        + path("M126 110L186 96L184 248H128Z", p.slant)
        + path("M100 84Q140 36 200 40Q264 38 300 84Q298 124 250 134Q200 142 150 134Q102 124 100 84Z", p.flat)
        + path("M138 78Q200 56 262 78Q258 104 200 106Q142 104 138 78Z", p.deep)
        + _seams(p, "M130 214H184M130 224H184M216 192H272M216 202H272", 3)
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
        + _seams(p, "M186 82Q150 120 150 196M186 82Q230 120 236 184")
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
        + _seams(p, "M108 120H292M101 246H299")
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
        + _seams(p, "M96 116H304M96 190Q98 204 112 204H288Q302 204 304 190")
    )


def watch(p: Paint) -> str:
    marks = "".join(group(rect(-1.5, -42, 3, 8, "#3b3e45"), f"rotate({a})") for a in range(0, 360, 30))
    return lying(
        group(
            path("M-32 -130H32L36 -48H-36Z", p.slant)
            + path("M-36 48H36L32 130H-32Z", p.slant)
            + _seams(p, "M-24 -124L-28 -52M24 -124L28 -52M-28 52L-24 124M28 52L24 124")
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


def swimsuit(p: Paint) -> str:
    return lying(
        path(
            "M158 40L170 38Q170 96 200 104Q230 96 230 38L242 40Q246 90 262 120Q248 150 262 196L216 262Q200 270 184 262L138 196Q152 150 138 120Q154 90 158 40Z",
            p.slant,
        )
        + _seams(p, "M170 40Q170 96 200 104Q230 96 230 40M142 194Q172 210 186 258M258 194Q228 210 214 258", 3)
        + path("M146 148Q200 162 254 148L255 168Q200 182 145 168Z", p.tint(0.75), 'opacity=".9"')
    )


def swimshorts(p: Paint) -> str:
    return lying(
        path("M128 78H272L306 222L220 234L202 150H198L180 234L94 222Z", p.slant)
        + rect(124, 68, 152, 21, p.shade(0.18), 6)
        + line("".join(f"M{x} 70V87" for x in range(132, 272, 10)), p.line, 2, 'opacity=".5"')
        + line("M192 88Q176 122 188 136M208 88Q226 118 212 134", "#fff", 4)
        + _seams(p, "M200 90V150M140 100L120 150M260 100L280 150")
        + line("M98 206L182 218M302 206L218 218", p.tint(0.6), 5)
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
        + _seams(p, "M-20 -10L-22 30M4 -12V30M26 -8L22 30")
    )
    return lying(group(one, "translate(134 156) rotate(-8)") + group(one, "translate(268 156) scale(-1 1) rotate(-8)"))


def fittedtee(p: Paint) -> str:
    return lying(
        path(
            "M156 60L104 86L84 146L116 160L130 134Q142 180 128 258H272Q258 180 270 134L284 160L316 146L296 86L244 60Q200 96 156 60Z",
            p.slant,
        )
        + path("M156 60Q200 96 244 60L237 56Q200 80 163 56Z", p.shade(0.25))
        + _seams(p, "M154 64Q200 104 246 64", 3)
        + _seams(p, "M130 134L128 104M270 134L272 104M130 248H270M92 138L120 151M308 138L280 151")
        + shine("M156 130Q164 180 154 232", 8, 0.13)
    )


def linenshirt(p: Paint) -> str:
    slub = line(
        "".join(f"M{x} 60V256" for x in range(104, 304, 8)), p.line, 1, 'stroke-dasharray="9 5 3 7" opacity=".4"'
    )
    clip = f'<clipPath id="q"><path d="{_LONG}"/></clipPath>'
    return _shirt(p, clip + group(slub, more='clip-path="url(#q)"'))


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
        fittedtee, linenshirt, tights,
        tshirt, shirt, plaidshirt, sweater, cablesweater, cardigan, hoodie, ziphoodie, jacket, kidsraincoat, trench,
        puffer, longpuffer, jeans, widejeans, leggings, dress, floraldress, slipdress, shirtdress, skirt, pleatskirt,
        sneaker, lowsneaker, slipon, boot, chelsea, hikingboot, wellies, sandal, socks, scarf, silkscarf, beanie, cap,
        tote, messenger, watch, belt, swimsuit, swimshorts, sunglasses, sportglasses, gloves,
    )
}  # fmt: skip
