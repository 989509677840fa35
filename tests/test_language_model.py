"""What words a plan: our own model in this process, a server, a script; and that none is ever waited for long."""

import random
import re
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from agents.replies.base import load_tokenizer
from agents.replies.course import Courses
from agents.replies.embedded import EmbeddedModel
from agents.replies.export import export, serve_command
from agents.replies.models import Breaker, ModelUnavailable, Prompt, ReplyModel, ScriptedChat, ServerModel
from agents.replies.plain import plain
from agents.replies.plan import Plan, plan_reply
from agents.replies.records import Records, records_of
from agents.replies.slots import MARKER, script
from agents.replies.write import prompt_of, write
from agents.turn import Answer, Found, Sentence, Understanding
from knowledge.product import Attribute, Match, Product
from tests.test_plan import DAY, NOW, SHELL, understood


def turn() -> tuple[Plan, Records]:
    found = Found(matches=(Match(SHELL, 1.0), Match(DAY, 0.9)))
    plan = plan_reply(understood("a jacket for <rain>"), found, now=NOW)
    return plan, records_of(found, plan)


def told(model: ReplyModel | None, **more: float) -> list[Sentence]:
    plan, records = turn()
    return list(write(plan, records, model, threading.Event(), seed=3, **more))


def scripted(answer: str, *, slots: bool = True, pause_s: float = 0.0) -> ScriptedChat:
    return ScriptedChat([("jacket", answer)], reads_slots=slots, pause_s=pause_s)


def test_the_models_words_are_shown_sentence_by_sentence() -> None:
    said = told(scripted("I'd look at the @A first, at $A. For $C less there's the @B at $B."))
    assert [(s.text, s.origin) for s in said] == [
        ("I'd look at the Fellwind Shell Jacket first, at $129.", "model"),
        ("For $54.50 less there's the Brook Day Jacket at $74.50.", "model"),
    ]


def test_a_price_beside_the_wrong_product_is_mended_and_counted() -> None:
    said = told(scripted("The @A is $B. The @B is $B."))
    assert (said[0].text, said[0].origin, said[0].dropped) == ("The Fellwind Shell Jacket is $129.", "plain", 1)


def test_what_no_record_backs_is_left_out_and_what_must_be_said_is_said() -> None:
    said = told(scripted("It is the cheapest anywhere. The @A is sold out. For $C less there's the @B."))
    assert [s.origin for s in said] == ["plain", "model"]
    assert "Fellwind Shell Jacket" in said[0].text and "$129" in said[0].text
    assert sum(s.dropped for s in said) == 2


def test_a_marker_that_the_plan_lacks_is_no_gap_in_a_sentence() -> None:
    assert not any("@" in s.text or "  " in s.text for s in told(scripted("The @Z is $A. The @A is $A.")))


def test_half_a_sentence_and_markup_are_not_shown() -> None:
    said = told(scripted("**The @A** is $A. And then the @B"))
    assert [s.text for s in said] == ["The Fellwind Shell Jacket is $129."]


def test_a_general_model_is_given_the_records_own_words_and_answers_in_them() -> None:
    plan, _ = turn()
    prompt, read = prompt_of(plan, reads_slots=False)
    assert read is None and "$129" in prompt.user and "<rain>" in prompt.user
    said = told(ScriptedChat([("$129", "The Fellwind Shell Jacket costs $129, and the Brook Day Jacket $7. Bye!")]))
    assert "$7." not in " ".join(s.text for s in said)


