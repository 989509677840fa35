"""Questions and answers from the shop's pages: Markdown, CSV or JSON lines, one passage for each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.feeds.cleaning import address, clean_text
from knowledge.feeds.jsonl import json_rows
from knowledge.feeds.opening import open_text
from knowledge.feeds.refused import FeedError, Refused
from knowledge.feeds.tables import table_rows
from knowledge.product import Passage

LONGEST_ANSWER = 1_000  # characters of Latin script; a Chinese one says as much as two
LONGEST_PAGE = 1 << 24
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?\n", re.DOTALL)
_ANCHOR = re.compile(r"\s*\{#([\w.:-]+)\}\s*$")
_LANGUAGE = re.compile(r"[._-](en|zh)(?:[-_](?:\w{2,4}))?(?:\.|$)", re.IGNORECASE)
_CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？；])")
_ALSO = {
    "language": ("language", "lang", "locale"),
    "topic": ("topic", "category", "section"),
    "source": ("source", "url", "link"),
    "question": ("question", "q", "title"),
    "answer": ("answer", "a", "text", "body"),
}


@dataclass(frozen=True)
class _Page:
    """What holds for a whole file unless an entry says otherwise."""

    name: str
    language: str = ""
    source: str = ""
    topic: str = ""


def read_faq(path: Path | str, *, language: str = "", source: str = "") -> Iterator[Passage | Refused]:
    """Yield the questions and answers of a file, long answers in several passages.

    Language and address come from an entry or a page's front matter, else from the arguments, the file name
    ("faq.zh.md") or the letters. Ids come from the file's name and the question's words, so that they stay as long as
    those do. Raises FeedError where the file cannot be read.
    """
    path = Path(path)
    page = _Page(_stem(path), language or _named_language(path), address(source))
    ids: dict[str, int] = {}
    for found in _entries(path, page):
        if isinstance(found, Refused):
            yield replace(found, feed=path.name)
            continue
        ids[found.id] = ids.get(found.id, 0) + 1
        again = f"-{ids[found.id]}" if ids[found.id] > 1 else ""
        yield from _parts(replace(found, id=found.id + again))


def _entries(path: Path, page: _Page) -> Iterator[Passage | Refused]:
    name = path.name.lower().removesuffix(".gz")
    if name.endswith((".jsonl", ".ndjson", ".json")):
        yield from (_entry(found, page) for found in json_rows(path))
    elif name.endswith((".csv", ".tsv")):
        yield from (_entry(found, page) for found in table_rows(path))
    else:
        yield from _sections(path, page)


def _stem(path: Path) -> str:
    return re.sub(r"\.(md|markdown|csv|tsv|jsonl|ndjson|json|txt|gz)\b", "", path.name, flags=re.IGNORECASE)


def _named_language(path: Path) -> str:
    found = _LANGUAGE.search(_stem(path))
    return found[1].lower() if found else ""


def _entry(found: tuple[int, Mapping[str, Any]] | Refused, page: _Page) -> Passage | Refused:
    """Return the passage of a table row or JSON line."""
    if isinstance(found, Refused):
        return found
    row, values = found
    said = {name: next((values[a] for a in also if values.get(a)), "") for name, also in _ALSO.items()}
    question, answer = clean_text(said["question"]), _plain(said["answer"])
    id = clean_text(values.get("id") or "")
    for name, text in (("question", question), ("answer", answer)):
        if not text:
            return Refused(row, name, f"has no {name}: add one or remove the row.", id)
    return Passage(
        id=id or f"{page.name}/{slug(question)}",
        question=question,
        answer=answer,
        language=_language(clean_text(said["language"]) or page.language, question + answer),
        topic=clean_text(said["topic"]) or page.topic,
        source=address(said["source"]) or page.source,
    )


def _plain(raw: object) -> str:
    """Return text line by line without markup, empty lines left out."""
    lines = (clean_text(line) for line in re.split(r"\r?\n|<br\s*/?>|</p>|</li>", str(raw)))
    return "\n".join(line for line in lines if line)


def _language(said: str, text: str) -> str:
    if said:
        return said.lower().replace("_", "-").split("-")[0]
    return "zh" if len(_CHINESE.findall(text)) * 5 > len(text) else "en"


def slug(text: str) -> str:
    """Return the words of `text` as part of an address: "How do I return it?" becomes "how-do-i-return-it"."""
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")[:80] or "untitled"


def _sections(path: Path, page: _Page) -> Iterator[Passage | Refused]:
    """Yield each heading of a Markdown page that has an answer under it; the headings above it are its topic."""
    with open_text(path) as text:
        page_text = text.read(LONGEST_PAGE).replace("\ufeff", "")
    front = _FRONT.match(page_text)
    page = _front_matter(front[1], page, path) if front else page
    body = page_text[front.end() :] if front else page_text
    above: dict[int, str] = {}
    first_line = page_text[: front.end()].count("\n") + 1 if front else 1
    for level, heading, line, answer in _headed(body):
        above = {depth: title for depth, title in above.items() if depth < level}
        anchored = _ANCHOR.search(heading)
        question = clean_text(_ANCHOR.sub("", heading))
        if question and answer:
            yield _passage(question, answer, anchored[1] if anchored else "", list(above.values()), page)
        elif answer:
            yield Refused(first_line + line, "question", "has an answer under no question: put a heading above it.")
        above[level] = question


def _passage(question: str, answer: str, anchor: str, above: list[str], page: _Page) -> Passage:
    place = anchor or slug(question)
    return Passage(
        id=f"{page.name}/{place}",
        question=question,
        answer=answer,
        language=_language(page.language, question + answer),
        topic=page.topic or (above[-1] if above else ""),
        source=f"{page.source}#{place}" if page.source and "#" not in page.source else page.source,
    )


def _front_matter(front: str, page: _Page, path: Path) -> _Page:
    try:
        said = yaml.safe_load(front)
    except yaml.YAMLError as error:
        raise FeedError(f"{path.name} has front matter that is not YAML ({str(error)[:80]}): correct it.") from error
    values = {k: next((str(said[a]) for a in also if said.get(a)), "") for k, also in _ALSO.items()} if said else {}
    return _Page(
        page.name,
        _language(values["language"], "") if values.get("language") else page.language,
        address(values.get("source", "")) or page.source,
        clean_text(values.get("topic", "")),
    )


def _headed(body: str) -> Iterator[tuple[int, str, int, str]]:
    """Yield level, text and line of each heading, with the plain text under it; level 0 for text above the first."""
    level, heading, line = 0, "", 0
    blocks: list[str] = []
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            yield level, heading, line, "\n".join(blocks)
            level, heading, blocks = int(token.tag[1]), _inline(tokens[at + 1]), []
            line = token.map[0] if token.map else line
        elif block := _block(tokens, at):
            if blocks and at > 1 and tokens[at - 2].type in ("td_close", "th_close"):
                blocks[-1] += f" | {block}"  # further cells of a table's row
            else:
                blocks.append(block)
    yield level, heading, line, "\n".join(blocks)


def _block(tokens: list[Token], at: int) -> str:
    """Return the plain text of a block, with a dash or number before the first of a list item."""
    token, before = tokens[at], tokens[at - 1] if at else None
    if token.type in ("fence", "code_block", "html_block"):
        return clean_text(token.content)
    if token.type != "inline" or (before and before.type == "heading_open"):
        return ""
    item = tokens[at - 2] if at > 1 and tokens[at - 2].type == "list_item_open" else None
    mark = "" if item is None else f"{item.info}. " if item.info else "- "
    return mark + _inline(token) if _inline(token) else ""


def _inline(token: Token) -> str:
    breaks = {"softbreak": " ", "hardbreak": " "}
    parts = (breaks.get(child.type, child.content) for child in token.children or ())
    return clean_text("".join(parts))


def _parts(passage: Passage) -> Iterator[Passage]:
    """Yield a passage, or its parts where the answer is long: cut between paragraphs, or sentences of a long one."""
    parts = _cut(passage.answer)
    for n, part in enumerate(parts, 1):
        yield passage if len(parts) == 1 else replace(passage, id=f"{passage.id}~{n}", answer=part)


def _cut(answer: str) -> list[str]:
    if _size(answer) <= LONGEST_ANSWER:
        return [answer]
    parts: list[str] = []
    for paragraph in answer.split("\n"):
        pieces = [paragraph] if _size(paragraph) <= LONGEST_ANSWER else _SENTENCE_END.split(paragraph)
        for n, piece in enumerate(pieces):
            joint = "\n" if n == 0 else "" if _CHINESE.search(piece) else " "
            if parts and _size(parts[-1] + piece) <= LONGEST_ANSWER:
                parts[-1] += joint + piece
            else:
                parts.append(piece)
    return [part.strip() for part in parts if part.strip()]


def _size(text: str) -> int:
    return len(text) + len(_CHINESE.findall(text))
