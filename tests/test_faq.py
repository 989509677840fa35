"""Pages of questions and answers become passages with stable ids, languages and addresses."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.faq import LONGEST_ANSWER, read_faq
from knowledge.feeds import FeedError, Refused
from knowledge.product import Passage

PAGE = """---
source: https://shop.example/help
language: en
---
# Help

## Returns

### How long may I return an item? {#how-long}
Within **30 days**, if it is [unused](https://shop.example/terms).

1. Print the label.
2. Post it.

### Who pays the postage?
We do.

## Delivery

| Country | Days |
|---|---|
| UK | 2 |
"""


def read(folder: Path, name: str, content: str, **given: str) -> list[Passage | Refused]:
    (folder / name).write_text(content, encoding="utf-8")
    return list(read_faq(folder / name, **given))


def passages(found: list[Passage | Refused]) -> list[Passage]:
    assert all(isinstance(p, Passage) for p in found), [str(p) for p in found]
    return [p for p in found if isinstance(p, Passage)]


def test_markdown_is_split_by_question(tmp_path: Path) -> None:
    long, postage, delivery = passages(read(tmp_path, "help.md", PAGE))
    assert long == Passage(
        "help/how-long",
        "How long may I return an item?",
        "Within 30 days, if it is unused.\n1. Print the label.\n2. Post it.",
        "en",
        "Returns",
        "https://shop.example/help#how-long",
    )
    assert (postage.id, postage.topic, postage.answer) == ("help/who-pays-the-postage", "Returns", "We do.")
    assert (delivery.question, delivery.answer) == ("Delivery", "Country | Days\nUK | 2")


def test_ids_stay_when_answers_and_order_change(tmp_path: Path) -> None:
    before = {p.id for p in passages(read(tmp_path, "f.md", "# A?\none\n# B?\ntwo\n"))}
    after = {p.id for p in passages(read(tmp_path, "f.md", "# B?\ntwo, now\n# C?\nthree\n# A?\none\n"))}
    assert before < after


@pytest.mark.parametrize(
    ("name", "content", "given", "language"),
    [
        ("faq.zh.md", "# Q\nlatin letters", {}, "zh"),
        ("faq_en.md", "# 问题\n中文", {}, "en"),
        ("faq.md", "# 如何退货？\n三十天内可以退货。", {}, "zh"),
        ("faq.md", "# How?\nSo.", {}, "en"),
        ("faq.md", "# How?\nSo.", {"language": "zh-CN"}, "zh"),
        ("faq.md", "---\nlang: zh-Hans\n---\n# How?\nSo.", {}, "zh"),
    ],
)
def test_language_comes_from_the_nearest_that_says(
    tmp_path: Path, name: str, content: str, given: dict[str, str], language: str
) -> None:
    assert [p.language for p in passages(read(tmp_path, name, content, **given))] == [language]


def test_the_address_may_be_an_argument(tmp_path: Path) -> None:
    (found,) = passages(read(tmp_path, "f.md", "# How?\nSo.", source="https://shop.example/faq"))
    assert found.source == "https://shop.example/faq#how"
    (hostile,) = passages(read(tmp_path, "f.md", "# How?\nSo.", source="javascript:alert(1)"))
    assert hostile.source == ""


def test_csv_and_json_lines_say_the_same(tmp_path: Path) -> None:
    rows = [
        {
            "id": "r1",
            "question": "Returns?",
            "answer": "30 days",
            "category": "After sales",
            "url": "/returns",
            "lang": "en",
        },
        {"id": "", "question": "", "answer": "lost", "category": "", "url": "", "lang": ""},
    ]
    with (tmp_path / "f.csv").open("w", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    table = list(read_faq(tmp_path / "f.csv"))
    lines = read(tmp_path, "f.jsonl", "\n".join(json.dumps(r) for r in rows))
    assert table[0] == lines[0] == Passage("r1", "Returns?", "30 days", "en", "After sales", "/returns")
    assert str(table[1]) == "Row 3 of f.csv has no question: add one or remove the row."
    assert str(lines[1]) == "Row 2 of f.jsonl has no question: add one or remove the row."


def test_long_answers_are_cut_between_sentences(tmp_path: Path) -> None:
    sentences = [f"Sentence number {n} says something of moderate length about returns." for n in range(60)]
    found = passages(read(tmp_path, "f.md", "# How?\n" + " ".join(sentences)))
    assert len(found) > 3 and {p.question for p in found} == {"How?"}
    assert all(len(p.answer) <= LONGEST_ANSWER and p.answer.endswith(".") for p in found)
    assert " ".join(p.answer for p in found) == " ".join(sentences)
    assert [p.id for p in found][:2] == ["f/how~1", "f/how~2"]
    chinese = passages(read(tmp_path, "f.md", "# 怎么退？\n" + "请在三十天内把商品寄回我们的仓库。" * 60))
    assert "".join(p.answer for p in chinese) == "请在三十天内把商品寄回我们的仓库。" * 60
    assert all(len(p.answer) <= LONGEST_ANSWER / 2 and p.answer.endswith("。") for p in chinese)


def test_markup_is_not_kept(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    (found,) = passages(read(tmp_path, "f.md", f"# How <b>now</b>?\n{evil}\n\nSo <img src=x onerror=y>it is.\n"))
    assert (found.question, found.answer) == ("How now?", "So it is.")


def test_equal_questions_get_ids_of_their_own(tmp_path: Path) -> None:
    found = passages(read(tmp_path, "f.md", "# How?\none\n# How?\ntwo\n"))
    assert [p.id for p in found] == ["f/how", "f/how-2"]


def test_text_above_the_first_question_is_refused_by_line(tmp_path: Path) -> None:
    (refused,) = read(tmp_path, "f.md", "Just text.\n")
    assert isinstance(refused, Refused) and (refused.row, refused.field) == (1, "question")


def test_front_matter_that_is_not_yaml_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match=r"f\.md has front matter that is not YAML"):
        read(tmp_path, "f.md", "---\n[: x\n---\n# How?\nSo.\n")
    with pytest.raises(FeedError, match="cannot be opened"):
        list(read_faq(tmp_path / "none.md"))


ENTRIES = st.dictionaries(
    st.sampled_from(["id", "question", "answer", "lang", "url"]), st.text() | st.none() | st.lists(st.integers())
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300), st.lists(ENTRIES, max_size=4))
def test_no_content_makes_reading_raise(tmp_path: Path, text: str, rows: list[dict[str, Any]]) -> None:
    body = "\n" + "".join(c for c in text if not "\ud800" <= c <= "\udfff")
    for found in read(tmp_path, "f.md", body):
        assert isinstance(found, Refused) or (found.question and found.answer)
    ids = [p.id for p in read(tmp_path, "f.jsonl", "\n".join(json.dumps(r) for r in rows)) if isinstance(p, Passage)]
    assert len(ids) == len(set(ids))
