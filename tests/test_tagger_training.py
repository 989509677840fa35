"""Training of the tagger: what is drawn, what is learnt from, what is installed."""

import itertools
import json
import math
import random

import pytest
import torch

from agents.understanding.crf import Crf, bio_tags
from agents.understanding.examples import Example, read_dsner, read_jsonl
from agents.understanding.pool import batches, draw, gather
from agents.understanding.tagger import language_of
from agents.understanding.train import allowed_tags, settle, tags_of

TAGS = bio_tags(["color", "price"])


@torch.no_grad()
def test_log_partition_is_the_sum_over_all_lawful_paths():
    torch.manual_seed(1)
    crf, emissions = Crf(TAGS), torch.randn(1, 3, len(TAGS))
    torch.nn.init.normal_(crf.transitions)
    total = 0.0
    for path in itertools.product(range(len(TAGS)), repeat=3):
        names = [TAGS[i] for i in path]
        lawful = all(n[0] != "I" or (k and names[k - 1][2:] == n[2:]) for k, n in enumerate(names))
        if lawful:
            score = sum(float(emissions[0, k, i]) for k, i in enumerate(path)) + float(crf.first[path[0]])
            score += sum(float(crf.transitions[a, b]) for a, b in itertools.pairwise(path))
            total += math.exp(score)
    found = crf.log_partition(emissions, torch.ones(1, 3, dtype=torch.bool))
    assert float(found) == pytest.approx(math.log(total), abs=1e-4)


def test_best_path_never_begins_inside_a_span():
    crf, emissions = Crf(TAGS), torch.zeros(1, 2, len(TAGS))
    emissions[0, :, TAGS.index("I-price")] = 9.0
    path = crf.best(emissions, torch.ones(1, 2, dtype=torch.bool))[0]
    assert [TAGS[i] for i in path] == ["B-price", "I-price"]


def test_a_span_tags_the_words_it_touches():
    example = Example("a red silk tie", "en", None, None, ((2, 10, "color"),))
    assert [TAGS[i] for i in tags_of(example, [(0, 1), (2, 5), (6, 10), (11, 14)], TAGS)] == [
        "O",
        "B-color",
        "I-color",
        "O",
    ]


def test_where_a_source_marks_no_prices_a_price_is_no_mistake():
    example = Example("red 9", "en", None, True, ((0, 3, "color"),), "x", frozenset({"color"}))
    allowed = allowed_tags([example], [[(0, 3), (4, 5)]], torch.Size((1, 2, len(TAGS))), TAGS)
    assert [TAGS[i] for i in allowed[0, 0].nonzero().flatten()] == ["B-color"]
    assert [TAGS[i] for i in allowed[0, 1].nonzero().flatten()] == ["O", "B-price", "I-price"]


def test_an_epoch_draws_each_source_by_its_share():
    pool = [Example(f"{source}{i}", "en", source=source) for source in "ab" for i in range(10)]
    drawn = draw(pool, {"a": 2.5, "b": 0.3}, random.Random(0))
    assert sum(e.source == "a" for e in drawn) == 25
    assert sum(e.source == "b" for e in drawn) == 3
    assert sorted(e.text for some in batches(drawn, 4, random.Random(0)) for e in some) == sorted(e.text for e in drawn)


def test_corrections_join_the_examples(tmp_path):
    path = tmp_path / "corrections.jsonl"
    row = {"text": "blue zorbl", "intents": ["find_products"], "spans": [{"label": "color", "start": 0, "end": 4}]}
    path.write_text(json.dumps(row) + "\n", "utf-8")
    corrections = read_jsonl(path, language_of)
    assert corrections[0].spans == ((0, 4, "color"),)
    assert corrections[0].in_scope
    assert corrections[0] in gather(None, corrections)


def test_a_correction_with_an_unknown_intent_is_refused(tmp_path):
    path = tmp_path / "corrections.jsonl"
    path.write_text('{"text": "hi", "intents": ["greeting"], "spans": []}\n', "utf-8")
    with pytest.raises(ValueError, match="greeting"):
        read_jsonl(path, language_of)


@pytest.mark.parametrize("better", [True, False])
def test_only_better_weights_are_installed(tmp_path, better):
    (tmp_path / "candidate").mkdir()
    (tmp_path / "config.json").write_text("old", "utf-8")
    (tmp_path / "candidate" / "config.json").write_text("new", "utf-8")
    settle(tmp_path / "candidate", tmp_path, better)
    assert (tmp_path / "config.json").read_text("utf-8") == ("new" if better else "old")
    assert not (tmp_path / "candidate").exists()


def test_dsner_blocks_become_requests(tmp_path):
    path = tmp_path / "x.bio"
    path.write_text("买 O\n手 B-cp\n机 I-cp\n\n红 O\n", "utf-8")
    rows = read_dsner(path)
    assert [(r.text, r.spans) for r in rows] == [("买手机", ((1, 3, "core_product_type"),)), ("红", ())]


def test_our_corpus_is_as_large_as_promised():
    rows = gather(None)
    assert sum(r.language == "en" for r in rows) >= 6000
    assert sum(r.language == "zh" for r in rows) >= 4000
