"""Teaches SmolLM2 to word plans: a LoRA adapter, trained on the CPU for as long as it is given."""

import json
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

import prompts
from agents.replies.base import load_model, load_tokenizer, system_text, user_text
from agents.replies.examples import Example, examples
from agents.replies.worlds import worlds

TOKENS_A_STEP = 1400  # padded; short sequences of like length go together
RANK = 16
LINEAR = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
LOWEST_LAYER = 10  # below it nothing is learned, so that a step's backward pass ends there
LEARNING_RATE = 1.2e-3
WARM_UP_STEPS = 12
SAVE_EVERY_S = 180.0
OFTEN = 12


@dataclass(frozen=True)
class Progress:
    """How far training is: steps and turns seen, the mean loss since the last report, tokens of replies a second."""

    steps: int
    turns: int
    loss: float
    minutes: float
    tokens_a_second: float


def train_replies(
    data: Path,
    out: Path,
    *,
    minutes: float = 60.0,
    turns: int = 12_000,
    seed: int = 0,
    threads: int = 1,
    start: Path | None = None,
    told: Callable[[Progress], None] = lambda progress: None,
    extra: Sequence[Example] = (),
) -> Progress:
    """Train on turns over the catalogues in `data` for `minutes`, and leave adapter and progress in `out`.

    `extra` are replies that staff wrote, each drawn `OFTEN` times as often as a made one. What is there after each
    three minutes is already usable. Raises FileNotFoundError where `data` holds no catalogue.
    """
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    made = [*examples(worlds(data), turns, seed), *(list(extra) * OFTEN)]
    tokenizer = load_tokenizer()
    read = [_tokens(example, tokenizer) for example in made]
    model, adapted = _adapted(start)
    return _fit(model, adapted, _batches(read, seed), out, minutes, told)


def _tokens(example: Example, tokenizer: Any) -> tuple[list[int], int]:
    """Return the ids of prompt and reply, and how many of them are the prompt."""
    system = prompts.render("reply/slots_system", "en")
    before = tokenizer(system_text(system)).input_ids + tokenizer(user_text(example.script.text)).input_ids
    after = tokenizer(example.reply + "<|im_end|>").input_ids
    return before + after, len(before)


def _adapted(start: Path | None) -> tuple[Any, list[torch.nn.Parameter]]:
    """Return the base with an adapter in its upper layers, or with `start` going on there, and what is learned."""
    from peft import LoraConfig, PeftModel, get_peft_model

    base = load_model(torch.bfloat16)
    # Fused attention is made for long texts: here, at a hundred tokens, its backward pass is a third of a step.
    base.set_attn_implementation("eager")
    if start is not None:
        model = PeftModel.from_pretrained(base, start, is_trainable=True, autocast_adapter_dtype=False)
    else:
        upper = list(range(LOWEST_LAYER, base.config.num_hidden_layers))
        config = LoraConfig(
            r=RANK, lora_alpha=2 * RANK, target_modules=LINEAR, layers_to_transform=upper, task_type="CAUSAL_LM"
        )
        model = get_peft_model(base, config, autocast_adapter_dtype=False)
    for name, parameter in model.named_parameters():
        layer = re.search(r"\.layers\.(\d+)\.", name)
        parameter.requires_grad = "lora_" in name and layer is not None and int(layer[1]) >= LOWEST_LAYER
    return model.train(), [p for p in model.parameters() if p.requires_grad]


def _batches(read: list[tuple[list[int], int]], seed: int) -> Iterator[list[tuple[list[int], int]]]:
    """Yield batches of like length, for ever, each time in another order."""
    rng = random.Random(seed)
    while True:
        ordered = sorted(read, key=lambda r: len(r[0]) + rng.random() * 12)
        batches: list[list[tuple[list[int], int]]] = [[]]
        for one in ordered:
            if batches[-1] and len(one[0]) * (len(batches[-1]) + 1) > TOKENS_A_STEP:
                batches.append([])
            batches[-1].append(one)
        rng.shuffle(batches)
        yield from batches


def loss_of(model: Any, batch: list[tuple[list[int], int]]) -> tuple[torch.Tensor, int]:
    """Return the mean cross-entropy over the replies' tokens, and how many they are."""
    longest = max(len(ids) for ids, _ in batch)
    ids = torch.zeros((len(batch), longest), dtype=torch.long)
    asked = torch.zeros((len(batch), longest), dtype=torch.bool)
    seen = torch.zeros((len(batch), longest), dtype=torch.long)
    for row, (one, start) in enumerate(batch):
        ids[row, : len(one)] = torch.tensor(one)
        asked[row, start - 1 : len(one) - 1] = True
        seen[row, : len(one)] = 1
    inner = model.get_base_model() if hasattr(model, "get_base_model") else model
    hidden = inner.model(input_ids=ids, attention_mask=seen).last_hidden_state
    # The vocabulary is a fifth of the work: only where a reply's token is to be said.
    logits = inner.lm_head(hidden[asked]).float()
    wanted = torch.roll(ids, -1, dims=1)[asked]
    return torch.nn.functional.cross_entropy(logits, wanted), int(asked.sum())


def _fit(
    model: Any,
    adapted: list[torch.nn.Parameter],
    batches: Iterator[list[tuple[list[int], int]]],
    out: Path,
    minutes: float,
    told: Callable[[Progress], None],
) -> Progress:
    # bfloat16 is too coarse to add small steps to: they are summed in float32 and copied over.
    masters = [p.detach().float().requires_grad_() for p in adapted]
    optimizer = torch.optim.AdamW(masters, lr=LEARNING_RATE, weight_decay=0.0)
    began = saved = time.monotonic()
    steps = turns = tokens = 0
    losses: list[float] = []
    done = Progress(0, 0, float("nan"), 0.0, 0.0)
    while (elapsed := (time.monotonic() - began) / 60) < minutes:
        batch = next(batches)
        rate = min(1.0, (steps + 1) / WARM_UP_STEPS) * max(0.03, 1 - elapsed / minutes)
        optimizer.param_groups[0]["lr"] = LEARNING_RATE * rate
        loss, counted = loss_of(model, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        _step(optimizer, masters, adapted)
        steps, turns, tokens = steps + 1, turns + len(batch), tokens + counted
        losses.append(loss.item())
        if time.monotonic() - saved > SAVE_EVERY_S or steps % 20 == 0:
            took = (time.monotonic() - began) / 60
            done = Progress(steps, turns, sum(losses[-20:]) / len(losses[-20:]), took, tokens / took / 60)
            told(done)
        if time.monotonic() - saved > SAVE_EVERY_S:
            saved = time.monotonic()
            save(model, out, done)
    save(model, out, done)
    return done


def _step(optimizer: torch.optim.Optimizer, masters: list[torch.Tensor], adapted: list[torch.nn.Parameter]) -> None:
    for master, parameter in zip(masters, adapted, strict=True):
        master.grad = parameter.grad.float() if parameter.grad is not None else None
        parameter.grad = None
    torch.nn.utils.clip_grad_norm_(masters, 1.0)
    optimizer.step()
    with torch.no_grad():
        for master, parameter in zip(masters, adapted, strict=True):
            parameter.copy_(master)


def save(model: Any, out: Path, done: Progress) -> None:
    """Write the adapter and how far it was trained."""
    out.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(out)
    (out / "progress.json").write_text(json.dumps(asdict(done)), "utf-8")
