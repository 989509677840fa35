"""What `shopguide evaluate understanding` is made of: figures by hand, networks kept, errors that name the remedy."""

import json
from pathlib import Path

import pytest

from agents.understanding.examples import Example
from agents.understanding.plain_tokens import plain_tokens, spans_of
from agents.understanding.report import Row, as_markdown, behind, report
from agents.understanding.tagger import Tagger
from agents.understanding.topics import clinc, topic_figures, topics

GREETINGS = ["hello there", "good morning", "hi you", "hey friend", "greetings", "hello again", "good evening", "hi"]
WEATHER = [
    "will it rain",
    "is it sunny",
    "how cold is it",
    "snow today",
    "any wind",
    "rain tomorrow",
    "is it hot",
    "fog",
]


@pytest.fixture(scope="module")
def clinc_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clinc150")
    inside = [*((t, "greeting") for t in GREETINGS * 4), *((t, "weather") for t in WEATHER * 4)]
    files = {
        "train": inside,
        "val": inside[:8],
        "oos_train": [("sue my boss", "oos")],
        "oos_val": [("zebra law", "oos")],
    }
    for name, rows in files.items():
        lines = [json.dumps({"text": text, "intent": intent}) for text, intent in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def test_topic_figures_by_hand() -> None:
    found, wanted = ["a", "oos", "b", "oos"], ["a", "a", "oos", "oos"]
    assert topic_figures(found, wanted) == {"in_scope_accuracy": 0.5, "oos_recall": 0.5}


def test_no_validation_text_is_learnt_and_limits_are_set_on_what_is_held_out(clinc_folder: Path) -> None:
    learnt, held_out, rows = clinc(clinc_folder)
    assert len(held_out) == 3 and len([t for t in learnt if t[1] != "oos"]) == 61
    assert [name for _, name in rows].count("oos") == 1


def test_a_network_trained_for_it_is_kept_for_the_next_time(clinc_folder: Path, tmp_path: Path) -> None:
    told: list[str] = []
    first = topics(clinc_folder, tmp_path / "keep", told.append)
    assert len(told) == 4 and len(list((tmp_path / "keep").iterdir())) == 1
    assert topics(clinc_folder, tmp_path / "keep", told.append) == first
    assert len(told) == 4


def test_the_plain_baseline_learns_spans_and_is_kept(tmp_path: Path) -> None:
    rows = [
        Example(f"{color} {thing}", "en", None, True, ((0, len(color), "color"),))
        for color in ("red", "blue", "green", "black")
        for thing in ("shoes", "dress", "lamp", "sofa", "mug", "hat", "rug", "tv")
    ] * 6
    told: list[str] = []
    model = plain_tokens(rows, 4, tmp_path, told.append)
    assert model.read(rows[:3]) == [{(0, 3, "color")}] * 3
    assert plain_tokens(rows, 4, tmp_path, told.append).read(rows[:3]) == [{(0, 3, "color")}] * 3
    assert len(told) == 4


def test_spans_of_tags_by_hand() -> None:
    bounds = [(0, 3), (4, 8), (9, 12)]
    assert spans_of(["I-color", "I-color", "B-color"], bounds) == {(0, 8, "color"), (9, 12, "color")}
    assert spans_of(["B-color", "O", "I-price"], bounds) == {(0, 3, "color"), (9, 12, "price")}


def test_chinese_is_behind_only_where_it_is_worse() -> None:
    told = behind({"intent": 0.8, "kept": 0.9}, {"intent": 0.75, "kept": 0.95})
    assert told == {"intent": pytest.approx(0.05), "kept": 0.0}


def test_a_row_meets_its_bar_from_the_right_side() -> None:
    assert Row("queryner", "f1", 0.62, 0.61, 0.68).met and not Row("queryner", "f1", 0.60, 0.61, 0.68).met
    assert Row("speed", "en_p95_ms", 9.0, 15.0, 15.0).met and not Row("behind", "intent", 0.06, 0.05, 0.03).met
    assert Row("own_en", "intent", 0.8).met is None


def test_figures_are_kept_as_a_table() -> None:
    table = as_markdown([Row("queryner", "f1", 0.675, 0.61, 0.68, {"plain": 0.6}), Row("speed", "en_p95_ms", 8.25)])
    assert "| QueryNER validation, 871 queries | f1 | 0.675 | 0.61 | 0.68 | plain 0.600 |" in table
    assert "| one utterance at a time | en_p95_ms | 8.2 |  |  |  |" in table


def test_a_folder_without_the_sets_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"queryner/train\.jsonl: name the folder"):
        report(Tagger.load(), tmp_path, tmp_path / "keep", print)