def test_a_no_that_a_general_model_leaves_out_is_said() -> None:
    bag = Product("1", "Fell Daypack", 6900, "USD", attributes=(Attribute("laptop_size", 14.0, "in"),))
    told_no = Answer(bag, "laptop_size", "14 in", 1.0, False)
    asked = Understanding("does it fit a 15 inch laptop?", "en", "ask_product", 1.0, True)
    found = Found(about=(bag,), answers=(told_no,))
    plan = plan_reply(asked, found, now=NOW)
    model = ScriptedChat([("Daypack", "The laptop size of the Fell Daypack is 14 in.")])
    said = list(write(plan, records_of(found, plan), model, threading.Event(), deadline_s=5.0))
    assert said[0].origin == "model"
    assert re.search(r"\bno\b|\bnot\b", said[-1].text, re.IGNORECASE)


def test_a_slow_model_costs_no_more_than_the_deadline() -> None:
    started = time.monotonic()
    said = told(scripted("The @A is $A.", pause_s=5.0), deadline_s=0.3)
    assert time.monotonic() - started < 1.5
    assert [s.text for s in said] == plain(turn()[0], 3)


def test_cancelling_stops_the_model() -> None:
    plan, records = turn()
    model, cancel = scripted("The @A is $A. " * 50, pause_s=0.02), threading.Event()
    sentences = write(plan, records, model, cancel, seed=1)
    next(sentences)
    cancel.set()
    assert list(sentences) == []
    deadline = time.monotonic() + 3
    while not model.stopped and time.monotonic() < deadline:
        time.sleep(0.02)
    assert model.stopped


def test_a_script_raises_on_an_unlisted_prompt() -> None:
    with pytest.raises(LookupError, match="No scripted answer"):
        list(ScriptedChat([("x", "y")]).stream(Prompt("", "z"), threading.Event()))


def test_without_a_model_plain_words_stand() -> None:
    assert [s.text for s in told(None)] == plain(turn()[0], 3)


def test_a_plan_in_chinese_is_not_given_to_a_model_of_english() -> None:
    found = Found(matches=(Match(SHELL, 1.0),))
    plan = plan_reply(understood(language="zh"), found, now=NOW)
    said = list(write(plan, records_of(found, plan), scripted("The @A is $A."), threading.Event()))
    assert {s.origin for s in said} == {"plain"}


def test_the_breaker_opens_after_failures_and_lets_one_try_through_later() -> None:
    breaker = Breaker(failures=2, reopen_s=0.1)
    assert breaker.enter()
    breaker.failed()
    breaker.failed()
    assert not breaker.enter() and not breaker.closed
    time.sleep(0.15)
    assert breaker.enter() and not breaker.enter()
    breaker.succeeded()
    assert breaker.enter() and breaker.closed


def test_a_server_that_is_down_leaves_plain_words_and_opens_the_breaker() -> None:
    model = ServerModel("http://127.0.0.1:9/v1", "none", timeout_s=1.0, breaker=Breaker(failures=1, reopen_s=60))
    assert [s.text for s in told(model, deadline_s=6.0)] == plain(turn()[0], 3)
    assert not model.ready
    with pytest.raises(ModelUnavailable):
        next(model.stream(Prompt("s", "u"), threading.Event()))


def test_a_reply_goes_through_the_plans_lines_in_order_and_passes_over_none() -> None:
    read = script(turn()[0])
    courses = Courses(load_tokenizer())
    for seed in range(40):
        course, rng, said = courses.of(read.lines), random.Random(seed), ""
        while (token := rng.choice(course.next())) != courses.end:
            course.take(token)
            said += courses.text(token)
        assert said.endswith((".", "!", "?")) and said[0].isupper()
        assert MARKER.findall(said)[0] in read.lines[0].marks.values()
        assert said.index(read.lines[0].marks["name"]) < said.index(read.lines[-1].marks["name"])
        # Each sentence keeps to the values of one line, or of two next to each other.
        markers = [set(MARKER.findall(line.text)) for line in read.lines]
        for sentence in said.split(". "):
            held = {i for i, of_line in enumerate(markers) for m in MARKER.findall(sentence) if m in of_line}
            assert max(held, default=0) - min(held, default=0) <= 1, sentence


