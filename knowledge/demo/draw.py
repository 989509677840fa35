"""Draw the demo shop's pictures: `python -m knowledge.demo.draw`; the same every time."""

from collections.abc import Iterator
from pathlib import Path

from knowledge.demo import pictures_folder
from knowledge.demo.drawing import (
    accessories,
    audio,
    bottles,
    bottoms,
    camping,
    cleaning,
    coffee,
    furniture,
    gadgets,
    games,
    grooming,
    lighting,
    mixing,
    office,
    pans,
    screens,
    seating,
    shoes,
    sport,
    stationery,
    tableware,
    textiles,
    tops,
    toys,
    travel,
)
from knowledge.demo.drawing.canvas import Drawing, Paint, frame, group
from knowledge.demo.make import listed, picture_name
from knowledge.demo.tables import read_words

DRAWN: dict[str, Drawing] = {
    name: drawing
    for part in (
        coffee,
        pans,
        mixing,
        tableware,
        lighting,
        seating,
        furniture,
        textiles,
        cleaning,
        tops,
        bottoms,
        shoes,
        accessories,
        audio,
        screens,
        gadgets,
        camping,
        travel,
        sport,
        bottles,
        grooming,
        toys,
        games,
        office,
        stationery,
    )
    for name, drawing in part.DRAWN.items()
}


def main() -> None:
    """Write a picture of every product in each of its colours, and remove those of products that are gone."""
    folder = pictures_folder()
    folder.mkdir(exist_ok=True)
    drawn = {folder / f"{name}.svg": svg for name, svg in pictures()}
    for old in set(folder.glob("*.svg")) - set(drawn):
        old.unlink()
    for path, svg in drawn.items():
        _write_changed(path, svg)


def pictures() -> Iterator[tuple[str, str]]:
    """Yield name and SVG of every picture."""
    colors = read_words().colors
    for item_id, family, row in listed():
        kind = str(row.facts.get("draw", family.draw))
        for number, color in enumerate(row.colors or ("grey",)):
            yield picture_name(item_id, color, number), picture(kind, colors[color][1])


def picture(kind: str, color: str) -> str:
    """Return the SVG of a kind of thing in a colour "#rrggbb"; "kettle@0.8" is a smaller one, "@-1" one turned round.

    Raises KeyError for a kind that nobody has drawn.
    """
    name, _, size = kind.partition("@")
    paint, scale = Paint(color), float(size or 1)
    body = DRAWN[name](paint)
    if scale != 1:
        body = group(
            body, f"translate({200 - 200 * scale:g} {252 - 252 * abs(scale):g}) scale({scale:g} {abs(scale):g})"
        )
    return frame(body, paint)


def _write_changed(path: Path, svg: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != svg:
        path.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
