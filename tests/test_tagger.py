"""The trained tagger: what it reads in plain cases, and that no text breaks it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.turn import INTENTS, SPAN_LABELS, Tagged
from agents.understanding.ahead import ReadAhead
from agents.understanding.crf import bio_tags
from agents.understanding.english import words_of
from agents.understanding.evaluate import span_figures
from agents.understanding.examples import CORPUS, from_bio, parse_markup, read_corpus, unique
from agents.understanding.tagger import Tagger, language_of

TAGGER = Tagger.load()


def read(text: str) -> Tagged:
    return TAGGER.tag([text])[0]


def labels(text: str) -> dict[str, str]:
    return {span.text: span.label for span in read(text).spans}


def test_reads_colour_product_price_and_audience_in_a_sentence():
    found = labels("i need a red dress under $50 for my wife")
    assert found["red"] == "color"
    assert found["dress"] == "core_product_type"
    assert found["under $50"] == "price"
    assert "department" in found.values()


def test_reads_a_keyword_query():
    assert labels("sony wireless headphones") == {
        "sony": "creator",
        "wireless": "modifier",
        "headphones": "core_product_type",
    }


def test_reads_chinese_spans():
    found = labels("想买红色的连衣裙")
    assert found["红色"] == "color"
    assert found["连衣裙"] == "core_product_type"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("where is my order", "order_status"),
        ("please cancel my order", "cancel_order"),
        ("i want to speak to a human", "human"),
        ("what is your return policy", "ask_policy"),
        ("show me the cheaper ones", "refine"),
        ("compare the first two", "compare"),
        ("hello", "greet"),
        ("thank you", "thanks"),
        ("我的订单到哪了", "order_status"),
        ("帮我取消订单", "cancel_order"),
        ("转人工", "human"),
        ("你好", "greet"),
        ("哪个好", "compare"),
    ],
)
def test_first_intent(text, intent):
    assert read(text).intents[0][0] == intent


@pytest.mark.parametrize("text", ["xbox", "coffee", "red shoes", "laptop", "口红", "hi", "thanks"])
def test_short_product_queries_and_courtesies_are_in_scope(text):
    assert read(text).in_scope


@pytest.mark.parametrize(
    "text", ["what is the capital of france", "who won the world cup", "今天天气怎么样", "how do i file my taxes"]
)
def test_other_peoples_business_is_refused(text):
    tagged = read(text)
    assert not tagged.in_scope
    assert tagged.intents[0][0] == "out_of_scope"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("red shoes", "en"),
        ("红色的鞋", "zh"),
        ("iphone 15 手机壳", "zh"),
        ("", "en"),
        ("i want a nice 旗袍 dress", "en"),
    ],
)
def test_language(text, language):
    assert language_of(text) == language
    assert read(text).language == language


def test_a_batch_reads_like_single_texts_and_keeps_order():
    texts = ["red shoes", "取消订单", "where is my parcel, i ordered it ages ago", "hi", "要蓝色的"]
    for alone, together in zip([read(t) for t in texts], TAGGER.tag(texts), strict=True):
        assert alone.intents[0][0] == together.intents[0][0]
        assert [(s.start, s.end, s.label) for s in alone.spans] == [(s.start, s.end, s.label) for s in together.spans]


def test_texts_read_ahead_are_read_in_one_go_and_mean_the_same():
    class Counting:
        calls = 0

        def tag(self, texts):
            self.calls += 1
            return TAGGER.tag(texts)

    counting, texts = Counting(), ["red shoes", "取消订单", "red shoes", "hello"]
    ahead = ReadAhead(counting, texts)
    assert [ahead.tag([t])[0].intents[0][0] for t in texts] == [read(t).intents[0][0] for t in texts]
    assert counting.calls == 1
    assert ahead.tag(["thanks"])[0].intents[0][0] == "thanks" and counting.calls == 2


def test_trailing_punctuation_is_outside_spans():
    assert "dress" in labels("do you have a red dress?")


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\t", "😀" * 50, "\x00\x01\x02", "\ud800 broken", "a" * 100_000, "red dress " * 10_000,
        "红" * 100_000, "," * 5_000, "ﷺ" * 3_000, "İ" * 300, "我İ要", "\u202e\u200b", "<script>alert(1)</script>",
        "中\n文",
    ],
)  # fmt: skip
def test_no_text_breaks_or_stalls_it(text):
    # Processor time: a machine that is busy with other things stalls nobody's text but its own.
    start = time.process_time()
    tagged = read(text)
    assert time.process_time() - start < 1.0
    assert all(tagged.spans[i].text == text[s.start : s.end] for i, s in enumerate(tagged.spans))


@settings(max_examples=60, deadline=2000)
@given(st.text(max_size=200))
def test_any_text_gives_a_well_formed_result(text):
    tagged = read(text)
    assert {name for name, _ in tagged.intents} <= set(INTENTS)
    assert all(0 <= chance <= 1 for _, chance in tagged.intents)
    assert [chance for _, chance in tagged.intents[1:]] == sorted((c for _, c in tagged.intents[1:]), reverse=True)
    ends = 0
    for span in tagged.spans:
        assert span.label in SPAN_LABELS
        assert ends <= span.start < span.end <= len(text)
        ends = span.end


def test_a_single_utterance_is_read_quickly():
    times = []
    for text in ["i need a red dress under $50 for my wife", "想买红色的连衣裙两百以内"] * 15:
        start = time.perf_counter()
        read(text)
        times.append(time.perf_counter() - start)
    assert sorted(times)[len(times) // 2] < 0.1  # the median, so that a busy machine does not decide


def test_markup_gives_text_and_spans():
    assert parse_markup("a {red:c} {dress:p}") == ("a red dress", ((2, 5, "color"), (6, 11, "core_product_type")))
    with pytest.raises(ValueError, match="stray brace"):
        parse_markup("a {red dress")


def test_bio_tags_become_character_spans():
    text, spans = from_bio(["a", "red", "silk", "tie"], ["O", "B-color", "B-material", "I-material"], " ")
    assert (text, spans) == ("a red silk tie", ((2, 5, "color"), (6, 14, "material")))


def test_span_figures_by_hand():
    found = [{(0, 3, "color"), (4, 9, "material")}, set()]
    gold = [{(0, 3, "color")}, {(0, 4, "price")}]
    assert span_figures(found, gold) == {"f1": 0.5, "precision": 0.5, "recall": 0.5}


def test_inside_tags_follow_their_begin_tag_only():
    tags = bio_tags(["color", "price"])
    assert tags == ("O", "B-color", "I-color", "B-price", "I-price")
    assert all(s.text.strip() for s in read("under 50 red red red under 20").spans)


def test_words_lose_punctuation_but_keep_inches():
    text = 'a 12" pan, (red)!'
    assert [text[a:b] for a, b in words_of(text)] == ["a", '12"', "pan", "red"]


def test_the_corpus_covers_every_intent_and_label_in_both_languages():
    for language in ("en", "zh"):
        rows = read_corpus(language)
        assert {name for row in rows for name in row.intents or ()} == set(INTENTS)
        assert {label for row in rows for _, _, label in row.spans or ()} >= set(SPAN_LABELS) - {"product_number"}


def test_no_training_text_is_in_the_test_set():
    from agents.understanding.corpus.make import make
    from agents.understanding.evaluate import own_test

    test = {row.text.lower() for row in own_test() if len(row.text) > 14}
    trained = {row.text.lower() for row in unique([*read_corpus("en"), *read_corpus("zh"), *make()])}
    assert not test & trained
    assert len(own_test()) >= 600
    assert (CORPUS / "test.jsonl").exists()
