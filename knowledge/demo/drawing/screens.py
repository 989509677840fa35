"""What has a screen."""

# ruff: noqa: E501 (the data of a shape does not break)

from knowledge.demo.drawing.canvas import (
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
    path,
    rect,
    ring,
    shadow,
    shine,
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


DRAWN: dict[str, Drawing] = {
    f.__name__: f
    for f in (
        laptop, phone, flipphone, tablet, ereader, kidstablet, smartwatch, band, monitor, ultrawide, tv, smartdisplay, projector, gamingmonitor,
    )
}  # fmt: skip
