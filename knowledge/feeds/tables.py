"""Read the rows of CSV and TSV files as dictionaries."""

import csv
from collections.abc import Iterator
from pathlib import Path

from knowledge.feeds.opening import open_text
from knowledge.feeds.refused import FeedError, Refused

LONGEST_CELL = 1 << 20
_MARKS = ",\t;|"


def table_rows(path: Path) -> Iterator[tuple[int, dict[str, str]] | Refused]:
    """Yield number (the header is row 1) and cells by lower-case column name, empty cells left out.

    Refuses rows with more cells than the header, a cell over LONGEST_CELL, or bytes that are in no encoding.
    """
    csv.field_size_limit(LONGEST_CELL)
    with open_text(path) as text:
        start = text.readline(LONGEST_CELL)
        if not start.strip():
            raise FeedError(f"{path.name} is empty: its first line must name the columns.")
        mark = delimiter(start)
        columns = [c.strip().lower() for c in next(csv.reader([start], delimiter=mark), [])]
        lines = csv.reader(text, delimiter=mark)
        row = 1
        while True:
            row += 1
            try:
                cells = next(lines)
            except StopIteration:
                return
            except csv.Error as error:
                yield Refused(row, "", f"cannot be read as a table row ({error}): check its quotation marks.")
                continue
            if cells:
                yield _row(row, columns, cells)


def delimiter(header: str) -> str:
    """Return the mark that separates the columns of a header line."""
    return max(_MARKS, key=lambda mark: (header.count(mark), -_MARKS.index(mark)))


def _row(row: int, columns: list[str], cells: list[str]) -> tuple[int, dict[str, str]] | Refused:
    if len(cells) > len(columns) and any(c.strip() for c in cells[len(columns) :]):
        reason = f"has {len(cells)} cells under {len(columns)} columns: put cells that hold a separator in quotes."
        return Refused(row, "", reason)
    values = {name: cell for name, cell in zip(columns, cells, strict=False) if name and cell.strip()}
    if bad := next((name for name, cell in values.items() if not _decoded(cell)), None):
        return Refused(row, bad, f"has bytes in {bad!r} that fit no encoding: save the feed as UTF-8.")
    return row, values


def _decoded(cell: str) -> bool:
    return cell.isascii() or not any("\ud800" <= c <= "\udfff" for c in cell)
