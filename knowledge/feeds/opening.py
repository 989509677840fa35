"""Open feeds of any size: plain or gzipped, in whatever encoding they came."""

import codecs
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from charset_normalizer import from_bytes

from knowledge.feeds.refused import FeedError

_GUESSES = ["gb18030", "cp1252", "big5", "shift_jis"]
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_CHUNK = 1 << 20
_SAMPLE = 1 << 16


def open_bytes(path: Path) -> BinaryIO:
    """Open `path` for reading, through gzip where its content says so."""
    try:
        with path.open("rb") as raw:
            zipped = raw.read(2) == b"\x1f\x8b"
        return cast(BinaryIO, gzip.open(path, "rb")) if zipped else path.open("rb")
    except OSError as error:
        raise FeedError(f"{path} cannot be opened ({error.strerror or error}): check the name.") from error


@contextmanager
def open_text(path: Path) -> Iterator[IO[str]]:
    """Open `path` decoded, line ends untouched; bytes that its encoding has no character for stand as lone surrogates.

    Raises FeedError where the file cannot be opened, or breaks off while it is read.
    """
    encoding = encoding_of(path)
    errors = "replace" if encoding.startswith("utf-16") or encoding.startswith("utf-32") else "surrogateescape"
    with open_bytes(path) as raw, _whole(path):
        yield io.TextIOWrapper(raw, encoding=encoding, errors=errors, newline="")


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, zlib.error) as error:
        raise FeedError(f"{path.name} breaks off ({error}): fetch it again; nothing was removed.") from error


def byte_lines(path: Path, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield number and UTF-8 bytes of each line; None for one of more than `longest` bytes, which is skipped."""
    encoding = encoding_of(path)
    with open_bytes(path) as raw, _whole(path):
        if encoding in ("utf-8", "utf-8-sig"):
            raw.read(3) if encoding == "utf-8-sig" else b""
            yield from _numbered(lambda: raw.readline(longest), b"\n", longest)
        else:
            text = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="\n")
            yield from _numbered(lambda: text.readline(longest).encode(errors="replace"), b"\n", longest)


def _numbered(readline: Callable[[], bytes], end: bytes, longest: int) -> Iterator[tuple[int, bytes | None]]:
    number = 0
    while line := readline():
        number += 1
        if len(line) < longest or line.endswith(end):
            yield number, line
            continue
        yield number, None
        while line and not line.endswith(end):
            line = readline()


def encoding_of(path: Path) -> str:
    """Return the encoding of the whole file: from its byte order mark, else the first that its letters fit."""
    with open_bytes(path) as raw, _whole(path):
        head = raw.read(_SAMPLE)
        for mark, encoding in _BOMS:
            if head.startswith(mark):
                return encoding
        if wide := _wide(head):
            return wide
        return _guess(_letters(raw, head))


def _wide(head: bytes) -> str:
    """Return UTF-16 without a mark, known by the zero bytes of its ASCII letters; "" for anything else."""
    even, odd = head[:4096:2].count(0), head[1:4096:2].count(0)
    half = max(1, min(len(head), 4096) // 2)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.1 * half else ""


def _letters(raw: BinaryIO, head: bytes) -> bytes:
    """Return up to _SAMPLE bytes of the lines that are not plain ASCII, from anywhere in the file."""
    sample, chunk = b"", head
    while chunk and len(sample) < _SAMPLE:
        if not chunk.isascii():
            sample += b"\n".join(line for line in chunk.split(b"\n") if not line.isascii()) + b"\n"
        chunk = raw.read(_CHUNK)
    return sample


def _guess(sample: bytes) -> str:
    if not sample or _mostly_utf8(sample):
        return "utf-8"
    best = from_bytes(sample[:_SAMPLE], cp_isolation=_GUESSES).best()
    return best.encoding if best else "cp1252"


def _mostly_utf8(sample: bytes) -> bool:
    """Whether most lines are UTF-8; a feed with a few broken lines is UTF-8 with a few broken lines."""
    good = bad = 0
    for line in sample.split(b"\n")[1:-2] or sample.split(b"\n"):
        try:
            line.decode()
            good += not line.isascii()
        except UnicodeDecodeError:
            bad += 1
    return bad == 0 or good > 2 * bad