def test_a_course_of_one_way_leaves_nothing_to_decide_but_its_first_words() -> None:
    courses = Courses(load_tokenizer())
    course = courses.of(script(turn()[0]).lines)
    decided = 0
    while (options := course.next()) != [courses.end]:
        decided += len(options) > 1
        course.take(options[0])
    assert 0 < decided < 30


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exported folder of our model's shape, small and untrained."""
    torch.manual_seed(4)
    raw, out = tmp_path_factory.mktemp("raw"), tmp_path_factory.mktemp("shopguide-tiny")
    config = LlamaConfig(
        vocab_size=49152, hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, tie_word_embeddings=True, bos_token_id=1, eos_token_id=2, pad_token_id=2,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(raw)
    load_tokenizer().save_pretrained(raw)
    return export(out, folder=raw)


@pytest.fixture(scope="module")
def embedded(tiny: Path) -> Iterator[EmbeddedModel]:
    model = EmbeddedModel(folder=tiny, threads=1, chats=4, dtype=torch.float32)
    assert model.wait(60), model.problem
    yield model
    model.close()


def reply(model: EmbeddedModel, seed: int) -> str:
    plan, _ = turn()
    return "".join(model.stream(prompt_of(plan, True, seed)[0], threading.Event()))


def test_even_an_untrained_model_can_say_no_digit_no_name_and_no_marker_out_of_turn(embedded: EmbeddedModel) -> None:
    slots = script(turn()[0]).slots
    for seed in range(3):
        said = reply(embedded, seed)
        assert said and not any(c.isdigit() or c in "<>[]|`_\n" for c in said)
        assert set(MARKER.findall(said)) <= set(slots)


def test_chats_in_one_batch_read_the_same_as_alone(embedded: EmbeddedModel) -> None:
    alone = [reply(embedded, seed) for seed in range(4)]
    together = [""] * 4

    def ask(seed: int) -> None:
        together[seed] = reply(embedded, seed)

    threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone


def test_cancelling_ends_a_stream_of_our_own_model_and_stops_its_work(embedded: EmbeddedModel) -> None:
    steps: list[float] = []

    def slowly(*_: object) -> None:
        time.sleep(0.02)
        steps.append(time.monotonic())

    counting = embedded._model.model.register_forward_hook(slowly)
    assert reply(embedded, 1)
    whole = len(steps)
    cancel = threading.Event()
    stream = embedded.stream(prompt_of(turn()[0], True, 1)[0], cancel)
    next(stream)
    cancel.set()
    assert list(stream) == []
    time.sleep(0.02 * whole + 0.1)
    counting.remove()
    assert len(steps) - whole <= 2 < whole


def test_a_model_that_cannot_load_says_so_and_plain_words_stand(tmp_path: Path) -> None:
    model = EmbeddedModel(folder=tmp_path)
    assert not model.wait(60) and "could not be loaded" in model.problem
    assert {s.origin for s in told(model)} == {"plain"}


@pytest.fixture(scope="module")
def server(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`transformers serve` on the exported folder, on the CPU."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("log") / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(serve_command(tiny, port=port, device="cpu"), stdout=out, stderr=out)
        try:
            _wait(f"http://127.0.0.1:{port}/health", process, log)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()
            process.wait(20)


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(log.read_text("utf-8", "replace")[-3000:])


def test_transformers_serve_streams_our_exported_model(server: str, tiny: Path) -> None:
    model = ServerModel(server, str(tiny), timeout_s=60.0)
    assert model.reads_slots
    cancel = threading.Event()
    pieces = model.stream(Prompt("Word the plan.", "a jacket\nlead @A $A"), cancel)
    heard = [next(pieces) for _ in range(4)]
    cancel.set()
    assert len(list(pieces)) <= 1 and model.ready
    assert "".join(heard)
    # An untrained model's nonsense reaches nobody.
    assert all(s.origin == "plain" for s in told(model, deadline_s=2.0))
