"""Sentiment: right often enough on messages that training never saw, quick, and never fooled into feeling by a wish."""

import time
from pathlib import Path

import numpy as np
import pytest

from knowledge.sentiment import mood_of
from knowledge.sentiment.make import made
from knowledge.sentiment.model import SentimentModel
from knowledge.sentiment.train import fit
from tests.bench.sentiment import cases, measured


@pytest.mark.parametrize(("language", "accuracy", "macro_f1"), [("en", 0.84, 0.84), ("zh", 0.82, 0.82)])
def test_the_hand_written_set_is_read_right_as_often_as_the_card_says(
    language: str, accuracy: float, macro_f1: float
) -> None:
    ours = measured(language, SentimentModel.load())["ours"]
    assert isinstance(ours, dict)
    assert ours["accuracy"] >= accuracy
    assert ours["macro_f1"] >= macro_f1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_training_never_reads_what_is_measured(language: str) -> None:
    # Single words of assent and the like are the same everywhere; sentences are not.
    measured_on = {
        text.strip("!！。. ").lower() for _, text in cases(language) if len(text) > (12 if language == "en" else 6)
    }
    trained_on = {text.strip("!！。. ").lower() for _, text in made(language, 6000)}
    assert len(cases(language)) >= 200
    assert not measured_on & trained_on


@pytest.mark.parametrize(
    ("text", "label", "angry"),
    [
        ("This is ridiculous, I have waited a month and you people ignore me!!!", "negative", True),
        ("the zip broke after one wash", "negative", False),
        ("a waterproof jacket under $100", "neutral", False),
        ("thank you so much, this is perfect", "positive", False),
        ("not good at all", "negative", False),
        ("等了一个月了！！！我要投诉，骗子", "negative", True),
        ("拉链坏了，不太满意", "negative", False),
        ("有蓝色的外套吗", "neutral", False),
        ("太好了，谢谢你", "positive", False),
    ],
)
def test_plain_cases_are_read_as_a_person_reads_them(text: str, label: str, angry: bool) -> None:
    assert (mood_of(text).label, mood_of(text).angry) == (label, angry)


@pytest.mark.parametrize("text", ["", "...", "👍", "   ", "\ud800".encode("utf-8", "ignore").decode()])
def test_a_message_without_words_feels_nothing(text: str) -> None:
    assert mood_of(text).label == "neutral"


def test_two_milliseconds_are_enough_even_for_a_long_message() -> None:
    text = "the kettle is broken and I am very unhappy about it " * 200
    mood_of(text)
    taken = []
    for _ in range(200):
        start = time.thread_time()
        mood_of(text)
        taken.append((time.thread_time() - start) * 1000)
    assert float(np.percentile(taken, 95)) < 2


def test_training_on_a_few_words_learns_them(tmp_path: Path) -> None:
    rows = [("angry", "grr", 1.0), ("negative", "bad", 1.0), ("neutral", "kettle", 1.0), ("positive", "good", 1.0)]
    model = SentimentModel(*fit(rows * 5))
    assert model.mood("good").label == "positive"
    assert model.mood("grr").angry
